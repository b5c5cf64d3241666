"""The words of every mistake that the model can refuse: rule id, message and hint, in the author's terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..problems import did_you_mean, nearest

Message = tuple[str, str | None]
Context = Mapping[str, Any]

# Rules about two keys together: where one of them was refused already, the other is not blamed.
BETWEEN_KEYS = frozenset({"marking-missing", "marking-without-scheme", "marking-authority", "marking-level", "HND-01"})
# What these refuse is not shown again, not even as the line it stands on.
UNSPEAKABLE = frozenset({"HND-03"})


def _wrong_type(c: Context) -> Message:
    found, expected = str(c["found"]), str(c["expected"])
    hint = None
    if expected == "a list":
        hint = "put '- ' before each entry, on lines of their own"
    elif expected == "text" and found == "nothing":
        hint = "write the text, or delete the key"
    elif expected == "text":
        hint = 'write one text; one that holds a colon or a bracket stands in quotes: "…"'
    elif "group of keys" in expected:
        hint = "write each key on a line of its own, indented under this one"
    elif expected in ("a whole number", "a number"):
        hint = "write digits, without quotes"
    elif expected == "true or false":
        hint = "write true or false, without quotes"
    return f"{found} stands where {expected} is needed", hint


def _vocabulary(c: Context) -> Message:
    name = str(c["name"]).replace("_", " ")
    return f"'{c['value']}' is not a value of {name}", did_you_mean(c["value"], c["allowed"])


def _bad_citation(c: Context) -> Message:
    return (
        f"'{c['value']}' does not cite anything",
        'write S3, or "S3, p. 4" in quotes, or S1#12 for fact 12 of the record',
    )


def _tlp(c: Context) -> Message:
    guess = nearest(c["value"].replace(" ", "").upper().replace("WHITE", "CLEAR"), c["allowed"])
    return "this is not a label of TLP 2.0", f"write {guess}" if guess else f"labels: {', '.join(c['allowed'])}"


MESSAGES: Mapping[str, Callable[[Context], Message]] = {
    "wrong-type": _wrong_type,
    "too-long": lambda c: (f"{c['length']:,} characters stand where at most {c['limit']:,} fit", "shorten the text"),
    "too-long-list": lambda c: (
        f"the list has {c['length']:,} entries; at most {c['limit']:,} are read",
        "keep what the reader needs",
    ),
    "bad-character": lambda c: (f"the character {c['code']} cannot be printed", "delete it and type it anew"),
    "vocabulary": _vocabulary,
    "date": lambda c: (f"'{c['value']}' is not a date", "write year-month-day, as in 2024-05-06"),
    "impossible-date": lambda c: (
        f"'{c['value']}' does not exist in the calendar",
        "check the month, the day, the hour",
    ),
    "colour": lambda c: (f"'{c['value']}' is not a colour", "write # and six digits from 0 to f, as in '#7a0019'"),
    "date-time": lambda c: (f"'{c['value']}' lacks a time and a zone", "write 2024-07-04T00:01+01:00"),
    "fuzzy-date": lambda c: (
        f"'{c['value']}' is not a date",
        "write 2024-03-22, 1992-04, 1992, 199X (the 1990s), 2021~ (about) or 1996/2001",
    ),
    "bad-id": lambda c: (f"'{c['value']}' is not an id", "an id is letters and a number, as in KJ1, S7, REC2"),
    "slug": lambda c: (
        f"'{c['value']}' is not a short name",
        "use small letters, digits and hyphens, as in water-security",
    ),
    "version": lambda c: (f"'{c['value']}' is not a version", "write numbers with points, as in 1.0 or 2.1"),
    "edition": lambda c: (f"'{c['value']}' does not name an edition", "write id@version, as in water-security@1.0"),
    "language-tag": lambda c: (f"'{c['value']}' is not the code of a language", "write en, fr, ar, pt-BR …"),
    "url": lambda c: (f"'{c['value']}' is not a web address", "write it whole, with https://"),
    "recipient": lambda c: (
        f"'{c['value']}' is no address and no domain that mail can go to",
        "write name@example.org, example.org or *.example.org",
    ),
    "bad-citation": _bad_citation,
    "out-of-range": lambda c: (
        f"{c['value']} is outside {c['low']} to {c['high']}",
        f"write a whole number from {c['low']} to {c['high']}",
    ),
    "nothing-withheld": lambda _: (
        "the entry names nothing that is not to be raised",
        "give an item by its id, as in 'item: KJ4', or say in words what is held back, as 'text:'",
    ),
    "HND-01": _tlp,
    "HND-03": lambda _: (
        "a national classification cannot be used as a marking here",
        "neither this program nor its machine is accredited: use tlp, uk_gsc (OFFICIAL), a house marking or none",
    ),
    "marking-missing": lambda c: (
        f"the scheme is '{c['scheme']}', but no marking is given",
        "add 'marking:' under handling",
    ),
    "marking-without-scheme": lambda c: (
        f"the marking '{c['value']}' has no scheme",
        "add 'scheme: tlp', 'scheme: uk_gsc' or 'scheme: house'",
    ),
    "marking-level": lambda c: (
        f"'{c['value']}' is not among the labels of the house",
        "list them under handling, from the widest circle to the narrowest, as in 'levels: [Public, Members, Board]'",
    ),
    "marking-authority": lambda c: (
        f"'{c['value']}' may only be used by those with authority for it",
        "set authority_confirmed: true if you have it",
    ),
}
