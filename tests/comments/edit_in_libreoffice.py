"""How `by-libreoffice.docx` was made, for whoever has to make it anew; no test needs LibreOffice.

Build the brief in clearance/ with `brief build --to docx`, then, with the Python that has LibreOffice's `uno`:

    soffice --headless --accept="socket,host=localhost,port=2002;urp;" &
    python3 edit_in_libreoffice.py built.docx by-libreoffice.docx
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found,unused-ignore]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found,unused-ignore]
from com.sun.star.util import DateTime  # type: ignore[import-not-found,unused-ignore]

CHANGES = (
    ("should close", "must close"),
    ("more lorries", "far more lorries"),
    ("two hours", "about two hours"),
    ("end of the decade", "year 2029"),
    ("Two inspections", "Three inspections"),
    ("well within", "within"),
    ("the traffic elsewhere", "traffic elsewhere: the quarry has no other road"),
    ("last repaired", "repaired"),
    ("asked for a", "asked, in writing, for a"),
    ("closed overnight", "closed without notice"),
    ("Roads office", "Roads and bridges office"),
    ("a second bridge", "a new bridge"),
)
COMMENTS = (
    ("hangers", "Which of them?"),
    ("Moderate", "Is this not high by now?"),
    ("1934", "The archive says 1936."),
    ("Sudden closure", "Say who decides."),
)


def find(document: Any, words: str) -> Any:
    """Return the first place where some words stand."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"not found: {words}")
    return found


def replace_words(document: Any, old: str, new: str) -> None:
    """Change words as an editor does: only the part that differs is typed anew."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    ends = 0
    while ends < min(len(old), len(new)) - same and old[-1 - ends] == new[-1 - ends]:
        ends += 1
    place = find(document, old)
    cursor = place.Text.createTextCursorByRange(place.Start)
    cursor.goRight(same, False)
    cursor.goRight(len(old) - same - ends, True)
    after = cursor.Text.createTextCursorByRange(cursor.End)
    cursor.String = ""
    after.Text.insertString(after, new[same : len(new) - ends], False)


def main(source: str, target: str) -> None:
    """Open a document, change it and comment on it, and save it."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = resolver.resolve("uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext")
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, (hidden,))
    document.RecordChanges = False
    written = DateTime()
    written.Year, written.Month, written.Day, written.Hours, written.Minutes = 2026, 3, 4, 10, 15
    for words, said in COMMENTS:
        note = document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content, note.DateTimeValue = "R. Reviewer", said, written
        place = find(document, words)
        place.Text.insertTextContent(place, note, True)
    document.RecordChanges = True
    for old, new in CHANGES:
        replace_words(document, old, new)
    kind = PropertyValue()
    kind.Name, kind.Value = "FilterName", "MS Word 2007 XML"
    document.storeToURL(Path(target).resolve().as_uri(), (kind,))
    document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
