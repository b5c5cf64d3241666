"""What stands around a brief and is never typed by hand: running heads, by-line, citation, rights."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .language import Language
from .model import Brief
from .model.fields import Line
from .phrases import unmarked

SUMMARY_LENGTH = 300
MAX_LABEL = 40
NOTICE_LENGTH = 110
CURRENT = ("cleared", "published")  # an edition that says nothing of its status at the top of each page


@dataclass(frozen=True)
class Imprint:
    """The furniture of one brief in the language of its page."""

    brief: Brief
    language: Language

    @property
    def short_title(self) -> Line:
        """Return the title for the running head."""
        title: Line = self.brief.meta.short_title or self.brief.meta.title
        return title

    @property
    def authors(self) -> str:
        """Return the authors, each with the affiliation if there is one."""
        names = [self.language.list(filter(None, (a.name, a.role, a.affiliation))) for a in self.brief.meta.authors]
        comma = str(self.language.words["typography"]["comma"]).strip()
        return self.language.series(names) if any(comma in name for name in names) else self.language.list(names)

    @property
    def by_line(self) -> str:
        """Return who answers for the brief: the authors, else the publisher."""
        publisher = self.brief.meta.publisher
        return self.authors or (publisher.name if publisher else "")

    @property
    def kind_line(self) -> str:
        """Return the series and number, or the kind of paper."""
        series = self.brief.meta.series
        kind = str(self.language.words["vocabulary"]["kind"][self.brief.meta.kind])
        if series is None:
            return kind
        number = self.language.word("masthead.number", number=series.number) if series.number else ""
        return " ".join(filter(None, (series.name or kind, number)))

    def edition(self, name: str) -> str:
        """Return an edition written as id@version the way a reader says it: of this brief, the version alone."""
        brief, _, version = name.rpartition("@")
        spoken = self.language.word("page.version", version=version)
        return spoken if brief in ("", self.brief.meta.id) else f"{brief} {spoken}"

    @property
    def summary(self) -> str:
        """Return one plain sentence about the brief, for the metadata."""
        said = next((kind.summary(value) for kind, value in self.brief.items() if kind.summary and value), None)
        text = re.sub(r"\s*\[@[^\]]*\]|[*_`]", "", unmarked(said or self.brief.meta.subtitle or self.brief.meta.title))
        text = " ".join(text.split())
        return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"

    @property
    def marking_class(self) -> str:
        """Return the CSS class of the marking, as in tlp-amber-strict."""
        return self.label_class(self.brief.handling.label or "")

    def label_class(self, label: str) -> str:
        """Return the CSS class of a label: those of the TLP have colours of their own."""
        return re.sub(r"[^a-z]+", "-", label.lower()) if self.brief.handling.scheme == "tlp" else "plain-marking"

    @property
    def in_file_names(self) -> list[str]:
        """Return what the name of a file says of its handling: the label, and that it is under embargo."""
        label = unicodedata.normalize("NFKD", self.brief.handling.label or "").encode("ascii", "ignore").decode()
        label = re.sub(r"[^A-Za-z0-9]+", "-", label).strip("-")[:MAX_LABEL]
        if self.brief.handling.label:
            label = label or "MARKED"  # a label in letters that not every system can write
        return [part for part in (label, "EMBARGOED" if self.brief.handling.embargo else "") if part]

    @property
    def embargo(self) -> str:
        """Return until when the brief must not be published and whom to ask, or nothing."""
        held = self.brief.handling.embargo
        if held is None or not held.contact:
            return self._embargo_until
        return f"{self._embargo_until}. {self.language.word('masthead.embargo_contact', contact=held.contact)}"

    @property
    def _embargo_until(self) -> str:
        held = self.brief.handling.embargo
        return self.language.word("masthead.embargo", until=self.language.date(held.until)) if held else ""

    @property
    def status(self) -> str:
        """Return where an edition stands that is not simply current, and what replaces it; or nothing."""
        meta = self.brief.meta
        if meta.status in CURRENT:
            return ""
        word = str(self.language.words["vocabulary"]["status"][meta.status])
        if meta.superseded_by is None:
            return word
        return f"{word} · {self.language.word('masthead.superseded_by', edition=self.edition(meta.superseded_by))}"

    @property
    def restrictions(self) -> str:
        """Return the descriptors and instructions that stand with the label, or nothing."""
        return " · ".join((*self.brief.handling.descriptors, *self.brief.handling.instructions))

    @property
    def may_be_found(self) -> bool:
        """Tell whether search engines may list the page: a current edition for anybody, or one without a marking."""
        handling = self.brief.handling
        open_to_all = handling.label is None or handling.label == handling.order[0]
        return open_to_all and handling.embargo is None and self.brief.meta.status not in ("draft", "in_review")

    @property
    def notices(self) -> list[str]:
        """Return what stands under the label at the top of every page; on one line, so whom to ask may be left out."""
        fits = len(f"{self.status} {self.restrictions} {self.embargo}") <= NOTICE_LENGTH
        return [notice for notice in (self.restrictions, self.embargo if fits else self._embargo_until) if notice]

    @property
    def keywords(self) -> list[str]:
        """Return the keywords for the metadata, those of its handling first."""
        handling = [self.brief.handling.label or "", self.restrictions, self.status]
        return [word for word in (*handling, *self.brief.meta.keywords) if word]

    @property
    def subject(self) -> str:
        """Return what the brief is about, for the metadata, after how it is to be handled."""
        handling = [self.brief.handling.label or "", self.restrictions, self.status, self.embargo]
        before = "".join(f"{part.rstrip('.')}. " for part in handling if part)
        return before + self.summary

    @property
    def boundary(self) -> str:
        """Return who may see the brief, in the words of the TLP."""
        if self.brief.handling.scheme != "tlp":
            return ""
        return str(self.language.words["handling"]["tlp"][self.brief.handling.label])

    @property
    def citation(self) -> Line:
        """Return how to cite this edition."""
        meta = self.brief.meta
        comma = self.language.words["typography"]["comma"]
        publisher = f"{meta.publisher.name}{comma}" if meta.publisher else ""
        authors = f"{self.authors}{comma}" if meta.authors else ""
        numbered = meta.series and meta.series.number
        address = meta.identifiers and (meta.identifiers.doi or meta.identifiers.url or meta.identifiers.isbn)
        citation = self.language.word(
            "about.cite",
            authors=authors,
            title=meta.title,
            series=f"{self.kind_line}. " if numbered else "",
            publisher=publisher,
            date=self.language.date(meta.date),
            version=meta.version,
            identifier=f" {self.language.isolated(address)}." if address else "",
        )
        return Line(citation)

    @cached_property
    def about(self) -> list[tuple[str, Any]]:
        """Return the lines about the brief that have something to say: key of the label, and text."""
        meta = self.brief.meta
        lines: list[tuple[str, Any]] = [
            ("contact", meta.publisher.contact if meta.publisher else None),
            ("licence", meta.licence),
            ("copyright", meta.copyright),
            ("funding", meta.funding),
            ("interests", meta.interests),
            ("reviewed", self._reviews(meta.reviewers)),
            ("cleared", self._reviews(meta.clearance)),
            ("ai", self._ai()),
            ("review_by", self.language.date(meta.review_by) if meta.review_by else None),
            ("next_update", self.language.date(meta.next_update) if meta.next_update else None),
        ]
        return [(label, text) for label, text in lines if text]

    def _reviews(self, reviews: Any) -> str:
        return self.language.series(
            self.language.list(filter(None, (r.role, r.name, self.language.date(r.date) if r.date else "", r.outcome)))
            for r in reviews
        )

    def _ai(self) -> str:
        words = self.language.words["vocabulary"]["ai_use"]
        parts = []
        for entry in self.brief.meta.ai_use:
            use = str(words[entry.use])
            if entry.tool:
                use = f"{use} ({entry.tool})"
            if entry.checked_by:
                use = self.language.word("about.ai_checked", use=use, who=entry.checked_by)
            parts.append(f"{use}. {entry.note}" if entry.note else use)
        return self.language.series(parts)
