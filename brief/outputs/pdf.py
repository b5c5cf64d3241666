"""The printed brief: WeasyPrint, finished as PDF/UA and PDF/A in one file that carries its own source.

The engine is imported only when a PDF is made; fonts and parsed style sheets are kept for the process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..engine import confined_fetcher, load_engine
from ..engine_log import Line, Origin, listening, problems_of
from ..fonts import print_faces
from ..model import walk
from ..problems import Problem
from ..view import View
from ..workspace import Workspace, package_folder
from .fit import worth_fitting
from .output import Made, Output, Page

SNUG = "print-snug"  # a theme's sheet that sets the same page a little tighter


def make(page: Page) -> Made:
    """Lay the painted page out and write it as a tagged PDF that carries its source."""
    from .finish import Finisher, facts_of, source_files

    document, problems = _laid_out(page, "print")
    if worth_fitting(document, page.view.brief.output.pages):
        tighter, said = _laid_out(page, "print", SNUG)
        if len(tighter.pages) < len(document.pages):
            document, problems = tighter, said
    with listening() as lines:
        standard = _standard(page)
        files = source_files(page.workspace, page.view.folder, page.originals) if page.originals else []
        finisher = Finisher(standard, facts_of(page.view, document.metadata.title), files)
        identifier = hashlib.sha256(page.html.encode()).hexdigest()[:32]
        with finisher.listening():
            content = document.write_pdf(finisher=finisher, pdf_identifier=identifier, **standard.options)
    problems += problems_of(lines, _origin(page.workspace, page.view))
    return Made(content, tuple(problems), len(document.pages))


def _laid_out(page: Page, *media: str) -> tuple[Any, list[Problem]]:
    """Lay the page out with the style sheets of some media, and tell what the engine had to say."""
    workspace, view = page.workspace, page.view
    problems: list[Problem] = []
    sheets = []
    for source in _sources(workspace, view, media):
        sheet, said = _parsed(source, workspace)
        sheets.append(sheet)
        problems += problems_of(said, Origin(workspace, source.name, source.own))
    with listening() as lines:
        base = view.folder.resolve().as_uri() + "/"
        html = load_engine().HTML(string=page.html, base_url=base, url_fetcher=confined_fetcher(workspace))
        fonts = _font_configuration(workspace.root)
        document = html.render(stylesheets=sheets, font_config=fonts, **_standard(page).options)
    return document, [*problems, *problems_of(lines, _origin(workspace, view))]


def _standard(page: Page) -> Any:
    from .finish import DEFAULT, STANDARDS

    return STANDARDS[page.pdf_standard or DEFAULT.name]


def _origin(workspace: Workspace, view: View) -> Origin:
    """Say who answers for the page: the program, unless the workspace has templates or a theme of its own."""
    own_look = all(workspace.is_shipped(folder) for folder in (*workspace.template_folders(), *view.theme.chain))
    return Origin(
        workspace,
        view.theme.name,
        own_look,
        wrote=lambda text: any(text in value for _, value in walk(view.brief) if isinstance(value, str)),
    )


@dataclass(frozen=True)
class Source:
    """One style sheet before it is parsed: its text, the address that its `url()` start from, its file, whose it is."""

    css: str
    base: str
    name: str
    own: bool


def _sources(workspace: Workspace, view: View, media: Sequence[str] = ("print",)) -> Iterator[Source]:
    base = package_folder("templates").resolve().as_uri() + "/"
    root = print_faces(workspace) + view.theme.root_css() + view.theme.page_css(view.paper)
    yield Source(root, base, f"the theme '{view.theme.name}'", all(map(workspace.is_shipped, view.theme.chain)))
    for style in (style for medium in media for style in view.theme.styles(workspace, medium)):
        yield Source(style.css, style.path.resolve().as_uri(), workspace.name_of(style.path), style.shipped)


def style_texts(workspace: Workspace, view: View) -> list[str]:
    """Return the style sheets of the printed page as text, for those who lay it out with other means."""
    return [source.css for source in _sources(workspace, view)]


@lru_cache(maxsize=2)
def _font_configuration(root: Path) -> Any:  # noqa: ARG001 - the fonts of one workspace are no business of another
    load_engine()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


_PARSED: dict[tuple[Path, Source], tuple[Any, tuple[Line, ...]]] = {}


def _parsed(source: Source, workspace: Workspace) -> tuple[Any, tuple[Line, ...]]:
    """Parse a style sheet once for the process; what was logged then is kept with it."""
    key = (workspace.root, source)
    if key not in _PARSED:
        with listening() as lines:
            sheet = load_engine().CSS(
                string=source.css,
                base_url=source.base,
                font_config=_font_configuration(workspace.root),
                url_fetcher=confined_fetcher(workspace),
            )
        _PARSED[key] = (sheet, tuple(lines))
    return _PARSED[key]


PDF = Output(
    "pdf",
    ".pdf",
    "pdf.html",
    make,
    notes=("foot", "side", "end"),
    paged=True,
    description="a print-ready, tagged PDF",
)
