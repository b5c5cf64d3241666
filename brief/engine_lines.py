"""Two mends of how the engine sets lines.

WeasyPrint 70 breaks a text after its first word where all of it would fit on the line but for the space at its end, as
happens before a citation, a link or emphasis (`text.line_break.split_first_line`, step 3: with no second line it tries
the first word of the first). Here such a text stays on its line; the space hangs over the end, as everywhere else.

It also leaves the first line of a text that runs from right to left where it is, whatever its indent
(`#106 <https://github.com/Kozea/WeasyPrint/issues/106>`_): a note does not hang, and a long one runs off the page, for
its room is counted with the indent. Here the line moves by its indent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Split = Callable[..., tuple[Any, ...]]
RESUME, WIDTH = 2, 3  # where the next line starts and how wide this one is, in what the function returns


def mend_line_breaks() -> None:
    """Put the mend in the place of the engine's own function; a second call changes nothing."""
    from weasyprint.layout import inline

    if not hasattr(inline.split_first_line, "mended"):
        inline.split_first_line = _mended(inline.split_first_line)
        inline.text_align = _indented(inline.text_align)


def _indented(align: Callable[..., float]) -> Callable[..., float]:
    def text_align(context: Any, line: Any, available_width: float, last: bool) -> float:
        offset = align(context, line, available_width, last)
        # The engine counts the offset from the right here, and leaves the indent out.
        return offset + line.text_indent if line.style["direction"] == "rtl" else offset

    return text_align


def _mended(split: Split) -> Split:
    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *others: Any, **named: Any) -> Any:
        line = split(text, style, context, max_width, *others, **named)
        if line[RESUME] is None or not text.endswith(" ") or " " in text.encode()[: line[RESUME]].decode().strip():
            return line
        bare = split(text.rstrip(" "), style, context, max_width, *others, **named)
        if bare[RESUME] is None and bare[WIDTH] <= max_width:
            return split(text, style, context, None, *others, **named)
        return line

    split_first_line.mended = True  # type: ignore[attr-defined]
    return split_first_line
