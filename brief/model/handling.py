"""How a brief may be passed on: scheme, marking, embargo, distribution (reference section 4)."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from .fields import Model, OneOrMany, Text, YesNo, Zoned, one_of, say
from .vocabulary import HANDLING_SCHEME, NEEDS_AUTHORITY, REFUSED_MARKINGS, TLP_LABELS, UK_GSC_MARKINGS


class Embargo(Model):
    """Until when a brief must not be published, and whom to ask."""

    until: Zoned = say("Date, time and zone.", required=True, eg="2024-07-04T00:01+01:00")
    contact: Text | None = say("Whom to ask.")


class Recipient(Model):
    """One entry of the distribution list."""

    shorthand: ClassVar[str] = "name"
    name: Text = say("The person or office.", required=True)
    org: Text | None = say("The house.")
    copy_no: Text | None = say("The number of the copy.")


class Handling(Model):
    """How the brief may be passed on. National classifications are refused."""

    scheme: one_of(HANDLING_SCHEME) = say("Whose rules apply.", "none")  # type: ignore[valid-type]
    marking: Text | None = say("The label, exactly as the scheme writes it.", eg="TLP:GREEN")
    instructions: OneOrMany[Text] = say("Handling instructions.", ())
    descriptors: OneOrMany[Text] = say("What makes it sensitive.", ())
    embargo: Embargo | None = say("Until when it must not be published.")
    distribution: OneOrMany[Recipient] = say("Who receives it.", ())
    chatham_house: YesNo = say("It draws on a meeting under the Chatham House Rule.", False)
    authority_confirmed: YesNo = say("For house markings that need authority (CUI, FOUO).", False)

    @model_validator(mode="after")
    def _check_marking(self) -> Handling:
        problem = marking_problem(self.scheme, self.marking, self.authority_confirmed)
        if problem is not None:
            rule, context = problem
            error = PydanticCustomError(rule, "{rule}", {"rule": rule, **context})  # type: ignore[arg-type]
            where = "marking" if self.marking is not None else "scheme"
            raise ValidationError.from_exception_data(
                "Handling", [InitErrorDetails(type=error, loc=(where,), input=self.marking)]
            )
        return self

    @property
    def label(self) -> str | None:
        """Return the label to print, or None where the brief carries no marking."""
        return None if self.scheme == "none" else self.marking


def marking_problem(scheme: str, marking: str | None, authority: bool) -> tuple[str, dict[str, Any]] | None:
    """Return the rule that a marking breaks and its context, or None; a refused marking is not repeated."""
    if marking is None:
        return None if scheme == "none" else ("marking-missing", {"scheme": scheme})
    upper = marking.upper()
    if upper not in UK_GSC_MARKINGS and any(word in upper for word in REFUSED_MARKINGS):
        return "HND-03", {}
    if scheme == "none":
        return "marking-without-scheme", {"value": marking}
    if scheme == "tlp" and marking not in TLP_LABELS:
        return "HND-01", {"value": marking, "allowed": TLP_LABELS}
    if scheme == "uk_gsc" and marking not in UK_GSC_MARKINGS:
        return "vocabulary", {"value": marking, "name": "handling.marking", "allowed": UK_GSC_MARKINGS}
    if scheme == "house" and upper in NEEDS_AUTHORITY and not authority:
        return "marking-authority", {"value": marking}
    return None
