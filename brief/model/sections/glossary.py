"""Glossary: terms and what they mean here."""

from __future__ import annotations

from ..fields import LineText, Many, Text, say
from ..handling import Marked
from ..section import SectionKind


class Term(Marked):
    """One term and its meaning."""

    term: Text = say("The term.", required=True, eg="near term")
    meaning: LineText = say("What it means here.", required=True, eg="to the end of 2024")


GLOSSARY = SectionKind[tuple[Term, ...]]("glossary", Many[Term], "Terms and what they mean here.")
