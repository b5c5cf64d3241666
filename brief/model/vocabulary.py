"""The closed vocabularies of a brief (reference: ICD 203 and 206, the Admiralty grades, TLP 2.0, the UK GSC)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Name a closed list of values; `name` is also the key of their words in a language file."""

    name: str
    values: tuple[str, ...]

    def __contains__(self, value: object) -> bool:
        return value in self.values


def _v(name: str, values: str) -> Vocabulary:
    return Vocabulary(name, tuple(values.split()))


KIND = _v("kind", "assessment policy_brief briefing_note submission meeting_brief background_note commentary update")
STATUS = _v("status", "draft in_review cleared published corrected superseded withdrawn")
CHANGE_TYPE = _v("change_type", "editorial update correction withdrawal")
JUDGEMENT_TYPE = _v("judgement_type", "explanation current_state forecast counterfactual")
CHANGE_DIRECTION = _v("change_direction", "new unchanged strengthened weakened raised lowered reversed dropped")
STATEMENT_KIND = _v("statement_kind", "fact reported claimed data assumption judgement alternative recommendation")
ASSUMPTION_STATUS = _v("assumption_status", "supported caveated unsupported")
INDICATOR_DIRECTION = _v("indicator_direction", "raises lowers")
INDICATOR_STATUS = _v("indicator_status", "not_observed emerging observed reversed unknown")
TREND = _v("trend", "rising steady falling unclear")
RISK_VELOCITY = _v("risk_velocity", "hours days weeks months years")
RISK_TREATMENT = _v("risk_treatment", "tolerate treat transfer terminate")
RECOMMENDATION_ASK = _v("recommendation_ask", "decide agree note act commission")
QUESTION_KIND = _v("question_kind", "known_unknown collection_gap methodological contested")
SOURCE_TYPE = _v(
    "source_type",
    "news_article analysis_article book journal_article report official_document law speech press_release dataset "
    "social_media broadcast interview event_chatham_house imagery ai_output own_analysis",
)
SOURCE_ACCESS = _v("source_access", "first_hand second_hand compiled unknown")
SOURCE_INTEREST = _v("source_interest", "none_known party_to_dispute state_media advocacy commercial unknown")
RELIABILITY = _v("reliability", "A B C D E F")
CREDIBILITY = _v("credibility", "1 2 3 4 5 6")
AI_USE = _v("ai_use", "none translation transcription search drafting analysis imagery")
HANDLING_SCHEME = _v("handling_scheme", "none tlp uk_gsc house")
PAPER = _v("paper", "A4 Letter")
SCALE_DISPLAY = _v("scale_display", "inline legend both")
ANNEX = _v("annex", "trace waivers")
DATE_PRECISION = _v("date_precision", "day month season year decade circa")
TIMELINE_WEIGHT = _v("timeline_weight", "key normal")
FIGURE_KIND = _v("figure_kind", "chart bars table map image matrix timeline indicators scenarios likelihood")
FIGURE_MARK = _v("figure_mark", "bar line area dot slope stacked")
EMAIL_TAG = _v("email_tag", "INFO ACTION DECISION REQUEST COORD SIGN")
AGENDA_PURPOSE = _v("agenda_purpose", "inform discuss decide")
MEETING_CUT = _v("meeting_cut", "five one")
QNA_CATEGORY = _v("qna_category", "certain probable defensive")
CONFIDENCE_SCALE = _v("confidence_scale", "us_nic phia_ancr ipcc")

TLP_LABELS = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
UK_GSC_MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
# A house writes its own name before USE ONLY.
UK_GSC_INSTRUCTIONS = ("RECIPIENTS ONLY", "FOR PUBLIC RELEASE", "HMG USE ONLY", "EMBARGOED", "[ORGANISATION] USE ONLY")
UK_GSC_DESCRIPTORS = (
    "PERSONAL DATA",
    "LEGAL PROFESSIONAL PRIVILEGE",
    "LEGAL",
    "MARKET SENSITIVE",
    "COMMERCIAL",
    "HR/MANAGEMENT",
)
REFUSED_MARKINGS = (
    "TOP SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "RESTRICTED",
    "NOFORN",
    "ORCON",
    "REL TO",
    "EYES ONLY",
    "COSMIC",
    "TS/SCI",
    "FRD",
    "SAP",
)
NEEDS_AUTHORITY = ("CUI", "FOUO")
