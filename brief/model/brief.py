"""The brief: its frame, and one field for each kind of section in SECTIONS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, create_model

from .brand import Brand
from .email import Email
from .fields import LineText, Model, RecordName, say
from .handling import Handling
from .meeting import Meeting
from .meta import Meta
from .section import SectionKind
from .sections import SECTIONS
from .settings import Audience, Lint, Output, Scales, ScenarioSet
from .terms import Schema
from .values import as_group

T = TypeVar("T")
Path = tuple[str | int, ...]


class Frame(Model):
    """Everything of a brief that is not a section."""

    schema_: Schema = say("Always brief/1.", "brief/1", eg="brief/1")
    meta: Meta = say("What identifies the brief; the title and the date are all that it needs.", required=True)
    scales: Scales = say("The scales of likelihood and confidence that it declares.", Scales())
    handling: Handling = say("How it may be passed on: marking, embargo, distribution.", Handling())
    audience: Audience | None = say("Who reads it and what they have to decide.", eg="Minister for Water")
    question: LineText | None = say("The key question it answers.", eg="Will the ceasefire hold until the winter?")
    email: Email = say("The message it goes out with: purpose, subject, what is asked.", Email())
    meeting: Meeting | None = say("The meeting that it is taken into; it is printed by the meeting outputs alone.")
    scenario_set: ScenarioSet = say("Whether the scenarios cover all that can happen.", ScenarioSet())
    lint: Lint = say("Findings of the checks that were weighed and kept.", Lint())
    output: Output = say("How it is made: theme, paper, page budget.", Output())
    brand: Brand = say("What it changes of the theme: colours, letters, logo; for all briefs, in house.yaml.", Brand())

    def __getitem__(self, kind: SectionKind[T]) -> T:
        """Return the value of a section, typed by its kind."""
        return cast("T", getattr(self, kind.key))

    @property
    def logo(self) -> str | None:
        """Return the file of the logo that stands for the name of the publisher."""
        return (self.meta.publisher and self.meta.publisher.logo) or self.brand.logo

    def items(self) -> Iterator[tuple[SectionKind[Any], Any]]:
        """Yield every kind of section with its value, in printed order."""
        for kind in SECTIONS:
            yield kind, getattr(self, kind.key)

    def by_id(self) -> dict[str, tuple[SectionKind[Any], Any]]:
        """Return every item that carries an id, with the kind of its section."""
        found: dict[str, tuple[SectionKind[Any], Any]] = {}
        for kind, value in self.items():
            for entry in value if isinstance(value, tuple) else ():
                if getattr(entry, "id", None):
                    found.setdefault(entry.id, (kind, entry))
        return found


if TYPE_CHECKING:

    class Brief(Frame):
        """One brief: the frame and every section of SECTIONS."""

        def __getattr__(self, name: str) -> Any: ...

else:
    Brief = create_model(
        "Brief",
        __base__=Frame,
        __module__=__name__,
        __doc__="One policy brief. A title, a date and one section make a brief; all else can come later.",
        **{kind.key: (kind.annotation, say(kind.description, kind.empty, eg=kind.example)) for kind in SECTIONS},
    )


# What a house says is read as part of each brief; here it only has to be a group of keys.
Group = Annotated[dict[str, Any], BeforeValidator(as_group)]


class House(Model):
    """What the briefs of a house share; the values of a brief win."""

    meta: Group = say("What briefs share of meta: publisher, logo, language, licence, series.", {})
    scales: Group = say("The scales that briefs declare.", {})
    handling: Group = say("How briefs may be passed on.", {})
    audience: Group = say("Who reads them.", {})
    email: Group = say("What their messages share: attach.", {})
    lint: Group = say("What briefs share of lint: strict.", {})
    output: Group = say("How they are made: theme, paper, outputs.", {})
    brand: Group = say("What they change of the theme: accent, cover, colours, letters, logo.", {})


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every leaf of a brief with its path in the YAML, in the order of the model."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, name.rstrip("_")))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from walk(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from walk(entry, (*path, str(key)))
    elif value is not None:
        yield path, value


def record_of(item: Any) -> RecordName | None:
    """Return the name of the record in seeds/ that an item rests on, or None."""
    values = (getattr(item, name) for name in type(item).model_fields)
    return next((value for value in values if isinstance(value, RecordName)), None)
