"""The printed brief: WeasyPrint, finished as PDF/UA and PDF/A in one file that carries its own source.

The engine is imported only when a PDF is made; fonts and parsed style sheets are kept for the process.
"""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..engine import confined_fetcher, load_engine
from ..engine_log import Line, Origin, listening, problems_of
from ..fonts import print_faces, require_fonts
from ..measure import Measure
from ..model import walk
from ..paint import Painter
from ..problems import Problem
from ..theme import colon_css, numerals_css, set_apart
from ..view import View
from ..workspace import Workspace, package_folder
from .change_bars import draw_change_bars
from .fit import has_room, measured, notes_astray, over, worth_fitting
from .grey import grey_picture, to_grey
from .impose import side_by_side
from .numbering import NUMBERS, number_lines
from .output import Made, Output, Page


@dataclass(frozen=True)
class Layout:
    """Say how a printed output is laid out.

    `common` are style sheets of the program that lie under all, `medium` is that of its own sheet and the theme's, and
    `over` are media whose sheets, those of the theme too, lie under these. `budget` tells how many pages it may have.
    `size` gives pages of another size than the paper, in millimetres, by its name. `two_up`: its pages are printed two
    on a sheet. `change_bars` stand beside each line with words that were struck or added. Lines in elements of the
    classes in `unnumbered` stand beside the text: where lines are numbered, they are not counted.
    """

    medium: str = "print"
    common: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    budget: Callable[[View], int | None] = lambda _: None
    size: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    two_up: bool = False
    change_bars: bool = False
    unnumbered: tuple[str, ...] = ()

    @property
    def snug(self) -> str:
        """Return the medium of the sheets that set the same page a little tighter."""
        return f"{self.medium}-snug"

    @property
    def tight(self) -> str:
        """Return the medium of the sheets that set it tighter once more, where the budget asks for it."""
        return f"{self.medium}-tight"


Laid = tuple[Any, list[Problem]]  # a document of the engine, and what there was to say of it
FULL = Layout(budget=lambda view: view.brief.output.pages)


def make(page: Page) -> Made:
    """Lay the painted page out and write it as a tagged PDF that carries its source."""
    document, problems, measure = fitted(page, FULL)
    if notes_astray(document):
        # Where columns go overleaf the engine sets notes late; below their paragraph they are where their reader is.
        view = page.view
        painter = Painter(page.workspace, view, PDF.frame, PDF.manner("side"), "print")
        page = replace(page, html=painter.paint())
        document, problems, measure = fitted(page, FULL)
    made = printed(page, FULL, (document, problems))
    return replace(made, measures=(measure, *made.measures[1:]), readings=(page.html,))


