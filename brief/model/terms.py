"""The types of fields that take one value of a closed vocabulary, or the id of another item."""

from __future__ import annotations

from typing import Annotated

from . import vocabulary as v
from .fields import Ref, one_of, ref_to, within
from .scales import LIKELIHOOD_SCALES
from .vocabulary import Vocabulary

LIKELIHOOD_SCALE = Vocabulary("likelihood_scale", tuple(LIKELIHOOD_SCALES))

Schema = Annotated[str, one_of(Vocabulary("schema", ("brief/1",)))]
SeedSchema = Annotated[str, one_of(Vocabulary("seed_schema", ("seed/1",)))]

Kind = Annotated[str, one_of(v.KIND)]
Status = Annotated[str, one_of(v.STATUS)]
ChangeType = Annotated[str, one_of(v.CHANGE_TYPE)]
AiUseKind = Annotated[str, one_of(v.AI_USE)]

JudgementType = Annotated[str, one_of(v.JUDGEMENT_TYPE)]
ChangeDirection = Annotated[str, one_of(v.CHANGE_DIRECTION)]
StatementKind = Annotated[str, one_of(v.STATEMENT_KIND)]
AssumptionStatus = Annotated[str, one_of(v.ASSUMPTION_STATUS)]
IndicatorDirection = Annotated[str, one_of(v.INDICATOR_DIRECTION)]
IndicatorStatus = Annotated[str, one_of(v.INDICATOR_STATUS)]
Trend = Annotated[str, one_of(v.TREND)]
RiskVelocity = Annotated[str, one_of(v.RISK_VELOCITY)]
RiskTreatment = Annotated[str, one_of(v.RISK_TREATMENT)]
Impact = Annotated[int, within(1, 5)]
RecommendationAsk = Annotated[str, one_of(v.RECOMMENDATION_ASK)]
QuestionKind = Annotated[str, one_of(v.QUESTION_KIND)]
DatePrecision = Annotated[str, one_of(v.DATE_PRECISION)]
TimelineWeight = Annotated[str, one_of(v.TIMELINE_WEIGHT)]
FigureKind = Annotated[str, one_of(v.FIGURE_KIND)]
FigureMark = Annotated[str, one_of(v.FIGURE_MARK)]

SourceType = Annotated[str, one_of(v.SOURCE_TYPE)]
SourceAccess = Annotated[str, one_of(v.SOURCE_ACCESS)]
SourceInterest = Annotated[str, one_of(v.SOURCE_INTEREST)]
Reliability = Annotated[str, one_of(v.RELIABILITY)]
Credibility = Annotated[str, one_of(v.CREDIBILITY)]

LikelihoodScaleName = Annotated[str, one_of(LIKELIHOOD_SCALE)]
ConfidenceScaleName = Annotated[str, one_of(v.CONFIDENCE_SCALE)]
ScaleDisplay = Annotated[str, one_of(v.SCALE_DISPLAY)]
Annex = Annotated[str, one_of(v.ANNEX)]
Paper = Annotated[str, one_of(v.PAPER)]
HandlingScheme = Annotated[str, one_of(v.HANDLING_SCHEME)]

AlternativeRef = Annotated[Ref, ref_to("alternatives")]
AssumptionRef = Annotated[Ref, ref_to("assumptions")]
FigureRef = Annotated[Ref, ref_to("figures")]
IndicatorRef = Annotated[Ref, ref_to("indicators")]
JudgementRef = Annotated[Ref, ref_to("key_judgements")]
# What an event bears on, what an indicator speaks to, what an answer would move, what an advice follows from.
StakeRef = Annotated[Ref, ref_to("key_judgements", "risks")]
WatchedRef = Annotated[Ref, ref_to("key_judgements", "alternatives", "scenarios", "risks")]
MovableRef = Annotated[Ref, ref_to("key_judgements", "risks", "assumptions", "alternatives")]
GroundRef = Annotated[Ref, ref_to("key_judgements", "risks", "options", "scenarios")]

OptionRef = Annotated[Ref, ref_to("options")]
AdviceRef = Annotated[Ref, ref_to("options", "recommendations")]
# What is said in a meeting rests on these, and what is not raised there is one of those.
_SAID = ("key_judgements", "risks", "scenarios", "alternatives", "options", "recommendations", "facts")
SupportRef = Annotated[Ref, ref_to(*_SAID)]
WithheldRef = Annotated[Ref, ref_to(*_SAID, "assumptions", "indicators", "open_questions", "figures", "sources")]
