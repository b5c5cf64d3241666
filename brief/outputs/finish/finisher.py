"""Finish a PDF after the engine: every mend in its order, each on its own and each with its reason."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from .artifacts import take_out_hidden, take_out_margins
from .blocks import move_captions, wrap_loose_text
from .destinations import lead_to_structure
from .figures import gather_pictures, place_figures
from .fragments import dissolve_anonymous, join, take_out_blanks, take_out_repeats, unwrap_text
from .ledger import Ledger
from .letters import part_letters
from .links import describe_links, hold_annotations, widen_links
from .lists import gather_items, name_numbering, pair_terms
from .metadata import Facts, write_metadata
from .names import rename_images
from .notes import tag_notes, tag_side_notes
from .sources import SourceFile, carry
from .spelling import say_as_written
from .standards import Standard
from .streams import plain_ends
from .tables import name_headers
from .tree import Tree
from .words import expand_abbreviations, mark_languages, type_phrases


class Finisher:
    """Mend and complete one PDF: `with finisher.listening(): document.write_pdf(finisher=finisher, ...)`."""

    def __init__(self, standard: Standard, facts: Facts, files: Sequence[SourceFile] = ()) -> None:
        self.standard, self.facts, self.files = standard, facts, files
        self.ledger = Ledger()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to the engine while it writes the PDF."""
        with self.ledger.listening(), plain_ends():
            yield

    def __call__(self, document: Any, pdf: Any) -> None:
        """Do all that is left to do; the engine calls this before it writes the file."""
        tree = Tree(pdf, self.ledger.boxes)
        self._mend(tree, document)
        tree.write()
        part_letters(pdf, document.fonts.values())
        widen_links(pdf)
        rename_images(pdf)
        carry(pdf, self.files, self.facts.day)
        producer = str(pdf.info["Producer"].string) if "Producer" in pdf.info else _producer()
        write_metadata(pdf, self.standard, self.facts, producer, bool(self.files))

    def _mend(self, tree: Tree, document: Any) -> None:
        take_out_margins(tree, self.ledger)
        take_out_hidden(tree)
        take_out_repeats(tree)
        gather_pictures(tree)
        dissolve_anonymous(tree.document)
        gather_items(tree)
        pair_terms(tree)
        join(tree.document)
        hold_annotations(tree)
        describe_links(tree)
        tag_notes(tree, document)
        tag_side_notes(tree)
        take_out_blanks(tree, self.ledger.texts)
        type_phrases(tree)
        wrap_loose_text(tree)
        unwrap_text(tree.document)
        say_as_written(tree, self.ledger.texts)
        move_captions(tree)
        name_numbering(tree)
        name_headers(tree)
        place_figures(tree, document)
        mark_languages(tree)
        expand_abbreviations(tree)
        lead_to_structure(tree)


def _producer() -> str:
    import weasyprint

    return f"WeasyPrint {weasyprint.__version__}"
