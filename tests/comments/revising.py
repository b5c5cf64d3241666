"""A Word document as it comes back: comments and tracked changes put into it in the form that Word writes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from brief.making import make_files
from brief.parse import read_document
from brief.workspace import Workspace

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
DATE = "2026-03-05T09:30:00Z"
_RUN = r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space=\"preserve\">([^<]*?){}([^<]*)</w:t></w:r>"


def built(path: Path) -> bytes:
    """Return the Word document of a brief."""
    workspace = Workspace.around(path)
    reply = make_files(workspace.root, read_document(workspace, path), ("docx",), ("A4",))
    ((_, content, _),) = reply.files
    return content


def repacked(content: bytes, changed: Mapping[str, str | bytes]) -> bytes:
    """Return a package with some of its parts changed or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in [*before.namelist(), *(each for each in changed if each not in before.namelist())]:
            after.writestr(name, changed[name] if name in changed else before.read(name))
    return stream.getvalue()


class Revision:
    """One document under revision."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.xml = archive.read("word/document.xml").decode()
        self.comments: list[str] = []
        self.extended: list[str] = []
        self.lasts: list[str] = []

    def _split(self, words: str, middle: str) -> None:
        """Put something in the place of some words, and keep the rest of their run on both sides."""
        found = re.search(_RUN.format(re.escape(escape(words))), self.xml)
        assert found is not None, words
        look, before, after = found[1] or "", found[2], found[3]
        around = [
            f'<w:r>{look}<w:t xml:space="preserve">{each}</w:t></w:r>' if each else "" for each in (before, after)
        ]
        self.xml = (
            self.xml[: found.start()] + around[0] + middle.replace("{look}", look) + around[1] + self.xml[found.end() :]
        )

    def replace(self, old: str, new: str, author: str = "E. Editor", kinds: tuple[str, str] = ("del", "ins")) -> None:
        """Change words with tracked changes; either of them may be empty. `new` may stand before an empty `old`."""
        deleted = _changed(
            kinds[0], f'<w:r>{{look}}<w:delText xml:space="preserve">{escape(old)}</w:delText></w:r>', author
        )
        inserted = _changed(kinds[1], f'<w:r>{{look}}<w:t xml:space="preserve">{escape(new)}</w:t></w:r>', author)
        self._split(old, (deleted if old else "") + (inserted if new else ""))

    def insert(self, before: str, new: str, author: str = "E. Editor") -> None:
        """Insert words in front of others."""
        kept = f'<w:r>{{look}}<w:t xml:space="preserve">{escape(before)}</w:t></w:r>'
        inserted = _changed("ins", f'<w:r>{{look}}<w:t xml:space="preserve">{escape(new)}</w:t></w:r>', author)
        self._split(before, inserted + kept)

    def raw(self, old: str, new: str) -> None:
        """Change the XML itself, once."""
        assert old in self.xml, old
        self.xml = self.xml.replace(old, new, 1)

    def comment(
        self, words: str, said: str, author: str = "R. Reviewer", parent: int | None = None, done: int = 0
    ) -> None:
        """Comment on words, or reply to a comment (its number) on the same words."""
        number = len(self.comments)
        kept = f'<w:r>{{look}}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
        start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
        self._split(words, f'{start}{kept}{end}<w:r><w:commentReference w:id="{number}"/></w:r>')
        lines = said.split("\n")
        paragraphs = "".join(
            f'<w:p w14:paraId="{_id(number, n)}"><w:r><w:t>{escape(line)}</w:t></w:r></w:p>'
            for n, line in enumerate(lines)
        )
        attributes = f'w:id="{number}" w:author="{escape(author)}" w:date="{DATE}" w:initials="R"'
        self.comments.append(f"<w:comment {attributes}>{paragraphs}</w:comment>")
        self.lasts.append(_id(number, len(lines) - 1))
        over = f' w15:paraIdParent="{self.lasts[parent]}"' if parent is not None else ""
        self.extended.append(f'<w15:commentEx w15:paraId="{self.lasts[-1]}"{over} w15:done="{done}"/>')

    def saved(self) -> bytes:
        """Return the document as it is saved."""
        parts: dict[str, str | bytes] = {"word/document.xml": self.xml}
        if self.comments:
            spaces = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}"'
            parts["word/comments.xml"] = f"<w:comments {spaces}>{''.join(self.comments)}</w:comments>"
            parts["word/commentsExtended.xml"] = f"<w15:commentsEx {spaces}>{''.join(self.extended)}</w15:commentsEx>"
            parts |= self._listed()
        return repacked(self.content, parts)

    def _listed(self) -> dict[str, str]:
        """Name the two parts where a package names its parts."""
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            listed = {name: archive.read(name).decode() for name in (types, relations)}
        kinds = (
            ("comments", f"{office}/comments"),
            ("commentsExtended", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"),
        )
        for name, kind in kinds:
            content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
            own = f'<Override PartName="/word/{name}.xml" ContentType="{content}"/></Types>'
            listed[types] = listed[types].replace("</Types>", own)
            own = f'<Relationship Id="r{name}" Type="{kind}" Target="{name}.xml"/></Relationships>'
            listed[relations] = listed[relations].replace("</Relationships>", own)
        return listed


def _id(comment: int, paragraph: int) -> str:
    """Return the id of a paragraph of a comment, as Word counts them: eight digits, none of them zero in all."""
    return f"{comment + 1:04X}{paragraph + 1:04X}"


def _changed(kind: str, inside: str, author: str) -> str:
    return f'<w:{kind} w:id="9000" w:author="{escape(author)}" w:date="{DATE}">{inside}</w:{kind}>'
