"""The e-mail: a draft with the marking, the bottom line and the judgements in it and the brief attached.

It is a file that a mail program opens; nothing here sends anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from ..measure import Message
from ..paint import Painter
from ..problems import BriefError, Problem
from ..theme import set_apart
from .email_message import Parts, compose, subject_of
from .email_text import as_message, text_of, without_places
from .output import Made, MadeFile, Output, Page

STYLES = "styles/email.css"
TEXT = "email.txt"
ATTACHED_MARK = "<!--brief:attached-->"
CLIPPED = 102_000  # Gmail cuts off what is longer


def make(page: Page) -> Made:
    """Put the two readings of the message and the attached outputs into one file."""
    files = _attachments(page)
    problems: list[Problem] = []
    subject, room = subject_of(page.view)
    lines = _attached_lines(page, files)
    html = _html(page, lines)
    if len(html.encode()) > CLIPPED:
        hint = "shorten the judgements: the message says what the attached brief argues"
        message = f"the message has {len(html.encode()) / 1000:,.0f} kB; Gmail cuts it off after {CLIPPED // 1000}"
        problems.append(Problem("mail-length", message, page.place(("email",)), hint))
    text = as_message(_painted_text(page, lines))
    sent = Message("", subject, room, tuple((file.name, len(file.made.content)) for file in files))
    content = compose(page.view, Parts(subject, text, html, files))
    return Made(content, tuple(problems), readings=(html, text), message=sent)


def _attachments(page: Page) -> list[MadeFile]:
    """Make the outputs that are attached."""
    files: list[MadeFile] = []
    place = page.place(("email", "attach"))
    for name in dict.fromkeys(page.view.brief.email.attach):
        try:
            files.append(page.made(name))
        except BriefError as error:
            raise BriefError(p if p.place or place is None else p.at(place) for p in error.problems) from None
    return files


def _attached_lines(page: Page, files: Sequence[MadeFile]) -> list[str]:
    """Say what is attached: each file with its pages, if it has any."""
    language = page.view.language
    if not files:
        return []
    shown = [language.isolated(file.name) for file in files]
    names = [
        f"{name} ({language.word('email.pages', n=file.made.pages)})" if file.made.pages else name
        for name, file in zip(shown, files, strict=True)
    ]
    return [language.word("email.attached", n=len(files), names=language.list(names))]


def _html(page: Page, lines: Sequence[str]) -> str:
    """Write the style sheet into the elements of the painted page, which then needs nothing from anywhere."""
    from css_inline import CSSInliner

    path = page.workspace.template(STYLES)
    css = page.workspace.text(path).content if path else ""
    css = page.view.theme.root_css() + set_apart(css, page.view.language.leading)
    attached = Markup().join(Markup('<p class="line">{}</p>').format(line) for line in lines)
    inliner = CSSInliner(load_remote_stylesheets=False, extra_css=css, resolve_css_variables=True)
    return inliner.inline(without_places(page.html.replace(ATTACHED_MARK, attached, 1)).strip())


def _painted_text(page: Page, lines: Sequence[str]) -> str:
    painter = Painter(page.workspace, page.view, TEXT, "end")
    finish = painter.environment.finalize
    painter.environment.filters["text"] = lambda value: escape(text_of(str(escape(finish(value) if finish else value))))
    return painter.paint(attached=lines)


EMAIL = Output(
    "email",
    ".eml",
    "email.html",
    make,
    description="a draft for your mail program, with the PDF attached",
    media_type="message/rfc822",
)
