"""The zip file around the parts of a Word document: what each part is, its properties, and nothing of the machine."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

from ...view import View
from .ooxml import HEAD, tag, text

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = {
    "word/document.xml": f"{_WORD}document.main+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
_ROOTS = (
    (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
)
# The kind of property that a name of the author's own has ([MS-OSHARED] 2.3.3.2.2).
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def package(parts: Mapping[str, str | bytes], date: datetime.date) -> bytes:
    """Return the package of some parts; its times are the date of the brief, so that two builds give the same bytes."""
    names = {"[Content_Types].xml": _content_types(parts), "_rels/.rels": _package_relations(), **parts}
    moment = (min(max(date.year, 1980), 2107), date.month, date.day, 0, 0, 0)  # what a zip file can hold
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in names.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, content)
    return stream.getvalue()


def _content_types(parts: Mapping[str, str | bytes]) -> str:
    defaults = [tag("Default", {"Extension": name, "ContentType": kind}) for name, kind in _DEFAULTS.items()]
    own = [
        tag("Override", {"PartName": f"/{name}", "ContentType": _TYPES.get(name) or f"{_WORD}{_kind(name)}+xml"})
        for name in parts
        if name.endswith(".xml")
    ]
    return HEAD + tag("Types", {"xmlns": f"{_PACKAGE}/content-types"}, *defaults, *own)


def _kind(name: str) -> str:
    return name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")


def _package_relations() -> str:
    lines = (
        tag("Relationship", {"Id": f"rId{number}", "Type": kind, "Target": target})
        for number, (kind, target) in enumerate(_ROOTS, 1)
    )
    return HEAD + tag("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}, *lines)


def core_properties(view: View, title: str) -> str:
    """Write title, authors, subject, keywords, language, status and version; the dates are those of the brief."""
    meta, imprint = view.brief.meta, view.imprint
    moment = f"{meta.date.isoformat()}T00:00:00Z"
    said = (
        ("dc:title", " ".join(title.split())),
        ("dc:subject", imprint.subject),
        ("dc:creator", imprint.by_line if meta.authors or meta.publisher else ""),
        ("cp:keywords", ", ".join(imprint.keywords)),
        ("dc:description", imprint.summary),
        ("dc:identifier", str(meta.id)),
        ("dc:language", view.language.code),
        ("cp:category", view.brief.handling.label or ""),
        ("cp:contentStatus", str(view.language.words["vocabulary"]["status"][meta.status])),
        ("cp:version", meta.version),
    )
    lines = [tag(name, None, text(value)) for name, value in said if value]
    times = [tag(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, text(moment)) for name in ("created", "modified")]
    spaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    return HEAD + tag("cp:coreProperties", spaces, *lines, *times)


def property_text() -> str:
    """Write what made the document: the program, and no machine or person."""
    return HEAD + tag("Properties", {"xmlns": f"{_OFFICE}/extended-properties"}, tag("Application", None, "brief"))


def custom_properties(said: Mapping[str, str]) -> str:
    """Write properties with names of our own."""
    lines = (
        tag("property", {"fmtid": _FORMAT, "pid": number, "name": name}, tag("vt:lpwstr", None, text(value)))
        for number, (name, value) in enumerate(said.items(), 2)
    )
    spaces = {"xmlns": f"{_OFFICE}/custom-properties", "xmlns:vt": f"{_OFFICE}/docPropsVTypes"}
    return HEAD + tag("Properties", spaces, *lines)
