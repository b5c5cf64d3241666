"""What stands on each kind of slide, put into its layout's placeholders, tables, charts and drawings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...data.values import values_of
from ...deck import Claim, Odds, Roll, more
from .charts import add_chart
from .look import colour
from .places import Place
from .setting import ACCENT, INK, RULE, SOFT, Style, describe
from .shapes import axis, dots, rectangle, table, text_box
from .sheet import SUB, Set, Sheet, odds_line, remark_lines, scale_line
from .stage import EVIDENCE, FACTS, HOUSE, LEAD, LEFT, MEASURE, ODDS, SMALL, put
from .text import Paragraph, Run, bold, joined, plain, soft

BANDS, BAND = (42, 27, 31), Style(18, 21.75, colour=INK)  # the table of the scale: its columns in per cent, its rows


def cover(sheet: Sheet) -> None:
    """Write the first slide."""
    body, ink = sheet.slide.body, sheet.cover_ink
    style = Style(18, 24, colour=ink)
    title, series = sheet.first("h1", Place(LEFT, 66, 280, 38)), sheet.first("series", Place(LEFT, 38, 0, 8.1))
    # Where another font needs one line more, it grows into the room above it.
    put(sheet.slots[0].element.spPr, Place(LEFT, series.bottom, 284, title.bottom - series.bottom))
    if colour(sheet.writer.view.theme.tokens, "cover", "accent") == colour(sheet.writer.view.theme.tokens, "paper"):
        bar = Place(LEFT, sheet.first("org", Place(LEFT, 30, 0, 8)).top - 7.5, 30, 2.5)
        rectangle(sheet.made.shapes, bar, ACCENT)
    house = [((plain(body.org),), replace(style, bold=True))] if body.org else []
    top = series.bottom - (16.5 if body.org else 8.2)
    sheet.fill(HOUSE, [*house, ((plain(body.series),), style)], Place(LEFT, top, MEASURE, 17))
    if body.subtitle:
        place = sheet.first("subtitle", Place(LEFT, 107, 262, 22))
        sheet.fill(1, sheet.lines(body.subtitle, Style(22, 29, colour=ink)), Place(LEFT, place.top, 270, place.height))
    facts = [run for label, text in body.facts for run in _fact(label, str(text))]
    set_in: list[tuple[Paragraph, Style]] = [(tuple(facts), style)]
    for label, text in body.notices:
        lead = tuple(replace(run, bold=False) for run in sheet.label(label))
        set_in += sheet.lines(text, replace(style, before=3), *lead)
    for label, text in body.small:
        set_in += sheet.lines(text, Style(12, 15.5, colour=ink, before=5), *sheet.label(label))
    place = sheet.first("facts-line", Place(LEFT, 132, MEASURE, 38))
    sheet.fill(FACTS, set_in, Place(LEFT, place.top, MEASURE, 170 - place.top))


def _fact(label: str, text: str) -> tuple[Run, Run]:
    """Return a fact of the cover; a short one is not divided at the end of a line."""
    kept = text.replace(" ", "\u00a0") if len(text) <= 40 else text
    return plain(f"{label}\u00a0"), replace(bold(kept), text=f"{kept}     ")


def statement(sheet: Sheet) -> None:
    """Write the bottom line."""
    body, size = sheet.slide.body, sheet.text
    text = size.scaled(26.5) if sheet.size == 0 else size
    set_in = sheet.lines(body.text, text) if body.text else []
    for each in body.remarks:
        set_in += remark_lines(sheet, each, replace(size, before=14))
    place = sheet.first("message", sheet.first("remark", Place(LEFT, 67, 285, 90)))
    sheet.fill(1, set_in, Place(LEFT, place.top, 290, 158 - place.top))
    sheet.evidence(body.evidence)


def claim(sheet: Sheet) -> None:
    """Write one judgement with its axis, its confidence and all that qualifies it."""
    body: Claim = sheet.slide.body
    if body.odds or body.window:
        place = sheet.first("odds", Place(LEFT, 66, MEASURE, 14))
        style = Style(26, 30) if sheet.size > 1 else Style(32, 38)
        set_in = [(odds_line(body.odds, body.window, sheet.text.size), style)]
        slot = sheet.fill(ODDS, set_in, Place(LEFT, place.top, MEASURE, place.height))
        if body.odds:
            edges = sheet.writer.view.edges
            drawn = sheet.first("scale-axis", Place(LEFT, 82, 302, 17.5))
            axis(sheet.made.shapes, body.odds, Place(LEFT, drawn.top, 302, 9), edges, sheet.writer.setter)
            slot.element.addnext(sheet.made.shapes[-1].element)
    asides = [each for each in body.remarks if each.spare and sheet.size < 3]
    columns = sheet.first("columns", Place(LEFT, 112, MEASURE, 44))
    width = 176 if asides else 270
    main = [each for each in body.remarks if not each.spare]
    set_in = []
    if body.level:
        set_in = [((plain(body.level.words),), replace(sheet.text, bold=True))]
    for number, each in enumerate(main):
        before = 0 if not number else 7
        set_in += remark_lines(sheet, each, replace(sheet.text, before=before))
    if set_in:
        left = _with_dots(sheet, body, columns.top, set_in)
        sheet.fill(1, left, Place(LEFT, columns.top, width, 158 - columns.top))
    if asides:
        aside = []
        for number, each in enumerate(asides):
            style = replace(sheet.text, before=7 if number else 0)
            if len(asides) == 1:  # there is room for the label on a line of its own
                aside = [((bold(each.label),), style), *sheet.lines(each.text, sheet.text)]
            else:
                aside += sheet.lines(each.text, style, *sheet.label(each.label))
        edge = sheet.first("aside", Place(LEFT + 187, 0, 0, 0)).left
        sheet.fill(2, aside, Place(edge, columns.top, LEFT + MEASURE - edge, 158 - columns.top))
    sheet.evidence(body.evidence)


def _with_dots(sheet: Sheet, body: Claim, top: float, set_in: Set) -> Set:
    """Draw the dots before the words of the confidence, and move the words aside for them."""
    if not body.level:
        return set_in
    (first, style), *rest = set_in
    width = body.level.of * 6.0
    dots(sheet.made.shapes, body.level, Place(LEFT, top + _raised(style), width, 5))
    sheet.slots[1].element.addprevious(sheet.made.shapes[-1].element)
    return [((Run("\u2003" * round((width + 3) / (style.size * 0.353)) + " "), *first), style), *rest]


def _raised(style: Style) -> float:
    """Return how far below the top of a line its dots begin, in millimetres, to stand before the middle of letters."""
    return style.leading * 0.353 * 0.6 - 2.1


def claims(sheet: Sheet) -> None:
    """Write several judgements in rows, each with its likelihood and confidence beside it."""
    rows = sheet.places.get("cells", [])
    for number, each in enumerate(sheet.slide.body.claims):
        row = rows[number] if number < len(rows) else Place(LEFT, 55 + number * 38, MEASURE, 36)
        _row(sheet, each, row)


def _row(sheet: Sheet, each: Claim, row: Place) -> None:
    style, shapes, setter = sheet.text, sheet.made.shapes, sheet.writer.setter
    set_in = sheet.lines(each.text, replace(style, bold=True), bold(f"{each.name} "), *sheet.writer.label(each.marking))
    for remark in each.remarks:
        if not remark.spare:
            set_in += remark_lines(sheet, remark, style)
    cited = joined(sheet.writer.cited(each.evidence))
    if cited:
        set_in.append(((plain(f"{sheet.writer.view.language.word('slides.sources')} "), *cited), SMALL))
    rectangle(shapes, Place(LEFT, row.top - 3.5, MEASURE, 0.35), RULE)
    text_box(shapes, Place(LEFT, row.top, 202, row.height), set_in, setter, sheet.link)
    right = Place(LEFT + 214.6, row.top, 88, row.height)
    rated = [(odds_line(each.odds, "", style.size), style)] if each.odds else []
    rated += [((plain(each.window),), SUB)] if each.window else []
    text_box(shapes, Place(right.left, right.top, 88, 18), rated, setter)
    top = right.top + (style.leading * len(rated[:1]) + 23 * len(rated[1:])) * 0.353 + 1.5
    if each.odds:
        axis(shapes, each.odds, Place(right.left, top, 88, 6), sheet.writer.view.edges, None)
        top += 8
    if each.level:
        dots(shapes, each.level, Place(right.left, top + _raised(style), each.level.of * 6, 5))
        place = Place(right.left + each.level.of * 6 + 3, top, 70, 9)
        text_box(shapes, place, [((plain(each.level.words),), replace(style, bold=True))], setter)


def grid(sheet: Sheet) -> None:
    """Write a table with a header row."""
    body, style = sheet.slide.body, sheet.text
    place = sheet.first("table", Place(LEFT, 60, MEASURE, 100))
    heights = [row.height for row in sheet.places.get("tr", [])][: len(body.entries) + 1]
    heights += [20.0] * (len(body.entries) + 1 - len(heights))
    spot = Place(LEFT, place.top, MEASURE, sum(heights))
    at = next((entry.odds_cell for entry in body.entries if entry.odds), 0)
    frame, cells = table(sheet.made, spot, _shares(body.shares, at), heights, sheet.writer.setter.rtl)
    scales = [row.pop(at + 1) for row in cells] if at else []
    if scales:
        frame.table.cell(0, at).merge(frame.table.cell(0, at + 1))
    frame.name = sheet.slide.kicker
    describe(frame.element.nvGraphicFramePr.cNvPr, _described(sheet, body.heads))
    head = Style(18, 23, bold=True, colour=ACCENT)
    for cell, text in zip(cells[0], body.heads, strict=True):
        sheet.writer.setter.fill(_body(cell), [((plain(text),), head)], sheet.link)
    for nth, (row, entry) in enumerate(zip(cells[1:], body.entries, strict=True), 1):
        lead = (bold(f"{entry.name}  "), *sheet.writer.label(entry.marking))
        for number, (cell, text) in enumerate(zip(row, entry.cells, strict=True)):
            if number == 0:
                set_in = sheet.lines(text, replace(style, bold=True), *lead)
                set_in += [((plain(entry.sub),), SUB)] if entry.sub else []
            elif entry.odds and number == entry.odds_cell:
                set_in = [(odds_line(entry.odds, "", style.size), style), *sheet.lines(text, SUB)]
            else:
                set_in = sheet.lines(text, style)
            sheet.writer.setter.fill(_body(cell), set_in, sheet.link)
        if scales and entry.odds:
            _scale(sheet, scales[nth], entry.odds, style)
        elif scales:
            frame.table.cell(nth, at).merge(frame.table.cell(nth, at + 1))
    _more(sheet, body.more, spot.bottom + 2)


def _shares(shares: Sequence[float], at: int) -> Sequence[float]:
    """Return how wide each column is, where that of a number, if any, has another for the scale beside it."""
    return [*shares[:at], shares[at] * 0.7, shares[at] * 0.3, *shares[at + 1 :]] if at else shares


def _scale(sheet: Sheet, cell: Any, odds: Odds, style: Style) -> None:
    accent = colour(sheet.writer.view.theme.tokens, "accent")
    sheet.writer.setter.fill(_body(cell), [(scale_line(odds, accent, 10), style)], sheet.link)
    for side in ("marL", "marR"):
        cell.tcPr.set(side, "0")


def _described(sheet: Sheet, heads: Sequence[str]) -> str:
    """Return what a table shows and how its columns are headed."""
    language = sheet.writer.view.language
    return f"{sheet.slide.title}{language.words['typography']['colon']}{language.list(heads)}"


def _body(cell: Any) -> Any:
    return cell.get_or_add_txBody()


def _more(sheet: Sheet, number: int, top: float) -> None:
    if number:
        said = [((plain(more(sheet.writer.view, number)),), SUB)]
        text_box(sheet.made.shapes, Place(LEFT, top, MEASURE, 9), said, sheet.writer.setter)


def lists(sheet: Sheet) -> None:
    """Write one list, or two side by side."""
    body = sheet.slide.body
    if body.lead:
        place = sheet.first("lead", Place(LEFT, 66, MEASURE, 12))
        style = replace(sheet.text, colour=SOFT)
        sheet.fill(LEAD, sheet.lines(body.lead, style), Place(LEFT, place.top, MEASURE, place.height))
    columns = sheet.first("columns", Place(LEFT, 80, MEASURE, 88))
    room = 170 - columns.top
    spots = [Place(LEFT, columns.top, MEASURE, room)]
    if len(body.rolls) > 1:
        spots = [Place(LEFT, columns.top, 150, room), Place(LEFT + 157.4, columns.top, 145, room)]
    for number, (roll, spot) in enumerate(zip(body.rolls, spots, strict=False), 1):
        if roll.heading:
            rectangle(sheet.made.shapes, Place(spot.left, spot.top + 9.4, spot.width, 0.35), ACCENT)
        sheet.fill(number, _roll(sheet, roll, tight=len(body.rolls) > 1 and sheet.size > 1), spot)


def _roll(sheet: Sheet, roll: Roll, tight: bool) -> list[tuple[Paragraph, Style]]:
    style = sheet.text
    found: list[tuple[Paragraph, Style]] = []
    if roll.heading:
        found.append(((plain(roll.heading),), Style(18, 23, bold=True, colour=ACCENT)))
    for entry in roll.entries:
        lead = (
            (replace(bold(entry.name), text=f"{entry.name} \t"), *sheet.writer.label(entry.marking))
            if entry.name
            else ()
        )
        heavy = replace(style, bold=bool(entry.name), before=6, hang=22 if entry.name else 0)
        lines = sheet.lines(entry.cells[0], heavy, *lead)
        if entry.sub and tight:
            runs = (*lines[-1][0], Run(" "), *joined(sheet.writer.say(entry.sub)))
            lines[-1] = (tuple(_weighed(runs, len(lines[-1][0]))), replace(heavy, bold=False))
        elif entry.sub:
            lines += [(line, replace(SUB, hang=0, inset=heavy.hang)) for line, _ in sheet.lines(entry.sub, SUB)]
        found += lines
    if roll.more:
        found.append(((plain(more(sheet.writer.view, roll.more)),), replace(SUB, before=6)))
    return found


def _weighed(runs: Sequence[Run], heavy: int) -> list[Run]:
    """Return the runs of an entry: the first ones in bold, what is said of it after them soft."""
    said = [run if run.bold else replace(run, bold=True, inked=True) for run in runs[:heavy]]
    return [*said, *(replace(run, soft=True, size=18) for run in runs[heavy:])]


def chart(sheet: Sheet) -> None:
    """Write a chart that can be edited, with its unit above and its source below."""
    body, view = sheet.slide.body, sheet.writer.view
    figure = body.figure
    values = values_of(figure, sheet.writer.painter.workspace, view.folder)
    top = sheet.first("figure", Place(LEFT, 64, MEASURE, 90)).top
    if figure.unit:
        text_box(sheet.made.shapes, Place(LEFT, top, MEASURE, 9), [((plain(figure.unit),), SUB)], sheet.writer.setter)
        top += 10
    place = Place(LEFT, top, MEASURE, 157 - top)
    frame = add_chart(sheet.made, figure, values, place, sheet.writer.painter.studio.alternative(figure))
    frame.name = sheet.slide.kicker
    if figure.source:
        said = joined(sheet.writer.say(figure.source))
        word = view.language.word("labels.source")
        runs = tuple(replace(run, soft=False) for run in said)
        sheet.fill(EVIDENCE, [((Run(f"{word} ", bold=True), *runs), SMALL)])


def reference(sheet: Sheet) -> None:
    """Write how to read the slides, and the sources."""
    body, view = sheet.slide.body, sheet.writer.view
    top = sheet.first("columns", Place(LEFT, 40, MEASURE, 90)).top
    low = sheet.first("columns", Place(LEFT, 40, MEASURE, 90)).bottom
    gap = 1.5 if sheet.size == 3 else 6
    print_ = [*sheet.lines(body.scale.intro, replace(SMALL, before=gap))] if body.scale else []
    word = view.language.word("headings.cite")
    cite = sheet.lines(body.cite, replace(SMALL, before=4), Run(f"{word} ", bold=True))
    if body.scale:
        _bands(sheet, top)
    right = Place(LEFT + 157, top, 145, low - top) if body.scale else Place(LEFT, top, MEASURE, 90)
    set_in: list[tuple[Paragraph, Style]] = []
    for number, (level, text) in enumerate(body.levels):
        set_in += sheet.lines(text, Style(18, 22, before=gap if number else 0), *sheet.label(level.words))
    text_box(sheet.made.shapes, right, [*set_in, *print_, *cite], sheet.writer.setter, sheet.link)
    top = sheet.first("source-list", Place(LEFT, 136, MEASURE, 30)).top + 2
    half = -(-len(body.sources) // 2) if len(body.sources) > 1 else 1
    for number, start in enumerate(range(0, len(body.sources), half)):
        part = body.sources[start : start + half]
        lines = [
            line for _, mark, text in part for line in sheet.lines(text, replace(SMALL, before=3), bold(f"{mark}  "))
        ]
        width = 145 if len(body.sources) > 1 else MEASURE
        place = Place(LEFT + number * 157, top, width, 170 - top)
        text_box(sheet.made.shapes, place, lines, sheet.writer.setter, sheet.link)
    if body.more:
        sheet.fill(EVIDENCE, [((soft(body.more),), SMALL)])


def _bands(sheet: Sheet, top: float) -> None:
    """Write the scale as a table: each term with its range and its place on the scale."""
    bands, word = sheet.slide.body.scale.bands, sheet.writer.view.language.word
    heads = (word("labels.likelihood"), word("labels.range"))
    heights = [row.height for row in sheet.places.get("tr", [])][: len(bands) + 1] or [9.0] * (len(bands) + 1)
    frame, cells = table(sheet.made, Place(LEFT, top, 145, sum(heights)), BANDS, heights, sheet.writer.setter.rtl)
    frame.name = heads[0]
    describe(frame.element.nvGraphicFramePr.cNvPr, word("slides.scale_table"))
    for cell in (each for row in cells for each in row):
        cell.tcPr.set("marT", "0")
        cell.tcPr.set("marB", "0")
        cell.tcPr.set("anchor", "ctr")
    frame.table.cell(0, 1).merge(frame.table.cell(0, 2))
    for cell, text in zip(cells[0], heads, strict=False):  # the second stands over the last two
        sheet.writer.setter.fill(_body(cell), [((plain(text),), Style(18, 22, bold=True, colour=ACCENT))], sheet.link)
    for (*row, scale), odds in zip(cells[1:], bands, strict=True):
        for cell, text in zip(row, (odds.shown, odds.range), strict=True):
            sheet.writer.setter.fill(_body(cell), [((plain(text),), BAND)], sheet.link)
            cell.tcPr.set("marL" if sheet.writer.setter.rtl else "marR", "0")
        _scale(sheet, scale, odds, BAND)


BODIES: Mapping[str, tuple[str, Callable[[Sheet], None]]] = {
    "cover": ("Cover", cover),
    "statement": ("Text", statement),
    "claim": ("One judgement", claim),
    "claims": ("Title only", claims),
    "grid": ("Title only", grid),
    "lists": ("Two lists", lists),
    "chart": ("Title only", chart),
    "reference": ("Title only", reference),
}
