"""The kinds of section that a brief can have. A new kind is one module, one face in templates/sections/, one line here.

The order is the order of the printed page.
"""

from __future__ import annotations

from typing import Any

from ..section import SectionKind
from .abbreviations import ABBREVIATIONS
from .actors import ACTORS
from .alternatives import ALTERNATIVES
from .analysis import ANALYSIS
from .assumptions import ASSUMPTIONS
from .background import BACKGROUND
from .bottom_line import BOTTOM_LINE
from .changes import CHANGES
from .facts import FACTS
from .figures import FIGURES
from .further_reading import FURTHER_READING
from .glossary import GLOSSARY
from .implications import IMPLICATIONS
from .indicators import INDICATORS
from .key_judgements import KEY_JUDGEMENTS
from .methodology import METHODOLOGY
from .open_questions import OPEN_QUESTIONS
from .options import OPTIONS
from .post_cutoff import POST_CUTOFF
from .recommendations import RECOMMENDATIONS
from .risks import RISKS
from .scenarios import SCENARIOS
from .source_summary import SOURCE_SUMMARY
from .sources import SOURCES
from .timeline import TIMELINE

SECTIONS: tuple[SectionKind[Any], ...] = (
    BOTTOM_LINE,
    KEY_JUDGEMENTS,
    CHANGES,
    POST_CUTOFF,
    BACKGROUND,
    TIMELINE,
    ACTORS,
    ANALYSIS,
    FIGURES,
    RISKS,
    SCENARIOS,
    ALTERNATIVES,
    ASSUMPTIONS,
    INDICATORS,
    IMPLICATIONS,
    OPTIONS,
    RECOMMENDATIONS,
    OPEN_QUESTIONS,
    FACTS,
    SOURCES,
    SOURCE_SUMMARY,
    METHODOLOGY,
    FURTHER_READING,
    GLOSSARY,
    ABBREVIATIONS,
)
