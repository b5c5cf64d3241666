"""What the engine knows while it tags a page and forgets afterwards: which box each structure element stands for.

WeasyPrint 70 hands its `finisher` the finished objects without a way back to the HTML. So the one function that makes
the elements is listened to while the PDF is written; nothing of what it does is changed. The function has a private
name: a test fails if another version of the engine calls it otherwise.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from .tree import Content


class Ledger:
    """Remember the box of each structure element by the number of its object, and what stands in the page margins."""

    def __init__(self) -> None:
        self.boxes: dict[int, Any] = {}
        self.texts: dict[Content, str] = {}
        self.margins: dict[Content, str] = {}

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while the engine tags."""
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder
        from weasyprint.pdf import tags

        original = tags._build_box_tree  # noqa: SLF001 - see above

        def build(box: Any, parent: Any, pdf: Any, page: int, nums: dict[int, Any], *rest: Any) -> Iterator[Any]:
            real = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001
            if isinstance(real, boxes.PageBox):
                marked = rest[-1]
                self.texts |= {Content(page, kid["mcid"]): getattr(each, "text", "-") for each, kid in marked.items()}
            before = len(nums)
            for element in original(box, parent, pdf, page, nums, *rest):
                self.boxes.setdefault(element.number, real)  # what holds a page hands on what is inside
                yield element
            if isinstance(real, boxes.MarginBox):
                self.margins |= {Content(page, mcid): real.at_keyword for mcid in list(nums)[before:]}

        tags._build_box_tree = build  # noqa: SLF001
        try:
            yield
        finally:
            tags._build_box_tree = original  # noqa: SLF001
