"""What 'brief source' tells."""

from __future__ import annotations

from collections.abc import Iterator

from .adding import Added
from .verifying import Moved, Verified

SHOWN = 8  # words, by which one finds a paragraph


def added_lines(added: Added) -> Iterator[str]:
    """Yield what was read of a document, and what is left to do."""
    reading = added.reading
    for label, said in (
        ("title", reading.title),
        ("author", ", ".join(reading.authors)),
        ("in", reading.container),
        ("date", reading.date),
        ("language", reading.language),
    ):
        yield f"   {label:<9} {said or '– not found: write it into the record'}"
    dates = ", ".join(f"{each.edtf} (¶ {each.paragraph})" for each in added.dates)
    yield f"   dates     {dates or '– none in the text'}"
    yield f"   {len(reading.paragraphs)} paragraphs of running text, which begin"
    # Shown and not kept: the text of the document stays with its author.
    yield from (f"   ¶ {n:<4} {' '.join(text.split()[:SHOWN])[:70]} …" for n, text in enumerate(reading.paragraphs, 1))


def verified_lines(verified: Verified) -> Iterator[str]:
    """Yield whether each paragraph still stands where the record says."""
    if verified.identical:
        yield f"{verified.name}: the copy is the very file that was read"
    elif not verified.known:
        yield f"{verified.name}: the copy is another file, and the record has no fingerprints to compare paragraphs by"
    else:
        same = sum(each.state == "same" for each in verified.paragraphs)
        yield f"{verified.name}: {same} of {len(verified.paragraphs)} paragraphs are the same, at the same place"
    yield from (f"   {_moved(each)}" for each in verified.paragraphs if each.state != "same")
    yield from (f"   ¶ {number} of the copy is not in the record" for number in verified.added)


def _moved(each: Moved) -> str:
    said = {
        "moved": f"is ¶ {each.found} now",
        "changed": f"was changed (¶ {each.found} now)",
        "gone": "is not there any more",
    }
    facts = f"; fact{'s' if len(each.facts) > 1 else ''} {', '.join(map(str, each.facts))}" if each.facts else ""
    return f"¶ {each.paragraph} {said[each.state]}{facts}"
