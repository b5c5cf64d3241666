"""Whatever is done to a brief, the parser reads it or tells what is wrong with it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from brief.model import Brief, House
from brief.parse import parse
from brief.parse.links import link_problems
from brief.parse.mending import LOST
from brief.problems import BriefError, Place
from brief.workspace import Text

SEED = 20240506
SECONDS = 2.0
LEAST = 60
SAMPLE = Path(__file__).parents[3] / "tests" / "golden" / "problems" / "whole-brief.in"
SPECIALS: list[str] = [
    *":-?[]{},#&*!|>'\"%@`\\~<=",
    *("\t", "\n", "\r\n", "\n\n", "  ", "---\n", "...\n", "<<: ", "? ", "- ", ": ", "!!int ", "&a ", "*a ", "{{", "}}"),
    *("\0", "\x07", "\x85", "\u2028", "\ufeff", "\u202e", "\ud800", "\U0010ffff", LOST, "٣", "水", "é"),
    *("null", "true", "NO", "on", "12:30", "1_000", "0o17", "0x1f", "1e3", ".inf", ".nan", "1.10", "2024-02-30"),
    *("9" * 5000, "[@S1#99999]", "[@", "[@S1; ; @]", "\n  - [a, {b: c}]\n", "[key]", "\n%YAML 1.1\n---\n"),
]
SWAPS = ["7", "[]", "{}", "[1, 2]", "{a: b}", "true", "", "~", '""', "- x", "|", ">-"]


def cut(text: str, dice: random.Random) -> str:
    start = dice.randrange(len(text))
    return text[:start] + text[start + dice.choice((1, 2, 5, 40)) :]


def insert(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(SPECIALS) + text[at:]


def swap_value(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    number = dice.randrange(len(lines))
    key, colon, _ = lines[number].partition(": ")
    lines[number] = key + colon + dice.choice(SWAPS)
    return "\n".join(lines)


def move_line(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    line = lines.pop(dice.randrange(len(lines)))
    lines.insert(dice.randrange(len(lines)), " " * dice.randrange(6) + line.lstrip())
    return "\n".join(lines)


def double_line(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    number = dice.randrange(len(lines))
    return "\n".join([*lines[:number], lines[number], *lines[number:]])


MUTATIONS: list[Callable[[str, random.Random], str]] = [cut, insert, insert, swap_value, move_line, double_line]


def read(text: str, house: str | None = None) -> Brief | None:
    """Read a text; return None where it was refused, and fail on anything but a located, printable problem."""
    try:
        parsed = parse(Text("brief.yaml", text), Text("house.yaml", house) if house is not None else None)
        links = list(link_problems(parsed.brief, parsed.trees, {})) if parsed.brief is not None else []
        problems = [*parsed.problems, *links]
    except BriefError as error:
        parsed, problems = None, list(error.problems)
        assert problems
    for problem in problems:
        assert isinstance(problem.place, Place)
        assert problem.place.file in ("brief.yaml", "house.yaml")
        assert str(problem).isprintable() or "\n" in str(problem)
        str(problem).encode()
    return parsed.brief if parsed and not problems else None


def test_mutated_briefs() -> None:
    """Characters cut, signs put in, values swapped and lines moved lead to problems, never to another exception."""
    sample = SAMPLE.read_text(encoding="utf-8")
    dice = random.Random(SEED)  # noqa: S311  # chance, not secrecy
    end = time.monotonic() + SECONDS
    tried = refused = 0

    assert read(sample) is not None
    while time.monotonic() < end or tried < LEAST:  # a busy machine tries as many
        text = sample
        for _ in range(dice.randint(1, 6)):
            text = dice.choice(MUTATIONS)(text, dice) or sample
        try:
            refused += read(text) is None
        except Exception as error:
            error.add_note(text)
            raise
        tried += 1

    assert 0 < refused <= tried


def test_mutated_house() -> None:
    """A broken house file is told like a broken brief, and breaks no brief but through what it says."""
    brief = "meta: {title: Water, date: 2024-05-06}\nrisks: [Bursts]\n"
    house = (
        "meta:\n  publisher: {name: Institute}\n  language: fr\nscales: {likelihood: phia}\noutput: {paper: [Letter]}\n"
    )
    dice = random.Random(SEED)  # noqa: S311  # chance, not secrecy
    tried = 0

    assert set(House.model_fields) >= {"meta", "scales", "output"}
    for _ in range(150):
        text = dice.choice(MUTATIONS)(house, dice)
        try:
            read(brief, text)
        except Exception as error:
            error.add_note(text)
            raise
        tried += 1

    assert tried == 150


@pytest.mark.parametrize("special", SPECIALS, ids=[repr(each[:12]) for each in SPECIALS])
def test_every_special_as_a_value_a_key_and_an_entry(special: str) -> None:
    """Each sign of YAML stands alone as a key, a value and an entry of a list without upsetting the parser."""
    frame = "meta: {title: Water, date: 2024-05-06}\n"

    for text in (f"{frame}question: {special}\n", f"{special}: x\n{frame}", f"{frame}risks:\n  - {special}\n", special):
        read(text)