def printed(page: Page, layout: Layout, laid: Laid | None = None) -> Made:
    """Lay a page out in some way, fit it into its budget, measure it, and write it; `laid` is a layout that fits."""
    if laid is None:
        document, problems, measure = fitted(page, layout)
    else:
        document, problems = laid
        measure = measured(document, page.view.paper, layout.budget(page.view), page.view.names)
    content, said = written(page, layout, document)
    problems += said
    pages = -(-len(document.pages) // 2) if layout.two_up else len(document.pages)
    measures = (measure, *measured_elsewhere(page, layout, document))
    return Made(content, tuple(problems), pages, measures)


def fitted(page: Page, layout: Layout) -> tuple[Any, list[Problem], Measure]:
    """Lay a page out, more tightly where that saves a page, and measure it.

    Tighter once more it is set only for its budget: a last page that is nearly empty is the lesser evil then. What is
    too long is measured on the tightest layout, as that much has to go.
    """
    budget = layout.budget(page.view)
    loose, snug, *tight = _ways(page, layout)
    tightest = document, problems = laid_out(page, *loose, layout=layout)
    for media in (snug, *tight):
        if not (worth_fitting(document, budget) if media == snug else over(document, budget)):
            break
        tightest = laid_out(page, *media, layout=layout)
        if len(tightest[0].pages) < len(document.pages):
            document, problems = tightest
    return document, problems, measured(tightest[0], page.view.paper, budget, page.view.names)


def _ways(page: Page, layout: Layout) -> list[tuple[str, ...]]:
    """Return the media that a page can be laid out with, from loose to tight; not every theme has a third way."""
    ways: list[tuple[str, ...]] = [(layout.medium,), (layout.medium, layout.snug)]
    if page.view.theme.styles(page.workspace, layout.tight):
        ways.append((*ways[-1], layout.tight))
    return ways


def measured_elsewhere(page: Page, layout: Layout, document: Any = None) -> Iterator[Measure]:
    """Measure the layout on the papers that nothing is made for: laid out as tightly as may be, and not written.

    `document` is its layout on the paper that it is made for: where that has much room to spare, nothing is measured.
    """
    budget = layout.budget(page.view)
    if budget is None or (document and has_room(document, budget)):
        return
    for paper in page.measure_on:
        other = replace(page, view=replace(page.view, paper=paper))
        tightest, _ = laid_out(other, *_ways(other, layout)[-1], layout=layout)
        yield measured(tightest, paper, budget, page.view.names)


def written(page: Page, layout: Layout, document: Any) -> tuple[bytes, list[Problem]]:
    """Write a layout as a PDF, and tell what the engine had to say."""
    from .finish import Finisher, facts_of, source_files

    options, standard = page.view.printing.options, _standard(page)
    files = source_files(page.workspace, page.view.folder, page.originals) if page.originals else []
    finisher = Finisher(standard, facts_of(page.view, document.metadata.title), files)
    identifier = hashlib.sha256((page.html + repr((layout.medium, page.view.edition))).encode()).hexdigest()[:32]

    def finish(document: Any, pdf: Any) -> None:
        finisher(document, pdf)
        if layout.two_up:
            side_by_side(pdf, page.view.language.direction == "rtl")
        if "mono" in options:
            to_grey(pdf)

    with listening() as lines:
        if "lines" in options:
            every = int(options["lines"] or 5)
            number_lines(document, every, lambda html: _numbers(page, html, document), layout.unnumbered)
        if layout.change_bars:
            draw_change_bars(document, lambda html: _numbers(page, html, document))
        with finisher.listening():
            content = document.write_pdf(finisher=finish, pdf_identifier=identifier, **standard.options)
    return content, problems_of(lines, _origin(page.workspace, page.view))


def _numbers(page: Page, html: str, document: Any) -> Any:
    """Lay out the numbers of lines, in the fonts of the page and on pages of its size."""
    first = document.pages[0]
    size = f"@page{{size:{first.width}px {first.height}px;margin:0}}"
    css = print_faces(page.workspace, page.view.language) + page.view.theme.root_css() + size + NUMBERS
    press = _press(page.workspace.root)
    sheet, _ = press.parsed(Source(css, "about:blank", "the numbers of lines", own=True), page.workspace)
    engine = load_engine()
    made = engine.HTML(string=html, base_url="about:blank", url_fetcher=confined_fetcher(page.workspace))
    return made.render(stylesheets=[sheet], font_config=press.fonts, **_standard(page).options)


def laid_out(page: Page, *media: str, layout: Layout | None = None) -> Laid:
    """Lay the page out with the style sheets of some media, and tell what the engine had to say."""
    workspace, view = page.workspace, page.view
    own = view.language.code == view.brief.meta.language  # another was asked for, which is no mistake of a line
    require_fonts(workspace, view.language, page.place(("meta", "language")) if own else None)
    press = _press(workspace.root)
    problems: list[Problem] = []
    sheets = []
    for source in _sources(workspace, view, media, layout or FULL):
        sheet, said = press.parsed(source, workspace)
        sheets.append(sheet)
        problems += problems_of(said, Origin(workspace, source.name, source.own))
    with listening() as lines:
        base = view.folder.resolve().as_uri() + "/"
        fetcher = confined_fetcher(workspace, grey_picture if "mono" in view.printing.options else None)
        html = load_engine().HTML(string=page.html, base_url=base, url_fetcher=fetcher)
        document = html.render(stylesheets=sheets, font_config=press.fonts, **_standard(page).options)
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


def _sources(
    workspace: Workspace, view: View, media: Sequence[str] = ("print",), layout: Layout = FULL
) -> Iterator[Source]:
    base = package_folder("templates").resolve().as_uri() + "/"
    root = print_faces(workspace, view.language) + view.theme.root_css() + view.theme.page_css(view.paper)
    root += (
        view.theme.letters_css()
        + numerals_css(view.language.counter_style)
        + colon_css(view.language.words["typography"]["colon"])
    )
    if view.paper in layout.size:
        width, height = layout.size[view.paper]
        root += f"@page{{size:{width}mm {height}mm}}"
    yield Source(root, base, f"the theme '{view.theme.name}'", all(map(workspace.is_shipped, view.theme.chain)))
    styles = [style for name in layout.common for style in view.theme.common_styles(workspace, name)]
    for medium in (*layout.over, *media, *view.printing.sheets):
        styles += view.theme.styles(workspace, medium)
    leading = view.language.leading
    # Where a page is set tighter, what a taller script has on top is halved.
    leading = (1 + leading) / 2 if any(medium.endswith("-snug") for medium in media) else leading
    for style in styles:
        yield Source(
            set_apart(style.css, leading),
            style.path.resolve().as_uri(),
            workspace.name_of(style.path),
            style.shipped,
        )


def style_texts(workspace: Workspace, view: View) -> list[str]:
    """Return the style sheets of the printed page as text, for those who lay it out with other means."""
    return [source.css for source in _sources(workspace, view)]


class _Press:
    """The fonts of one workspace and the style sheets that were parsed with them.

    The two go together: the fonts that a sheet names are loaded into the configuration it is parsed with, and into no
    other.
    """

    def __init__(self) -> None:
        load_engine()
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = FontConfiguration()
        self._parsed: dict[Source, tuple[Any, tuple[Line, ...]]] = {}

    def parsed(self, source: Source, workspace: Workspace) -> tuple[Any, tuple[Line, ...]]:
        """Parse a style sheet once; what was logged then is kept with it."""
        if source not in self._parsed:
            with listening() as lines:
                sheet = load_engine().CSS(
                    string=source.css,
                    base_url=source.base,
                    font_config=self.fonts,
                    url_fetcher=confined_fetcher(workspace),
                )
            self._parsed[source] = (sheet, tuple(lines))
        return self._parsed[source]


@lru_cache(maxsize=2)
def _press(root: Path) -> _Press:  # noqa: ARG001 - the fonts of one workspace are no business of another
    """Keep the fonts and sheets of a workspace for the process."""
    return _Press()


atexit.register(_press.cache_clear)  # fonts cannot be let go once the interpreter takes its modules apart


PDF = Output(
    "pdf",
    ".pdf",
    "pdf.html",
    make,
    notes=("foot", "side", "end"),
    paged=True,
    description="a print-ready, tagged PDF",
    media_type="application/pdf",
)
