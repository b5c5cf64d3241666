"""The package of an office file written anew: no clock, no name, no machine in it."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

STAMP = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_NAMES = re.compile(rb"(<(?:dc:creator|cp:lastModifiedBy)>)[^<]*(</(?:dc:creator|cp:lastModifiedBy)>)")
_PRODUCT = re.compile(rb"<Application>[^<]*</Application>")


def same_bytes(content: bytes, day: datetime.date) -> bytes:
    """Return a package with the day of the brief in place of the clock, in it and in the workbooks of its charts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = _workbook(part, day)
            elif name == "docProps/app.xml":
                part = _PRODUCT.sub(b"<Application>brief</Application>", part)
            new.writestr(_entry(name), part)
    return out.getvalue()


def _workbook(content: bytes, day: datetime.date) -> bytes:
    out = io.BytesIO()
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _NAMES.sub(rb"\1\2", _DATES.sub(rb"\g<1>" + moment + rb"\3", part))
            new.writestr(_entry(name), part)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same on every system
    entry.external_attr = 0
    return entry
