"""How a brief may be passed on: scheme, marking, embargo, distribution (reference section 4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from .fields import AllowedText, Model, OneOrMany, Reads, Text, YesNo, Zoned, fail, say
from .terms import HandlingScheme
from .values import read_text
from .vocabulary import (
    NEEDS_AUTHORITY,
    REFUSED_MARKINGS,
    TLP_LABELS,
    UK_GSC_DESCRIPTORS,
    UK_GSC_INSTRUCTIONS,
    UK_GSC_MARKINGS,
)

_REFUSED = re.compile(r"(?<!\w)(?:" + "|".join(word.replace(" ", r"\s+") for word in REFUSED_MARKINGS) + r")(?!\w)")

# The labels of each scheme that has its own, from the widest circle to the narrowest.
ORDERS = {"tlp": tuple(reversed(TLP_LABELS)), "uk_gsc": UK_GSC_MARKINGS}

# The rule a value breaks, the context of its message, and where it stands.
_Refusal = tuple[str, dict[str, Any], tuple[str | int, ...]]


def read_marking(value: object) -> str:
    """Read a label; whether it is one of the scheme is asked once the scheme is known."""
    text = read_text(value)
    if is_refused(text):
        fail("HND-03")
    return text


MarkingText = Annotated[str, Reads(read_marking)]


class Marked(Model):
    """A part of a brief that may be for fewer readers than the rest of it."""

    marking: MarkingText | None = say(
        "The label of this part, where it differs; the brief is marked at least as strictly.", eg="TLP:AMBER"
    )


class Embargo(Model):
    """Until when a brief must not be published, and whom to ask."""

    until: Zoned = say("Date, time and time zone.", required=True, eg="2024-07-04T00:01+01:00")
    contact: Text | None = say("Whom to ask.", eg="press@example.org")


class Recipient(Model):
    """One entry of the distribution list; a name alone may stand here as plain text."""

    shorthand: ClassVar[str] = "name"
    name: Text = say("The person or the office.", required=True, eg="Permanent secretary")
    org: Text | None = say("The house they belong to.")
    copy_no: Text | None = say("The number of their copy.", eg="3")


class Handling(Model):
    """How the brief may be passed on. National classifications are refused."""

    scheme: HandlingScheme = say(
        "Whose rules the marking follows: TLP 2.0, the UK scheme or the house.", "none", eg="tlp"
    )
    marking: Text | None = say("The label, exactly as the scheme writes it.", eg="TLP:GREEN")
    unmarked: MarkingText | None = say(
        "The label of all parts that carry none; that of the brief if left out. `--audience` goes down to it.",
        eg="TLP:CLEAR",
    )
    levels: OneOrMany[MarkingText] = say(
        "The labels of the house, from the widest circle to the narrowest.", (), eg=["Public", "Members", "Board"]
    )
    instructions: OneOrMany[Text] = say("Handling instructions under the label.", (), eg=["RECIPIENTS ONLY"])
    descriptors: OneOrMany[Text] = say("What makes the contents sensitive.", (), eg=["COMMERCIAL"])
    embargo: Embargo | None = say("Until when it must not be published.")
    distribution: OneOrMany[Recipient] = say("Who receives it: names, or groups of keys.", ())
    recipients: OneOrMany[AllowedText] = say(
        "Who may be sent it by e-mail: addresses, domains (example.org), or domains with all below them "
        "(*.example.org); TLP:RED goes to addresses only.",
        (),
        eg=["minister@example.org", "example.org"],
    )
    chatham_house: YesNo = say("True if it draws on a meeting under the Chatham House Rule.", False)
    authority_confirmed: YesNo = say(
        "True if you have the authority that a house marking such as CUI or FOUO needs.", False
    )

    @model_validator(mode="after")
    def _check_markings(self) -> Handling:
        refusals = list(self._refusals())
        if refusals:
            details = [
                InitErrorDetails(
                    # The rule ids are ours and closed by a test.
                    type=PydanticCustomError(rule, "{rule}", {"rule": rule, **context}),  # type: ignore[arg-type,unused-ignore]
                    loc=where,
                    input=None,
                )
                for rule, context, where in refusals
            ]
            raise ValidationError.from_exception_data("Handling", details)
        return self

    def _refusals(self) -> Iterator[_Refusal]:
        found = marking_problem(self.scheme, self.marking, self.authority_confirmed)
        if found is not None:
            yield (*found, ("scheme" if found[0] == "marking-missing" else "marking",))
        elif self.marking is not None and self.marking not in self.order:
            yield "marking-level", {"value": self.marking, "allowed": self.order}, ("marking",)
        gsc = (("instructions", UK_GSC_INSTRUCTIONS), ("descriptors", UK_GSC_DESCRIPTORS))
        for key, allowed in gsc:
            for index, text in enumerate(getattr(self, key)):
                own = key == "instructions" and text.endswith(" USE ONLY")
                if is_refused(text):
                    yield "HND-03", {}, (key, index)
                elif self.scheme == "uk_gsc" and text not in allowed and not own:
                    yield "vocabulary", {"value": text, "name": f"handling.{key}", "allowed": allowed}, (key, index)

    @property
    def label(self) -> str | None:
        """Return the label to print, or None where the brief carries no marking."""
        return None if self.scheme == "none" else self.marking

    @property
    def common(self) -> str | None:
        """Return the label of the parts that carry none of their own."""
        return None if self.scheme == "none" else self.unmarked or self.marking

    @property
    def order(self) -> tuple[str, ...]:
        """Return the labels of the scheme, from the widest circle to the narrowest; a house has to list its own."""
        if self.scheme == "house" and not self.levels:
            return (self.marking,) if self.marking else ()
        return self.levels if self.scheme == "house" else ORDERS.get(self.scheme, ())

    def is_above(self, label: str, other: str) -> bool:
        """Tell whether a label is for fewer readers than another; both are of the scheme."""
        return self.order.index(label) > self.order.index(other)


def marked_parts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Marked]]:
    """Yield every part of a brief that carries a label of its own, with its path in the YAML."""
    if isinstance(value, Marked) and value.marking is not None:
        yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from marked_parts(getattr(value, name), (*path, name.rstrip("_")))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from marked_parts(entry, (*path, index))


def is_refused(text: str) -> bool:
    """Tell whether a text holds a word of a national classification, however its letters are dressed up."""
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Cf", "Mn"))
    return plain not in UK_GSC_MARKINGS and _REFUSED.search(plain.replace("_", " ")) is not None


def marking_problem(scheme: str, marking: str | None, authority: bool) -> tuple[str, dict[str, Any]] | None:
    """Return the rule that a marking breaks and its context, or None; a refused marking is not repeated."""
    if marking is None:
        return None if scheme == "none" else ("marking-missing", {"scheme": scheme})
    if is_refused(marking):
        return "HND-03", {}
    if scheme == "none":
        return "marking-without-scheme", {"value": marking}
    if scheme == "tlp" and marking not in TLP_LABELS:
        return "HND-01", {"value": marking, "allowed": TLP_LABELS}
    if scheme == "uk_gsc" and marking not in UK_GSC_MARKINGS:
        return "vocabulary", {"value": marking, "name": "handling.marking", "allowed": UK_GSC_MARKINGS}
    if scheme == "house" and marking.upper() in NEEDS_AUTHORITY and not authority:
        return "marking-authority", {"value": marking}
    return None
