"""RSK: risks. Each with its window, on one scale, ranked by judgement and never by a product of two ordinals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..model.scales import NOT_ASSESSED
from .likelihood import dated
from .reading import RUNNING, Reading
from .rule import Finding, Path, rule

SCORED = (*RUNNING, "methodology", "risks.event", "risks.title", "risks.impact_note", "risks.likelihood_note")
RISK_TEXTS = ("title", "event", "consequence", "cause", "likelihood_note", "impact_note", "proximity")
CERTAIN = ("almost_certain", "virtually_certain")
HIGH_IMPACT = 4
FEW = 3


def risks(reading: Reading) -> Iterator[tuple[Path, Any]]:
    """Yield every risk with its path."""
    for index, risk in enumerate(reading.brief.risks):
        yield ("risks", index), risk


@rule("RSK-01", "warning", tier=2)
def three_parts(reading: Reading) -> Iterator[Finding]:
    """Flag a risk without cause, event and consequence as separate statements.

    Why: 'Terrorism' is a topic. What one does about a risk attaches to its cause or to its consequence.
    Source: the Orange Book of HM Treasury; the practice of risk registers.
    Bad: title 'Cholera'.
    Good: cause 'wells are flooded', event 'cholera reaches the camps', consequence 'clinics are full within ten
        days'.
    """
    for path, risk in risks(reading):
        wanting = [name for name in ("cause", "event", "consequence") if not getattr(risk, name)]
        if wanting:
            message = f"{risk.id} has no {' and no '.join(wanting)}, so nobody can see where to act on it"
            yield Finding((*path, "title"), message, "because of what may what happen, leading to what?")


@rule("RSK-02", "error")
def no_window(reading: Reading) -> Iterator[Finding]:
    """Flag a risk whose likelihood has no time window.

    Why: a likelihood without a window means nothing: almost anything is likely in fifty years.
    Source: UK National Risk Register 2023 and later (two or five years).
    Bad: likelihood unlikely, no window.
    Good: likelihood unlikely, window 'to the end of 2027'.
    """
    for path, risk in risks(reading):
        if not risk.likelihood or risk.likelihood == NOT_ASSESSED or risk.window:
            continue
        if dated(reading, f"{risk.title}. {risk.event or ''}"):
            continue
        message = f"{risk.id} has a likelihood but no window, and over a long enough time almost anything is likely"
        yield Finding((*path, "likelihood"), message, "within which time does the likelihood hold?")


@rule("RSK-03", "error", words=True)
def other_scale(reading: Reading) -> Iterator[Finding]:
    """Flag a risk that rates likelihood on another scale than the judgements, with no legend for it.

    Why: 'likelihood 5' of the UK National Risk Register is 'more than 25%', which covers five of the seven words of
        the PHIA yardstick; side by side with 'unlikely' it says the opposite of what it means.
    Source: UK National Risk Register, table of likelihoods.
    Bad: impact_note 'Rated likelihood 4 of 5 by the regional register.' without a word on that register's scale.
    Good: likelihood unlikely, on the scale of the brief.
    """
    brief = reading.brief
    legend = " ".join([brief.methodology or "", brief.source_summary or "", *(t.meaning for t in brief.glossary)])
    if reading.words.has("other_scale", legend):
        return
    for passage in reading.in_roles(*(f"risks.{name}" for name in RISK_TEXTS)):
        for match in reading.words.pattern("ordinal_likelihood").finditer(passage.plain):
            message = f"{{}} is on another scale than the judgements ({reading.scale.name}), and no legend explains it"
            question = "which term of the scale is it, or where does the method explain the other scale?"
            yield passage.found(match.start(), match.end(), message, question)


@rule("RSK-04", "warning")
def product(reading: Reading) -> Iterator[Finding]:
    """Flag a likelihood multiplied by an impact, or a risk score, in print.

    Why: both are ranks, and ranks do not multiply; such scores order fewer than one pair in ten without doubt. Rank
        risks by judgement, and say why.
    Source: Cox 2008, What's wrong with risk matrices?
    Bad: R1 has a risk score of 15 out of 25.
    Good: R1 comes first because it stops the hospitals within a day.
    """
    for passage in reading.in_roles(*SCORED):
        for sentence in passage.sentences:
            if reading.words.has("negation", sentence.plain):
                continue
            for match in reading.words.pattern("score").finditer(sentence.plain):
                start = sentence.start + match.start()
                message = "{} multiplies two ranks, and the result orders hardly any two risks rightly"
                question = "what makes this risk matter more, in words?"
                yield passage.found(start, sentence.start + match.end(), message, question)
    yield from _score_columns(reading)


def _score_columns(reading: Reading) -> Iterator[Finding]:
    words = reading.words
    for section in ("background", "analysis"):
        for part_number, part in enumerate(getattr(reading.brief, section)):
            for number, block in enumerate(part.blocks):
                heads = block.table.columns if block.table else ()
                rated = all(any(words.has(g, head) for head in heads) for g in ("likelihood_column", "impact_column"))
                for column, head in enumerate(heads):
                    if rated and words.has("score_column", head):
                        path: Path = (section, part_number, "blocks", number, "table", "columns", column)
                        message = f"the column '{block.table.columns[column]}' multiplies two ranks"
                        yield Finding(path, message, "what makes a risk matter more, in words?")


@rule("RSK-05", "info", tier=2)
def one_cell(reading: Reading) -> Iterator[Finding]:
    """Flag a list of risks of which more than half sit in one cell of likelihood and impact, or all on its diagonal.

    Why: a matrix with everything in one place tells no more than the list, and suggests that nobody looked closely;
        where impact always rises with likelihood, one of the two was not rated apart.
    Source: Cox 2008 (range compression).
    Bad: three of four risks are likely with impact 4.
    Good: each risk has its own place, or the matrix is left out.
    """
    placed = [(risk.likelihood, risk.impact) for _, risk in risks(reading) if risk.likelihood and risk.impact]
    if len(placed) > FEW:
        (term, impact), count = Counter(placed).most_common(1)[0]
        if count * 2 > len(placed):
            message = f"{count} of {len(placed)} risks are '{term.replace('_', ' ')}' with impact {impact}"
            yield Finding(("risks",), message, "are they really alike, or was the rating rough?", key=True)
        elif _on_diagonal(reading, placed):
            message = "the impact of the risks rises and falls with their likelihood, without one exception"
            yield Finding(("risks",), message, "was the impact rated apart from the likelihood?", key=True)


def _on_diagonal(reading: Reading, placed: list[tuple[str, int]]) -> bool:
    """Tell whether risks on three or more steps lie on one line."""
    order = [band.term for band in reading.scale.bands]
    steps = sorted({(order.index(term), impact) for term, impact in placed if term in order})
    rising = all(low[0] < high[0] and low[1] < high[1] for low, high in pairwise(steps))
    return len(steps) >= FEW and rising


@rule("RSK-06", "warning", tier=2)
def no_owner(reading: Reading) -> Iterator[Finding]:
    """Flag a risk that nobody owns, or whose owner is nobody in particular.

    Why: a risk that belongs to 'the international community' belongs to nobody.
    Source: the Orange Book of HM Treasury; the practice of risk registers.
    Bad: owner 'the government'.
    Good: owner 'Head of port security, Ministry of Transport'.
    """
    for path, risk in risks(reading):
        vague = risk.owner and reading.words.pattern("nobody").fullmatch(risk.owner.strip())
        if not risk.owner:
            yield Finding((*path, "title"), f"{risk.id} has no owner", "which role answers for it?")
        elif vague:
            message = f"'{risk.owner}' owns {risk.id}, which is nobody in particular"
            yield Finding((*path, "owner"), message, "which role answers for it?")


@rule("RSK-07", "warning", tier=2)
def already_happened(reading: Reading) -> Iterator[Finding]:
    """Flag a risk that has already happened, or that is rated certain.

    Why: what has happened is an issue and needs a response, not a rating.
    Source: the practice of risk registers.
    Bad: event 'The dam has already begun to leak', likelihood almost_certain.
    Good: the leak stands in the background; the risk is that the town below floods.
    """
    for path, risk in risks(reading):
        if risk.likelihood in CERTAIN:
            message = (
                f"{risk.id} is rated '{risk.likelihood.replace('_', ' ')}', which makes it an issue rather than a risk"
            )
            yield Finding((*path, "likelihood"), message, "what is still uncertain about it?")
    for passage in reading.in_roles("risks.event", "risks.title"):
        match = reading.words.pattern("happened").search(passage.plain)
        if match:
            message = "{} says that it has happened, which makes it an issue rather than a risk"
            yield passage.found(match.start(), match.end(), message, "what may still follow from it?")


@rule("RSK-08", "info", tier=2)
def no_hilp(reading: Reading) -> Iterator[Finding]:
    """Flag a list of risks without one of low likelihood and high impact.

    Why: the risk that ruins a policy is rarely the likely one; asking for one is a standard check against group
        thinking.
    Source: CIA tradecraft primer 2009 (high-impact, low-probability analysis).
    Bad: four risks, all likely or roughly even.
    Good: R5, very unlikely, impact 5, hilp true.
    """
    listed = [risk for _, risk in risks(reading)]
    low = {band.term for band in reading.scale.bands if band.high <= 20}
    hilp = [r for r in listed if r.hilp or (r.likelihood in low and (r.impact or 0) >= HIGH_IMPACT)]
    if len(listed) >= FEW and not hilp:
        message = "no risk is of low likelihood and high impact"
        yield Finding(("risks",), message, "what is improbable and would change everything?", key=True)
