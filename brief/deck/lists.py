"""What else a brief has for the room: risks, what is asked or watched, options, open questions, charts, background."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from ..model.fields import Line
from ..model.sections.risks import ranked
from ..view import View
from .slides import Chart, Entry, Grid, Lists, Note, Odds, Roll, Slide
from .wording import as_title, joined, level_of, odds_of, own_marking, sentence, word_of

MOST_RISKS, MOST_ROWS, MOST_SIGNS = 6, 6, 8
SIDE_BY_SIDE = 6  # entries of each of two lists that share a slide
MOVED = ("observed", "emerging", "reversed")  # what the title of the signs counts: where something has happened
CHARTED = ("chart", "bars")


def shorter(slide: Slide) -> Slide | None:
    """Return a slide with one entry less in its longest list, which it counts instead; None where it has but one.

    It is the last one; in a table the last without a flag, for what is unlikely and grave is not to be overlooked.
    """
    body = slide.body
    if isinstance(body, Grid) and len(body.entries) > 1:
        gone = next((entry for entry in reversed(body.entries) if not entry.sub), body.entries[-1])
        kept = [entry for entry in body.entries if entry is not gone]
        cut: Grid | Lists = replace(body, entries=tuple(kept), more=body.more + 1)
    elif isinstance(body, Lists) and any(len(roll.entries) > 1 for roll in body.rolls):
        nth = max(range(len(body.rolls)), key=lambda n: len(body.rolls[n].entries))
        *kept, gone = body.rolls[nth].entries
        roll = replace(body.rolls[nth], entries=tuple(kept), more=body.rolls[nth].more + 1)
        cut = replace(body, rolls=(*body.rolls[:nth], roll, *body.rolls[nth + 1 :]))
    else:
        return None
    return replace(slide, body=cut, anchors=tuple(name for name in slide.anchors if name != gone.name))


def chart_slides(view: View) -> list[Slide]:
    """Return a slide for each figure that is a chart of data, in the order of the page."""
    found = []
    for index, figure in sorted(enumerate(view.brief.figures), key=lambda entry: view.position(entry[1].id)):
        if figure.kind in CHARTED:
            notes = [Note("", figure.alt)] if figure.alt else []
            notes += [Note(view.language.word("labels.source"), figure.source)] if figure.source else []
            kicker = view.language.word("labels.figure", n=view.position(figure.id))
            body = Chart(figure, view.position(figure.id), own_marking(view, figure))
            title = as_title(figure.caption)
            found.append(Slide("chart", kicker, title, body, ("figures", index), tuple(notes), (figure.id,)))
    return found


def risk_slide(view: View) -> Slide | None:
    """Return the risks as the author ranks them."""
    risks = ranked(view.brief.risks)
    if not risks:
        return None
    language, shown = view.language, risks[:MOST_RISKS]
    heads = [language.word(f"labels.{key}") for key in ("risk", "likelihood", "impact")]
    entries = tuple(_risk(view, risk) for risk in shown)
    title = language.word("slides.risks", n=len(risks), first=as_title(risks[0].title))
    title = as_title(risks[0].title) if len(risks) == 1 else title
    notes = tuple(_risk_note(view, risk) for risk in risks)
    grid = Grid(tuple(heads), (31, 50, 19), entries, len(risks) - len(shown))
    kicker = language.word("headings.risks")
    return Slide("grid", kicker, Line(title), grid, ("risks",), notes, tuple(risk.id for risk in shown))


def _risk(view: View, risk: Any) -> Entry:
    odds, level = odds_of(view, risk.likelihood), level_of(view, risk.confidence)
    unrated = view.term(risk.likelihood) if risk.likelihood and not odds else ""
    said = joined(
        [unrated, risk.likelihood_note if not odds else None, risk.window, level.alternative if level else ""]
    )
    impact = f"{risk.impact} · {view.impact_word(risk.impact).strip()}" if risk.impact else ""
    flag = view.language.word("labels.hilp") if risk.hilp else ""
    return Entry(risk.id, (risk.title, Line(said), impact), own_marking(view, risk), odds, 1, flag)


def _in_brackets(odds: Odds | None) -> str:
    return f"{odds.words} ({odds.range})" if odds else ""


def _risk_note(view: View, risk: Any) -> Note:
    odds, level = odds_of(view, risk.likelihood), level_of(view, risk.confidence)
    rated = view.language.list(filter(None, (_in_brackets(odds), risk.window, level.alternative if level else "")))
    story = " ".join(filter(None, (risk.cause, risk.event, risk.consequence)))
    text = " ".join(filter(None, (f"{as_title(risk.title)}.", story, f"{sentence(rated)}." if rated else "")))
    return Note(risk.id, Line(text), risk.sources)


def asked(view: View) -> Slide | None:
    """Return what is asked of the reader: recommendations, a decision, options; else what to watch."""
    return recommended(view) or decision(view) or option_slide(view) or watched(view)


def recommended(view: View) -> Slide | None:
    """Return the recommendations: the first is the title, the others follow."""
    items = view.brief.recommendations
    if not items:
        return None
    language, first, rest = view.language, items[0], items[1 : MOST_ROWS + 1]
    entries = tuple(Entry(item.id, (item.text,), own_marking(view, item), sub=_when(view, item)) for item in rest)
    roll = Roll("", entries, len(items) - len(rest) - 1) if rest else _grounds(view, first)
    notes = tuple(
        Note(item.id, Line(joined([item.text, _when(view, item), _costs(view, item), item.measure]))) for item in items
    )
    kicker = f"{language.word('headings.recommendations')} · {first.id}"
    lead = Line(joined([_when(view, first), _costs(view, first)]))
    body = Lists(lead, (roll,) if roll.entries else (), own_marking(view, first))
    names = tuple(item.id for item in (first, *rest))
    return Slide("lists", kicker, as_title(first.text), body, ("recommendations",), notes, names)


def _grounds(view: View, item: Any) -> Roll:
    """Return the judgements that a single recommendation follows from."""
    judged = [each for each in view.brief.key_judgements if each.id in item.because]
    entries = tuple(Entry(j.id, (j.statement,), own_marking(view, j), sub=_rated(view, j)) for j in judged)
    return Roll(view.language.word("labels.because"), entries[:MOST_ROWS], max(len(judged) - MOST_ROWS, 0))


def _when(view: View, item: Any) -> str:
    language = view.language
    parts = [word_of(view, "recommendation_ask", item.ask) if item.ask else "", item.addressee]
    parts += [language.word("labels.by", date=language.date(item.by)) if item.by else ""]
    parts += [language.word("labels.trigger", event=item.trigger) if item.trigger else ""]
    return Line(joined(parts))


def _costs(view: View, item: Any) -> str:
    """Return what a recommendation costs."""
    colon = view.language.words["typography"]["colon"]
    return f"{view.language.word('labels.cost')}{colon}{item.cost}" if item.cost else ""


def decision(view: View) -> Slide | None:
    """Return what the reader has to decide, with what each judgement means for it."""
    audience, language = view.brief.audience, view.language
    if audience is None or not audience.decision:
        return None
    due = language.word("labels.by", date=language.date(audience.deadline)) if audience.deadline else ""
    items = [item for item in view.brief.key_judgements if item.so_what]
    entries = tuple(Entry(item.id, (item.so_what,), own_marking(view, item), sub=_rated(view, item)) for item in items)
    lead = joined([audience.primary, due])
    notes = (Note(language.word("masthead.decision"), joined([audience.decision, lead])),)
    rolls = (Roll(language.word("labels.so_what"), entries[:MOST_ROWS], max(len(items) - MOST_ROWS, 0)),)
    return Slide(
        *("lists", language.word("masthead.decision"), as_title(sentence(audience.decision))),
        *(Lists(lead, rolls if entries else ()), ("audience", "decision"), notes),
    )


def _rated(view: View, item: Any) -> str:
    odds, level = odds_of(view, item.likelihood), level_of(view, item.confidence)
    rated = f"{odds.shown} {odds.range}" if odds else ""
    return joined([rated, level.alternative if level else ""])


def option_slide(view: View) -> Slide | None:
    """Return the options side by side with what speaks for each, what it costs and what can go wrong."""
    options, language = view.brief.options, view.language
    if not options:
        return None
    keys = [key for key in ("benefits", "costs", "risks") if any(getattr(option, key) for option in options)]
    heads = [language.word("labels.option"), *(language.word(f"labels.{key}") for key in keys)]
    shown = options[: MOST_ROWS - 1]
    entries = tuple(
        Entry(o.id, (o.title or o.text, *(getattr(o, key) or "" for key in keys)), own_marking(view, o)) for o in shown
    )
    shares = {0: (100,), 1: (45, 55), 2: (32, 34, 34), 3: (25, 25, 25, 25)}[len(keys)]
    colon = language.words["typography"]["colon"]
    notes = tuple(Note(o.id, Line(" ".join(filter(None, (o.title and f"{o.title}{colon}", o.text))))) for o in options)
    grid = Grid(tuple(heads), shares, entries, len(options) - len(shown))
    title = language.word("slides.options", n=len(options))
    return Slide("grid", heads[0], title, grid, ("options",), notes, tuple(o.id for o in shown))


def watched(view: View) -> Slide | None:
    """Return the signs to watch, with how each stands; how many stand how is the title."""
    items, language = view.brief.indicators, view.language
    if not items:
        return None
    shown = items[:MOST_SIGNS]
    heads = [language.word(f"labels.{key}") for key in ("indicator", "direction", "threshold", "status")]
    entries = tuple(
        Entry(i.id, (i.text, _points(view, i), i.threshold or "", _state(view, i)), own_marking(view, i)) for i in shown
    )
    counted = Counter(word_of(view, "indicator_status", i.status) for i in items if i.status in MOVED)
    states = language.list(f"{n} {words}" for words, n in counted.items())
    title = language.word("slides.signs", n=len(items))
    title += f"{language.words['typography']['colon']}{states}" if states else ""
    notes = tuple(Note(i.id, Line(joined([i.text, i.threshold, i.watch_where]))) for i in items)
    grid = Grid(tuple(heads), (38, 20, 24, 18), entries, len(items) - len(shown))
    kicker = language.word("headings.indicators")
    return Slide("grid", kicker, title, grid, ("indicators",), notes, tuple(i.id for i in shown))


def _points(view: View, item: Any) -> str:
    direction = word_of(view, "indicator_direction", item.direction) if item.direction else ""
    return Line(joined([direction, view.language.list(item.for_)], " "))


def _state(view: View, item: Any) -> str:
    return sentence(word_of(view, "indicator_status", item.status)) if item.status else ""


def open_slide(view: View) -> Slide | None:
    """Return what is not known; a single question is the title."""
    items, language = view.brief.open_questions, view.language
    if not items:
        return None
    kicker, shown = language.word("headings.open_questions"), items[:MOST_ROWS]
    notes = tuple(Note(q.id, Line(" ".join(filter(None, (q.question, q.why, q.how))))) for q in items)
    names = tuple(q.id for q in shown)
    if len(items) == 1:
        rows = [("why", items[0].why), ("how", items[0].how)]
        colon = language.words["typography"]["colon"]
        said = [f"**{language.word(f'labels.{key}')}{colon.rstrip()}** {text}" for key, text in rows if text]
        entries = tuple(Entry("", (Line(text),)) for text in said)
        body = Lists(_who(view, items[0]), (Roll("", entries),) if entries else (), own_marking(view, items[0]))
        title = as_title(items[0].question)
        return Slide("lists", f"{kicker} · {items[0].id}", title, body, ("open_questions",), notes, names)
    entries = tuple(Entry(q.id, (q.question,), own_marking(view, q), sub=_who(view, q)) for q in shown)
    body = Lists("", (Roll("", entries, len(items) - len(shown)),))
    return Slide(
        "lists", kicker, language.word("slides.questions", n=len(items)), body, ("open_questions",), notes, names
    )


def _who(view: View, item: Any) -> str:
    language = view.language
    colon = language.words["typography"]["colon"]
    moved = f"{language.word('labels.affects')}{colon}{language.list(item.affects)}" if item.affects else ""
    due = language.word("labels.due", date=language.date(item.due)) if item.due else ""
    return Line(joined([moved, item.owner, due]))


def together(view: View, first: Slide, second: Slide) -> Slide:
    """Put two slides on one: the title of the first, and its list beside that of the second."""
    left, right = (_as_roll(view, slide) for slide in (first, second))
    lead, marking = (first.body.lead, first.body.marking) if isinstance(first.body, Lists) else ("", "")
    title = first.title
    if first.kind == "grid":  # a title that counts says how many stand in both lists
        title = f"{first.title}{view.language.words['typography']['semicolon']}{_counted(view, second)}"
        left = Roll(first.kicker, left.entries, left.more)
    rolls = tuple(_cut(roll) for roll in (left, right) if roll.entries)
    kicker = joined([first.kicker, second.kicker.partition(" · ")[0]])
    names, notes = (*first.anchors, *second.anchors), (*first.notes, *second.notes)
    return Slide("lists", kicker, Line(title), Lists(lead, rolls, marking), first.path, notes, names)


def _cut(roll: Roll) -> Roll:
    """Return what half a slide has room for."""
    over = max(len(roll.entries) - SIDE_BY_SIDE, 0)
    return Roll(roll.heading, roll.entries[:SIDE_BY_SIDE], roll.more + over)


def _counted(view: View, slide: Slide) -> str:
    return view.language.word("slides.questions", n=len(slide.anchors))


def _as_roll(view: View, slide: Slide) -> Roll:
    """Return what a slide shows as one list beside another: of a table, the first column and the last."""
    if isinstance(slide.body, Grid):
        rows = tuple(
            Entry(e.name, e.cells[:1], e.marking, sub=e.cells[-1] if len(e.cells) > 1 else "")
            for e in slide.body.entries
        )
        return Roll("", rows, slide.body.more)
    roll = slide.body.rolls[0] if slide.body.rolls else Roll("", ())
    if len(slide.anchors) == 1 and slide.path == ("open_questions",):
        # A question that was a title of its own is an entry here.
        entry = Entry(slide.anchors[0], (slide.title,), slide.body.marking)
        return Roll(view.language.word("headings.open_questions"), (entry,))
    if slide.path == ("open_questions",):
        entries = tuple(Entry(e.name, e.cells, e.marking) for e in roll.entries)
        return Roll(view.language.word("headings.open_questions"), entries, roll.more)
    return Roll(roll.heading or slide.kicker.partition(" · ")[0], roll.entries, roll.more)


def background_slide(view: View) -> Slide | None:
    """Return the headings of the background and the analysis, for a brief that has little else to show."""
    language = view.language
    for key in ("background", "analysis"):
        parts = [part for part in getattr(view.brief, key) if part.heading]
        if parts:
            shown = parts[:MOST_ROWS]
            entries = tuple(Entry("", (p.heading,), own_marking(view, p), sub=p.takeaway or "") for p in shown[1:])
            rolls = (Roll("", entries, len(parts) - len(shown)),) if entries else ()
            body = Lists(shown[0].takeaway or "", rolls, own_marking(view, shown[0]))
            return Slide("lists", language.word(f"headings.{key}"), as_title(shown[0].heading), body, (key,))
    return None
