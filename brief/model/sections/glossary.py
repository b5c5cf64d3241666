"""Glossary: terms and what they mean here."""

from __future__ import annotations

from ..fields import LineText, Many, Model, Text, say
from ..section import SectionKind


class Term(Model):
    """One term and its meaning."""

    term: Text = say("The term.", required=True, eg="near term")
    meaning: LineText = say("What it means here.", required=True, eg="to the end of 2024")


GLOSSARY = SectionKind[tuple[Term, ...]]("glossary", Many[Term], "Terms and what they mean here.")
