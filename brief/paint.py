"""View and template to HTML: Jinja2, sandboxed, strict about names, autoescaped.

A template writes `{{ item.field }}` and gets what the field is: inline Markdown for a `Line`, blocks for a `Prose`.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from .citations import Citation, read_citation
from .figures import Medium, Studio
from .inline import Markdown, divisible, foreign, nowidow
from .language import direction_of_words
from .model.edtf import FuzzyDate
from .model.fields import Evidence, Line, Prose
from .pictures import find_picture
from .problems import BriefError, Place, Problem
from .sandbox import make_environment
from .theme import Manner
from .view import View
from .workspace import Workspace

LONGEST_BOUND = 28  # letters of a reference that are kept on one line; half of what the narrowest column holds


class Painter:
    """Paint the pages of one view; templates are looked up in the workspace first, then in the package."""

    def __init__(self, workspace: Workspace, view: View, frame: str, notes: Manner, medium: Medium = "print") -> None:
        self.workspace, self.view, self.frame = workspace, view, frame
        self.studio = Studio(workspace, view, medium)
        self.markdown = Markdown(view.language, self._cite, notes)
        self.environment = make_environment(workspace)
        self.environment.finalize = self._finalize
        self.environment.globals.update(self._globals())
        self.environment.filters.update(self._filters())

    def paint(self, **extra: Any) -> str:
        """Fill the frame; raise `BriefError` that names file and line of a mistake in a template."""
        try:
            return self.environment.get_template(self.frame).render(view=self.view, brief=self.view.brief, **extra)
        except TemplateSyntaxError as error:
            raise BriefError([self._problem(str(error.message), error.filename, error.lineno)]) from None
        except TemplateNotFound as error:
            raise BriefError([self._problem(f"there is no template '{error.name}'", None, 0, error)]) from None
        except (TemplateError, TypeError, ValueError, KeyError, AttributeError, ArithmeticError, LookupError) as error:
            raise BriefError([self._problem(_plain(error), None, 0, error)]) from None

    def _problem(self, message: str, filename: str | None, line: int, error: Exception | None = None) -> Problem:
        if error is not None:
            filename, line = _innermost(error.__traceback__, filename)
        name = self.workspace.name_of(Path(filename)) if filename else self.frame
        return Problem("template", message, Place(name, line, 1 if line else 0))

    def _globals(self) -> Mapping[str, Any]:
        view, language = self.view, self.view.language
        return {
            "t": self._word,
            "has_word": language.has,
            "words": self._vocabulary,
            "date": language.date,
            "fuzzy": language.fuzzy,
            "short": language.short,
            "span": language.span,
            "clock": language.time,
            "number": language.number,
            "digits": lambda value: language.digits(str(value)),
            "colon": language.words["typography"]["colon"],
            "stop": language.words["typography"]["stop"],
            "comma": language.words["typography"]["comma"],
            "semicolon": language.words["typography"]["semicolon"],
            "range_of": language.range,
            "joined": lambda entries: Markup(language.words["typography"]["comma"]).join(entries),
            "band": view.band,
            "term": view.term,
            "take_notes": self.markdown.take_notes,
            "face": self._face,
            "figures": self.studio,
            "direction": language.direction,
            "foreign": lambda tag, words: foreign(language, tag, str(words)),
            "ltr": self._ltr,
            "ltr_link": self._ltr_link,
        }

    def _filters(self) -> Mapping[str, Callable[..., Any]]:
        return {
            "nowidow": lambda value: nowidow(self._finalize(value)),
            "below": self._below,
            "directed": self._directed,
            "plain": lambda value: Markup(escape(self._finalize(value))).striptags(),  # as a reader sees it
            "divisible": lambda value: Markup(divisible(str(value))),
            "cite": self._evidence,
            "ref": self._refs,
            "capitalize": _with_capital,
            "pick": _pick,
            "picture": self._picture,
            "heading": lambda key: self._word(f"headings.{key}"),
        }

    def _word(self, key: str, **values: Any) -> Markup:
        """Return the words for a key; what is filled in is markup if it was markup, text otherwise."""
        filled = {name: self._finalize(value) for name, value in values.items()}
        plain = self.view.language.word(key, **{**filled, **{k: v for k, v in values.items() if k == "n"}})
        if any(isinstance(value, Markup) for value in filled.values()):
            return Markup(Markup(self._template_of(key, values)).format(**filled))
        return escape(plain)

    def _template_of(self, key: str, values: Mapping[str, Any]) -> str:
        entry: Any = self.view.language.words
        for part in key.split("."):
            entry = entry[part]
        if isinstance(entry, Mapping):
            entry = entry.get(self.view.language.locale.plural_form(values["n"]), entry["other"])
        return str(escape(str(entry)))

    def _vocabulary(self, name: str, value: Any) -> str:
        """Return the words for a value of a vocabulary."""
        entry = self.view.language.words["vocabulary"][name]
        key: Any = int(value) if str(value).isdigit() else value
        return str(entry[key])

    def _face(self, key: str) -> str:
        """Return the template of a section: the output's own face where it has one, else the common one."""
        own = f"{self.frame.removesuffix('.html')}/sections/{key}.html"
        return own if self.workspace.template(own) else f"sections/{key}.html"

    def _finalize(self, value: Any) -> Any:
        if isinstance(value, Markup):
            return value
        if isinstance(value, Line):
            return self.markdown.line(value)
        if isinstance(value, Prose):
            return self.markdown.block(value)
        if isinstance(value, FuzzyDate):
            return self.view.language.fuzzy(value)
        if isinstance(value, datetime.date):
            return self.view.language.date(value)
        return value

    def _below(self, value: Any, heading: Any) -> Markup:
        """Write prose whose own headings stand one level lower if there is a heading above it: no level is skipped."""
        written = escape(self._finalize(value))
        return Markup(re.sub(r"(</?)h3>", r"\1h4>", str(written))) if heading else written

    def _directed(self, text: Any) -> Markup:
        """Write text of a record, which may run the other way than the page, in the direction of its first letter."""
        written = escape(self._finalize(text))
        direction = direction_of_words(str(text))
        if direction in (None, self.view.language.direction):
            return written
        return Markup('<span class="other-way" dir="{}">{}</span>').format(direction, written)

    def _picture(self, name: str) -> str:
        """Write the address of an image, from the folder of the brief, so that nothing in its name can be misread."""
        folder = self.view.folder.resolve()
        path = find_picture(self.workspace, folder, name).absolute()
        return quote(os.path.relpath(path, folder).replace(os.sep, "/"))

    def _evidence(self, evidence: Sequence[Evidence]) -> Markup:
        """Write a list of citations as one group."""
        return self._cite([c for c in map(read_citation, evidence) if c is not None])

    def _cite(self, citations: Sequence[Citation]) -> Markup:
        """Write sources as [1, ¶ 4] and other items as links with their id."""
        others = [c for c in citations if not self.view.is_evidence(c.target)]
        cited = self.view.cited([c for c in citations if c not in others])
        language = self.view.language
        parts = [
            Markup('<a href="#{}" role="doc-biblioref">{}</a>').format(
                entry.target, _unbroken(language.list([language.digits(str(entry.number)), *entry.locators]))
            )
            for entry in cited
        ]
        out = Markup("")
        if parts:
            out += Markup('<span class="cite">[{}]</span>').format(
                Markup(language.words["typography"]["semicolon"]).join(parts)
            )
        if not others:
            return out
        comma = Markup(language.words["typography"]["comma"])
        return comma.join(part for part in (out, *self._refs([c.target for c in others])) if part)

    def _refs(self, ids: Sequence[str]) -> list[Markup]:
        # The direction stands in the link: an element inside would part it from its annotation (ISO 14289-1, 7.18.5).
        return [self._ref(name) for name in ids]

    def _ref(self, name: str) -> Markup:
        shown = self.view.name_of(name)
        direction = self._ltr_link if shown == name else ""
        return Markup('<a class="ref" href="#{}"{}>{}</a>').format(name, direction, _unbroken(shown))

    @property
    def _ltr_link(self) -> Markup:
        return Markup(' dir="ltr"') if self.view.language.direction == "rtl" else Markup("")

    def _ltr(self, text: str) -> Markup:
        """Keep an id, a label or an address in its own order on a page that runs from right to left."""
        if self.view.language.direction == "ltr":
            return escape(text)
        return Markup('<span dir="ltr">{}</span>').format(text)


def _unbroken(text: str) -> Markup:
    """Bind a reference together; one that is long is divided as other words are, or it would reach over its column."""
    return escape(text.replace(" ", "\u00a0")) if len(text) < LONGEST_BOUND else Markup(divisible(text))


def _with_capital(text: Any) -> Any:
    """Begin a text with a capital and leave the rest alone: German has capitals inside a line."""
    words = str(text)
    return type(text)(words[:1].upper() + words[1:]) if isinstance(text, str) else text


def _pick(value: Mapping[Any, Any], key: Any) -> Any:
    return value.get(key)


def _plain(error: Exception) -> str:
    if isinstance(error, KeyError) and error.args:
        return f"there is no '{error.args[0]}'"
    return str(error) or type(error).__name__


def _innermost(trace: TracebackType | None, fallback: str | None) -> tuple[str | None, int]:
    """Find the last line of a template in a traceback: Jinja2 gives its frames the file and line of the template."""
    found: tuple[str | None, int] = (fallback, 0)
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.endswith((".html", ".txt")):
            found = (filename, trace.tb_lineno)
        trace = trace.tb_next
    return found
