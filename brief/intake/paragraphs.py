"""The paragraphs of running text in a document, and fingerprints by which each is known again.

What is no running text is furniture: menus, tickers, cross-heads, notices in another script, and pull-quotes that
repeat the text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

SHORT = 60  # characters; a paragraph of running text is longer, or it is a sentence of an article's last line
BITS = 64
NEAR = 14  # of the 64 bits, how many a paragraph that was edited may differ in
_ENDS = (".", "!", "?", "…", "؟", "。", "！", "？", "۔", ":")
_CLOSING = "”\"’'»)]」』"
_WORD = re.compile(r"\w+")


def running_text(blocks: Iterable[str]) -> list[str]:
    """Return the paragraphs of running text among the blocks of a document, in their order."""
    lines = [" ".join(block.split()) for block in blocks]
    full = [line for line in lines if line]
    plain = [f" {' '.join(words_of(line))} " for line in full]
    kept = [line for number, line in enumerate(full) if _is_running(line) and not _repeats(number, plain)]
    main = _script(" ".join(kept))
    return [line for line in kept if _script(line) == main]


def _script(text: str) -> str:
    """Return the script that most letters of a text belong to, as the first word of their names in Unicode."""
    letters = (unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    return max(Counter(letters).items(), key=lambda pair: pair[1], default=("", 0))[0]


def _is_running(line: str) -> bool:
    # Scripts without spaces say as much in a third of the letters.
    weight = sum(3 if "\u3000" <= letter <= "\u9fff" else 1 for letter in line)
    return weight >= SHORT and line.rstrip(_CLOSING).endswith(_ENDS)


def _repeats(number: int, plain: Sequence[str]) -> bool:
    """Tell whether a block stands word for word inside a longer one, as a pull-quote does, or once more before."""
    own = plain[number]
    return any(
        own in other and (len(own) < len(other) or index < number)
        for index, other in enumerate(plain)
        if index != number
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: in small letters, without marks between them."""
    return _WORD.findall(text.casefold())


def fingerprint(paragraph: str) -> str:
    """Return 12 hexadecimal digits that any change alters, a hyphen, and 16 that an edit alters in part.

    The first are of SHA-256, the others a similarity hash over runs of three words (Charikar, 2002).
    """
    words = words_of(paragraph)
    exact = hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]
    sums = [0] * BITS
    runs = {" ".join(words[start : start + 3]) for start in range(max(1, len(words) - 2))}
    for run in runs:
        value = int.from_bytes(hashlib.blake2b(run.encode(), digest_size=BITS // 8).digest(), "big")
        for bit in range(BITS):
            sums[bit] += 1 if value >> bit & 1 else -1
    near = sum(1 << bit for bit in range(BITS) if sums[bit] > 0)
    return f"{exact}-{near:016x}"


def is_same(first: str, second: str) -> bool:
    """Tell whether two fingerprints are of one text."""
    return first.partition("-")[0] == second.partition("-")[0]


def is_near(first: str, second: str) -> bool:
    """Tell whether two fingerprints are of one text before and after an edit."""
    values = [int(mark.partition("-")[2] or "0", 16) for mark in (first, second)]
    return (values[0] ^ values[1]).bit_count() <= NEAR
