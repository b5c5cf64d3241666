"""HND: handling. Markings that hold together, promises to speakers that are kept, no spilt secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..citations import citations_in
from ..model.handling import marked_parts
from ..model.vocabulary import TLP_LABELS
from .reading import Reading
from .rule import Finding, Path, rule
from .sourcing import source_paths

NARROW = ("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "OFFICIAL-SENSITIVE")
OPEN_LICENCES = re.compile(
    r"\b(?:CC[- ]?(?:BY|0|ZERO)|OGL|ODbL|PDDL|public domain|open (?:government )?licen[cs]e)", re.IGNORECASE
)
_TLP = re.compile(r"\bTLP\s?:?\s?(?:WHITE|YELLOW|RED|AMBER(?:\s?\+?\s?STRICT)?|GREEN|CLEAR)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?<![A-Za-z])(?:TLP[:_-](?:RED|AMBER(?:[+_ -]STRICT)?|GREEN|CLEAR)|OFFICIAL-SENSITIVE)(?![A-Za-z])"
)
_BANNER = re.compile(
    r"((?:UK |US |NATO |COSMIC )?(?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED|NOFORN))\b\s*(?:$|[:/|–—-]|//|\()"
)
_PORTION = re.compile(
    r"\((?:TS|S|C|U)//[A-Z][A-Z/ ,+-]{1,60}\)|\((?:TS|S|C)/(?:SCI|NF|NOFORN|SI|TK|HCS|REL|ORCON|FGI)[A-Z/ ,-]{0,60}\)"
    r"|\b(?:TOP SECRET|SECRET|CONFIDENTIAL)//[A-Z]|\bCOSMIC TOP SECRET\b|\bNATO SECRET\b"
)


@rule("HND-01", "error")
def tlp_label(reading: Reading) -> Iterator[Finding]:
    """Flag a label of the traffic light protocol that is not one of the five.

    Why: the labels are TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN and TLP:CLEAR, in capitals, without a space,
        never translated; machines and people filter by them letter for letter. A wrong marking stops the brief from
        being read.
    Source: FIRST, Traffic Light Protocol 2.0.
    Bad: TLP: Amber
    Good: TLP:AMBER
    """
    handling, meta = reading.brief.handling, reading.brief.meta
    texts: list[tuple[Path, str]] = [
        (("handling", "instructions", n), text) for n, text in enumerate(handling.instructions)
    ]
    texts += [(("handling", "descriptors", n), text) for n, text in enumerate(handling.descriptors)]
    texts += [(("meta", key), getattr(meta, key)) for key in ("title", "subtitle") if getattr(meta, key)]
    for path, text in texts:
        for match in _TLP.finditer(text):
            if match[0] not in TLP_LABELS:
                message = f"'{match[0]}' is not a TLP 2.0 label, and people filter by the exact letters"
                yield Finding(
                    path, message, f"which one is meant: {', '.join(TLP_LABELS)}?", match.start(), match.end()
                )


@rule("HND-02", "error")
def marking_and_release(reading: Reading) -> Iterator[Finding]:
    """Flag a narrow marking on a brief that is released to the public.

    Why: TLP:RED, TLP:AMBER or OFFICIAL-SENSITIVE do not go together with a DOI, a public address, an open licence or
        'FOR PUBLIC RELEASE'; one of the two is wrong, and the reader will believe the wider one.
    Source: FIRST, Traffic Light Protocol 2.0; the UK Government Security Classifications.
    Bad: marking TLP:AMBER, licence CC-BY-4.0.
    Good: marking TLP:CLEAR, licence CC-BY-4.0.
    """
    handling, meta = reading.brief.handling, reading.brief.meta
    if handling.label not in NARROW:
        return
    question = "which of the two is right?"
    known = meta.identifiers
    for key in ("doi", "url"):
        if known and getattr(known, key):
            message = f"{handling.label} is not for the public, but the brief has a public {key.upper()}"
            yield Finding(("meta", "identifiers", key), message, question)
    if meta.licence and OPEN_LICENCES.search(meta.licence):
        message = f"{handling.label} is not for the public, but the licence '{meta.licence}' lets anybody pass it on"
        yield Finding(("meta", "licence"), message, question)
    for number, instruction in enumerate(handling.instructions):
        if "PUBLIC RELEASE" in instruction.upper():
            message = f"{handling.label} is not for the public, but the instruction says '{instruction}'"
            yield Finding(("handling", "instructions", number), message, question)


@rule("HND-03", "error")
def classification(reading: Reading) -> Iterator[Finding]:
    """Flag a national security classification asked for as a marking, or typed where a marking would stand.

    Why: only authorised people classify, on machines that are accredited for it; neither this program nor its machine
        is. As a marking, an instruction or a descriptor it stops the brief from being read.
    Source: US Executive Order 13526; the UK Government Security Classifications.
    Bad: title 'SECRET: Gas storage in the north'
    Good: scheme tlp, marking TLP:AMBER, title 'Gas storage in the north'
    """
    meta = reading.brief.meta
    fields = ("title", "subtitle", "short_title", "copyright")
    texts: list[tuple[Path, str | None]] = [(("meta", key), getattr(meta, key)) for key in fields]
    texts += [(("meta", "series", "name"), meta.series.name)] if meta.series else []
    for path, text in texts:
        match = _BANNER.match(text or "")
        if match:
            message = "a national classification cannot stand here: this program is not accredited for it"
            question = "does the material belong on this machine at all?"
            yield Finding(path, message, question, match.start(1), match.end(1))


@rule("HND-04", "error", tier=2)
def embargo(reading: Reading) -> Iterator[Finding]:
    """Flag an embargo that names nobody to ask, or that ended before the brief's own date.

    Why: an embargo is kept by people who can ring somebody; one that has passed teaches readers to ignore the next.
        The parser asks for date, time and zone.
    Source: the practice of press offices; the UK Government Security Classifications (EMBARGOED).
    Bad: embargo {until: 2026-02-03T00:01+00:00}
    Good: embargo {until: 2026-02-03T00:01+00:00, contact: press office}
    """
    held = reading.brief.handling.embargo
    if held is None:
        return
    if not held.contact:
        yield Finding(
            ("handling", "embargo"), "the embargo names nobody to ask", "whom does a journalist ring?", key=True
        )
    if held.until.date() < reading.brief.meta.date:
        message = f"the embargo ended on {held.until.date()}, before the date of the brief"
        yield Finding(("handling", "embargo", "until"), message, "is the banner still needed?", severity="warning")


@rule("HND-05", "error")
def chatham_house(reading: Reading) -> Iterator[Finding]:
    """Flag a speaker who is named behind a meeting under the Chatham House Rule.

    Why: what was said may be used, but neither who said it nor where they work may be told. The message does not
        repeat the name.
    Source: the Chatham House Rule.
    Bad: type event_chatham_house, author a name; or 'Dr … told the meeting [@S4]'.
    Good: type event_chatham_house, title 'Round table on grain corridors'; 'A participant said … [@S4]'.
    """
    held = {
        source.id for _, source in source_paths(reading) if reading.source(source.id, "type") == "event_chatham_house"
    }
    question = "can it be said without the name, as 'a participant'?"
    for path, source in source_paths(reading):
        if source.id not in held:
            continue
        if reading.source(source.id, "author"):
            message = f"{source.id} was a meeting under the Chatham House Rule, and its author is named"
            yield Finding((*path, "author" if source.author else "id"), message, question)
        yield from named(reading, source.id, "a meeting under the Chatham House Rule")
    for passage in reading.passages:
        for sentence in passage.sentences:
            cited = {citation.target for _, citation in citations_in(sentence.text) if citation}
            match = reading.words.pattern("honorific").search(sentence.text) if held & cited else None
            if match:
                start = sentence.start + match.start()
                message = "a speaker is named beside a meeting under the Chatham House Rule"
                yield Finding(passage.path, message, question, start, sentence.start + match.end())


def named(reading: Reading, source: str, kind: str) -> Iterator[Finding]:
    """Look for a name in what describes a source of a kind that must not be named."""
    for passage in reading.in_roles("sources.title", "sources.descriptor"):
        if passage.item == source:
            for group in ("honorific", "name_after"):
                match = reading.words.pattern(group).search(passage.text)
                if match:
                    message = f"a person is named in what describes {source}, {kind}"
                    question = "can it be said without the name?"
                    yield Finding(passage.path, message, question, match.start(), match.end())
                    break


@rule("HND-07", "warning", tier=2)
def other_label(reading: Reading) -> Iterator[Finding]:
    """Flag a label that was typed where the program does not put it, and that is not the marking of the brief.

    Why: a label in a title, a subject, a file name or a template of the house stays when the marking changes; whoever
        forwards one of the two loses the stricter. The program puts the marking on pages, into file names and subjects
        by itself.
    Source: FIRST, Traffic Light Protocol 2.0 (documents and e-mail).
    Bad: marking TLP:AMBER, email {subject: 'Berths, TLP:GREEN'}
    Good: marking TLP:AMBER, email {subject: 'Berths'}
    """
    handling, document = reading.brief.handling, reading.document
    own = {handling.label, handling.common, *(part.marking for _, part in marked_parts(reading.brief))}
    marked = f"the brief is marked {handling.label}" if handling.label else "the brief carries no marking"
    question = "which of the two is right, and does the label have to be typed at all?"
    for path, text in _typed(reading):
        for match in _LABEL.finditer(text):
            if _normal(match[0]) not in own:
                yield Finding(path, f"'{match[0]}' stands here, but {marked}", question, match.start(), match.end())
    for match in _LABEL.finditer(document.trees.text.name):
        if _normal(match[0]) not in own:
            message = f"'{match[0]}' stands in the name of the file or its folder, but {marked}"
            yield Finding(("handling",), message, question, key=True)
    for template in reading.workspace.own_templates():
        file = reading.workspace.text(template)
        for number, line in enumerate(file.content.split("\n"), 1):
            for match in _LABEL.finditer(line):
                if _normal(match[0]) not in own:
                    message = f"'{match[0]}' stands in this template, but {marked}"
                    column = match.start() + 1
                    yield Finding((), message, question, file=file.name, line=number, column=column)


def _typed(reading: Reading) -> Iterator[tuple[Path, str]]:
    """Yield the texts of the brief's furniture, where a label might be typed by hand, and the names of its images."""
    brief = reading.brief
    for key in ("title", "subtitle", "short_title", "copyright"):
        yield ("meta", key), getattr(brief.meta, key) or ""
    if brief.meta.publisher:
        yield ("meta", "publisher", "disclaimer"), brief.meta.publisher.disclaimer or ""
    for key in ("instructions", "descriptors"):
        yield from ((("handling", key, n), text) for n, text in enumerate(getattr(brief.handling, key)))
    for key in ("subject", "intro"):
        yield ("email", key), getattr(brief.email, key) or ""
    for number, figure in enumerate(brief.figures):
        yield ("figures", number, "file"), str(figure.file or "")
        yield ("figures", number, "data"), figure.data if isinstance(figure.data, str) else ""


def _normal(label: str) -> str:
    """Write a label as the scheme does, however a file name had to write it."""
    parts = re.split(r"[\s:+_-]+", label.upper())
    return f"TLP:{'+'.join(parts[1:])}" if parts[0] == "TLP" else "-".join(parts)


@rule("HND-09", "error")
def portion_mark(reading: Reading) -> Iterator[Finding]:
    """Flag text that looks like a classified portion mark.

    Why: it may be a spill. Stop, tell your security officer, do not pass the file on. The message names file and line
        and does not repeat the text. This finding cannot be waived.
    Source: US marking rules; local security procedures.
    Bad: a paragraph that opens with a classification and a dissemination control in brackets.
    Good: no such paragraph in any file on this machine.
    """
    text = reading.document.trees.text
    for number, line in enumerate(text.content.split("\n"), 1):
        match = _PORTION.search(line)
        if match:
            message = "this line looks like a classified portion mark; stop, and do not pass the file on"
            question = "who is your security officer, and do they know?"
            yield Finding((), message, question, file=text.name, line=number, column=match.start() + 1)
