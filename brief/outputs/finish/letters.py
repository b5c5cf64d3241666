"""One letter for each glyph, one after another, where a script runs from right to left.

The engine (WeasyPrint 70) sets lam and alef as one glyph that stands for two letters, and shows a vowel mark before its
letter and off the line. Readers of PDFs take the glyphs of such a line from the left and turn them round, the two
letters with them (poppler, PDFium, PDFBox): who searches, copies or indexes an Arabic page meets `ال` for `لا` in one
word of twenty, and marks that have left their word. So both are said by blanks, glyphs without width and ink that stand
in line: the glyph of lam and alef is left with its first letter, and a mark is said by a blank beside its letter, while
the ink that shows it is said to stand for nothing (`ActualText`, ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from .glyphs import empty_glyphs, glyph_texts

_FONT = re.compile(rb"/(\S+) \S+ Tf")
_SHOWN = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
_SILENT = b"/Span <</ActualText ()>> BDC"


@dataclass(frozen=True)
class _Script:
    """What the glyphs of one font are said by: a glyph of several letters by others, a mark by a blank."""

    joined: Mapping[bytes, bytes]
    marks: Mapping[bytes, bytes]
    widths: Mapping[bytes, float]


def part_letters(pdf: Any, fonts: Iterable[Any]) -> None:
    """Say by blanks what stands in a glyph with another letter, and what stands above or below one."""
    by_file: dict[str, list[Any]] = {}
    for font in fonts:
        if not font.bitmap:
            by_file.setdefault(font.hash, []).append(font)
    scripts: dict[bytes, _Script] = {}
    for name, sharing in by_file.items():
        said = _said(sharing)
        if any(text and _runs_from_the_right(text) for text in said.values()):
            blanks = _blanks(sharing[0].file_content, said)
            widths = {b"%04x" % gid: width for font in sharing for gid, width in font.widths.items()}
            scripts[name.encode()] = _script(_Named(pdf, name), said, blanks, widths)
    if scripts:
        for data in pdf.objects:
            if isinstance(data, pydyf.Stream):
                data.stream[:] = _rewritten(data.stream, scripts)


def _runs_from_the_right(text: str) -> bool:
    return all("\u0590" <= letter <= "\u08ff" for letter in text)


def _is_mark(text: str) -> bool:
    return all(unicodedata.category(letter) == "Mn" for letter in text)


def _moved(text: str) -> str:
    """Return what of the text of a glyph is said by blanks: all of a mark, all but the first of several letters."""
    if not _runs_from_the_right(text):
        return ""
    return text if _is_mark(text) else text[1:]


def _said(sharing: Sequence[Any]) -> dict[int, str]:
    """Return what each glyph of a font stands for.

    Of lam and alef with a mark between them the engine says that the mark stands for all three and the letters for
    nothing, wherever the font has them from there on; what such a glyph stands for is read from the font itself.
    """
    said = {gid: text for font in sharing for gid, text in font.to_unicode.items()}
    if not any(text and _runs_from_the_right(text) for text in said.values()):
        return said
    unsure = [gid for gid, text in said.items() if not text or (_runs_from_the_right(text) and _is_mixed(text))]
    return {**said, **(glyph_texts(sharing[0].hb_face, unsure) if unsure else {})}


def _is_mixed(text: str) -> bool:
    return not _is_mark(text) and any(map(_is_mark, text))


def _blanks(file: bytes, said: Mapping[int, str]) -> dict[str, int]:
    """Return a glyph for each letter to say: what a subset leaves out keeps its number, without ink or width."""
    letters = dict.fromkeys(letter for gid in sorted(said) for letter in _moved(said[gid]))
    free = (gid for gid in empty_glyphs(file) if gid not in said) if letters else ()
    return dict(zip(letters, free, strict=False))


def _script(
    named: _Named, said: Mapping[int, str], blanks: Mapping[str, int], widths: Mapping[bytes, float]
) -> _Script:
    """Write in the dictionary of a font what its glyphs and its blanks stand for; return what glyphs are said by."""
    moved = {gid: _moved(text) for gid, text in said.items()}
    parted = {gid: letters for gid, letters in moved.items() if letters and all(x in blanks for x in letters)}
    named.name({gid: text.removesuffix(parted.get(gid, "")) or text for gid, text in said.items() if text})
    named.add({gid: letter for letter, gid in blanks.items()})
    said_by = {gid: b"".join(b"%04x" % blanks[x] for x in reversed(letters)) for gid, letters in parted.items()}
    return _Script(
        {b"%04x" % gid: codes + b"%04x" % gid for gid, codes in said_by.items() if not _is_mark(said[gid])},
        {b"%04x" % gid: codes for gid, codes in said_by.items() if _is_mark(said[gid])},
        widths,
    )


class _Named:
    """The dictionary of a font in a PDF: what its glyphs stand for, and how wide they are."""

    def __init__(self, pdf: Any, name: str) -> None:
        self.pdf = pdf
        fonts = next(data["Font"] for data in pdf.objects if isinstance(_value(data, "Font"), bytes))
        self.font = self._referred(self._referred(fonts)[name])
        self.lines: list[bytes] = self._referred(self.font["ToUnicode"]).stream

    def name(self, texts: Mapping[int, str]) -> None:
        """Write what glyphs of the font stand for."""
        renamed = {b"<%04x>" % gid: _line(gid, text) for gid, text in texts.items()}
        self.lines[:] = [renamed.get(line[:6], line) for line in self.lines]

    def add(self, texts: Mapping[int, str]) -> None:
        """Write what glyphs stand for that the engine knows nothing of, and that they have no width."""
        if texts:
            end = self.lines.index(b"endcmap")
            block = [_line(gid, text) for gid, text in texts.items()]
            self.lines[end:end] = [b"%d beginbfchar" % len(block), *block, b"endbfchar"]
            widths = self._referred(self.font["DescendantFonts"][0])["W"]
            for gid in texts:
                widths += [gid, pydyf.Array([0])]

    def _referred(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]


def _value(data: Any, key: str) -> Any:
    return data.get(key) if isinstance(data, pydyf.Dictionary) else None


def _line(gid: int, text: str) -> bytes:
    return b"<%04x> <%s>" % (gid, text.encode("utf-16-be").hex().encode())


def _rewritten(stream: Iterable[Any], scripts: Mapping[bytes, _Script]) -> Iterator[Any]:
    script: _Script | None = None
    run: list[bytes] = []
    for token in stream:
        if script and isinstance(token, bytes) and token.endswith((b"] TJ", b" Ts")):
            run.append(token)
            continue
        if run and script:
            yield from _Line(script).of(run)
            run = []
        font = _FONT.fullmatch(token) if isinstance(token, bytes) and token.endswith(b" Tf") else None
        script = scripts.get(font[1]) if font else script
        yield token


class _Line:
    """One run of glyphs, put in line: first all that stand on it, blanks among them, then the ink of the marks."""

    def __init__(self, script: _Script) -> None:
        self.script = script
        self.tokens: list[bytes] = []
        self.shown = b""
        self.pen = 0.0  # thousandths of the size of the type, from where the run begins
        self.rise = self.risen = b"0 Ts"
        self.waiting = b""  # what says the marks that were met, until their letter comes
        self.marks: list[tuple[float, bytes, bytes]] = []

    def of(self, run: Iterable[bytes]) -> list[bytes]:
        """Return what shows a run of glyphs (`TJ`, `Ts`)."""
        for token in run:
            if token.endswith(b" Ts"):
                self.rise = token
                continue
            for codes, space in _SHOWN.findall(token):
                self._move(space)
                for start in range(0, len(codes), 4):
                    self._show(codes[start : start + 4])
        self._add(self.waiting)
        self._rise(b"0 Ts")
        self._end()
        return self.tokens + self._ink()

    def _show(self, code: bytes) -> None:
        width = self.script.widths.get(code, 0)
        if code in self.script.marks:
            self.marks.append((self.pen, self.rise, code))
            self.waiting += self.script.marks[code]
            if width:
                self._move(b"%g" % -width)
            return
        self._rise(self.rise)
        self._add(self.waiting + self.script.joined.get(code, code))
        self.waiting = b""
        self.pen += width

    def _move(self, space: bytes) -> None:
        if space:
            self.shown += b" " + space
            self.pen -= float(space)

    def _add(self, codes: bytes) -> None:
        if codes:
            self.shown = self.shown[:-1] + codes + b">" if self.shown.endswith(b">") else self.shown + b"<%s>" % codes

    def _rise(self, rise: bytes) -> None:
        if rise != self.risen:
            self._end()
            self.tokens.append(rise)
            self.risen = rise

    def _end(self) -> None:
        if self.shown:
            self.tokens.append(b"[%s] TJ" % self.shown)
        self.shown = b""

    def _ink(self) -> list[bytes]:
        """Return what shows the marks, silent, and leaves the pen where it was."""
        if not self.marks:
            return []
        pen, tokens = self.pen, [_SILENT]
        for at, rise, code in self.marks:
            tokens += [rise, b"[%.3f<%s>] TJ" % (pen - at, code)]
            pen = at + self.script.widths.get(code, 0)
        return [*tokens, b"0 Ts", b"EMC", b"[%.3f] TJ" % (pen - self.pen)]
