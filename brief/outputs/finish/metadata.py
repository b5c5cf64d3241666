"""What the file says about itself: XMP of both standards, and the same in the document information.

WeasyPrint 70 writes the identification of one standard, and nothing of the edition. PDF/A-3 wants every property
described that its own list does not hold (ISO 19005-3, 6.6.2.3); PDF/A-4 has dropped that and the old information.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pydyf

from ...view import View
from .standards import Standard

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "brief": "urn:x-brief:edition:1#",
}
OWN = {
    "id": "Identifier of the brief, the same in all its editions",
    "version": "Version of this edition",
    "status": "Stage of this edition, from draft to withdrawn",
    "cutoff": "Last day or moment whose news is in the brief",
    "scheme": "Scheme of the handling marking",
    "marking": "Handling marking, as its scheme writes it",
    "embargo": "Moment before which the brief is not to be published",
    "licence": "Terms of use",
    "omitted": "Number of parts that this edition leaves out, for they are marked for fewer readers",
}
# XML 1.0 has no other control characters.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Facts:
    """What is said of an edition: the common properties, and those of a brief by their names in OWN."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    day: datetime.date
    publisher: str
    identifier: str
    copyright: str
    own: tuple[tuple[str, str], ...]

    @property
    def date(self) -> str:
        """Return the date of the edition as XMP writes it."""
        return f"{self.day.isoformat()}T00:00:00Z"

    @property
    def pdf_date(self) -> str:
        """Return the same date as a PDF writes it."""
        return f"D:{self.day:%Y%m%d}000000Z"


def facts_of(view: View, title: str) -> Facts:
    """Gather what the metadata of an edition say; `title` is the title of the page."""
    brief, meta = view.brief, view.brief.meta
    ids = meta.identifiers
    embargo = brief.handling.embargo
    own = {
        "id": meta.id,
        "version": meta.version,
        "status": meta.status,
        "cutoff": view.cutoff.isoformat() if view.cutoff else None,
        "scheme": brief.handling.scheme if brief.handling.label else None,
        "marking": brief.handling.label,
        "embargo": str(embargo.until) if embargo else None,
        "licence": meta.licence,
        "omitted": sum(view.left_out.values()) or None,
    }
    return Facts(
        title=title,
        author=view.imprint.by_line,
        subject=view.imprint.subject,
        keywords=tuple(view.imprint.keywords),
        language=view.language.code,
        day=meta.date,
        publisher=meta.publisher.name if meta.publisher else "",
        identifier=str((ids and (ids.doi or ids.url or ids.isbn)) or meta.id),
        copyright=meta.copyright or "",
        own=tuple((name, str(value)) for name, value in own.items() if value),
    )


def write_metadata(pdf: Any, standard: Standard, facts: Facts, producer: str, carries_files: bool) -> None:
    """Write the XMP of both standards in place of the engine's, and the information that agrees with it."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [xmp(standard, facts, producer, carries_files)]
    metadata.compress = False  # a program that knows nothing of PDF can find it
    pdf.catalog["Lang"] = pydyf.String(facts.language)
    pdf.info.clear()
    if standard.a_part < 4:
        pdf.info.update({name: pydyf.String(text) for name, text in _information(facts, producer) if text})


def _information(facts: Facts, producer: str) -> Iterator[tuple[str, str]]:
    yield "Title", _clean(facts.title)
    yield "Author", _clean(facts.author)
    yield "Subject", _clean(facts.subject)
    yield "Keywords", _clean(", ".join(facts.keywords))
    yield "Creator", "brief"
    yield "Producer", producer
    yield "CreationDate", facts.pdf_date
    yield "ModDate", facts.pdf_date


def xmp(standard: Standard, facts: Facts, producer: str, carries_files: bool) -> bytes:
    """Write the XMP packet."""
    about = "".join(f'\n xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    body = "\n".join(_properties(standard, facts, producer, carries_files))
    schemas = _schemas() if standard.a_part < 4 else ""
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{about}>\n{body}\n</rdf:Description>\n{schemas}'
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return packet.encode()


def _properties(standard: Standard, facts: Facts, producer: str, carries_files: bool) -> Iterator[str]:
    yield _plain("pdfaid:part", str(standard.a_part))
    conformance = standard.conformance[carries_files]
    if conformance:
        yield _plain("pdfaid:conformance", conformance)
    if standard.a_part >= 4:
        yield _plain("pdfaid:rev", "2020")
    yield _plain("pdfuaid:part", str(standard.ua_part))
    if standard.ua_part >= 2:
        yield _plain("pdfuaid:rev", "2024")
    own = dict(facts.own)
    yield _plain("dc:format", "application/pdf")
    yield _by_language("dc:title", facts.title)
    yield _several("dc:creator", "Seq", [facts.author])
    yield _by_language("dc:description", facts.subject)
    yield _several("dc:subject", "Bag", facts.keywords)
    yield _several("dc:language", "Bag", [facts.language])
    yield _several("dc:publisher", "Bag", [facts.publisher])
    yield _several("dc:date", "Seq", [facts.date])
    yield _plain("dc:identifier", facts.identifier)
    yield _by_language("dc:rights", facts.copyright or own.get("licence", ""))
    yield _by_language("xmpRights:UsageTerms", own.get("licence", ""))
    yield _plain("xmpRights:Marked", "True" if facts.copyright else "")
    yield _plain("xmp:CreatorTool", "brief")
    for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        yield _plain(name, facts.date)
    yield _plain("xmpMM:VersionID", own.get("version", ""))
    yield _plain("pdf:Producer", producer)
    yield _plain("pdf:Keywords", ", ".join(facts.keywords))
    for name, text in facts.own:
        yield _plain(f"brief:{name}", text)


def _plain(name: str, text: str) -> str:
    return f"<{name}>{_safe(text)}</{name}>" if text else ""


def _by_language(name: str, text: str) -> str:
    """Write a text that could be given in several languages (XMP, language alternative)."""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_safe(text)}</rdf:li></rdf:Alt></{name}>' if text else ""


def _several(name: str, kind: str, texts: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{_safe(text)}</rdf:li>" for text in texts if text)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _safe(text: str) -> str:
    return escape(_clean(text))


def _schemas() -> str:
    """Describe the properties that PDF/A-3 does not know itself."""
    ua = _schema("PDF/UA identification schema", "pdfuaid", {"part": "Part of ISO 14289"}, ("Integer", "internal"))
    own = _schema("Edition of a policy brief", "brief", OWN, ("Text", "external"))
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\n'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
        f"<pdfaExtension:schemas><rdf:Bag>\n{ua}{own}</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n"
    )


def _schema(title: str, prefix: str, properties: dict[str, str], sort: tuple[str, str]) -> str:
    kind, category = sort
    items = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>\n"
        for name, text in properties.items()
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{NAMESPACES[prefix]}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\n"
        f"<pdfaSchema:property><rdf:Seq>\n{items}</rdf:Seq></pdfaSchema:property></rdf:li>\n"
    )
