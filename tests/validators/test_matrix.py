"""The matrix of themes, formats, papers and languages counts what is at fault, and leaves nothing out."""

from __future__ import annotations

from pathlib import Path

import pytest

import brief
from brief.outputs import OUTPUTS
from brief.outputs.finish import DEFAULT, STANDARDS
from tests.validators.conftest import Built
from tests.validators.judges import owed_flavours
from tests.validators.matrix import (
    CARRIER,
    LANGUAGES,
    MEETING_CARRIER,
    PRINTED,
    Choice,
    Sheet,
    carries_source,
    judge_pdfs,
    report,
    samples,
    table,
    without_budgets,
)
from tests.validators.tools import FILES, ROOT, THEMES

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]


def sheet(name: str, path: Path | None, paper: str = "A4") -> Sheet:
    """Make a sheet of the table for a file."""
    return Sheet((DEFAULT.name, "assessment", "pdf"), (paper, "en"), name, path)


@pytest.fixture(scope="module")
def judged(built: Built, broken: Path) -> tuple[Sheet, Sheet, Sheet]:
    """Judge a good PDF, a broken one, and one of the other pair of standards."""
    sheets = (
        sheet("good", built.pdfs["minimal", "A4"]),
        sheet("bad", broken),
        sheet("other", built.modern["minimal"]),
    )
    assert judge_pdfs(sheets) == 12  # three files, two flavours, two validators
    return sheets


def test_a_broken_pdf_is_counted(judged: tuple[Sheet, Sheet, Sheet]) -> None:
    """A PDF that is not what it owes is a failure in its cell, told by both validators; a good one is none."""
    good, bad, _ = judged
    text, failures = report([good, bad], "PDFs", 8)
    assert failures == 1
    assert good.faults == []
    assert {fault.split(":")[0] for fault in bad.faults} >= {"veraPDF ua1", "veraPDF 3a", "page-validation ua1"}
    assert "does not claim 3a, only ua1" in bad.faults
    assert "2/1 BAD" in text
    assert "2 PDFs, 8 judgements: 1 failures" in text


def test_a_pdf_of_the_other_pair_of_standards_is_at_fault(judged: tuple[Sheet, Sheet, Sheet]) -> None:
    """What a file claims is not enough: it has to be what was asked for."""
    *_, other = judged
    assert "does not claim ua1, only ua2 and 4f" in other.faults


def test_a_file_that_was_not_built_is_counted() -> None:
    """A brief that does not build in a theme is a failure too, though there is no PDF to judge."""
    lost = sheet("lost", None)
    lost.faults.append("not built: the page budget")
    assert judge_pdfs([lost]) == 0
    assert report([lost], "PDFs", 0)[1] == 1


def test_a_table_has_every_row_and_column() -> None:
    """A cell without a file is a dot; the others say how many files there are."""
    lines = table([sheet("a", None), sheet("b", None), sheet("c", None, "Letter")], "PDFs")
    assert [line.split() for line in lines] == [
        ["PDFs", "A4", "en", "Letter", "en"],
        [DEFAULT.name, "assessment", "pdf", "2", "1"],
    ]


def test_everything_listed_is_in_the_matrix() -> None:
    """Every theme in every language by every pair of standards, every sample in its own language."""
    looks = list(Choice().looks(samples()))
    assert {(look.standard, look.theme, look.language) for look in looks} == {
        (standard, theme, language) for standard in STANDARDS for theme in THEMES for language in LANGUAGES
    }
    assert all(look.samples == (CARRIER,) for look in looks if look.translated)
    own = {path for look in looks if not look.translated for path in look.samples}
    assert own == set(FILES.values())
    assert set(PRINTED) == {output.name for output in OUTPUTS if output.suffix == ".pdf"}
    assert {"en", "fr"} <= set(LANGUAGES)


def test_the_pack_of_a_meeting_is_judged_in_every_language() -> None:
    """Where no sample of a language has a meeting, one that has is spoken in it; all else is as it was asked for."""
    for look in Choice(themes=("note",)).looks(samples()):
        met = look.made_into("agenda")
        assert met.samples
        assert all(brief.read(path).brief.meeting for path in met.samples)
        assert look.made_into("pdf") is look


def test_what_is_shown_of_a_meeting_owes_no_source() -> None:
    """A PDF of PDF 2.0 without files in it is PDF/A-4, and one with files is PDF/A-4f."""
    assert owed_flavours(STANDARDS["ua-2+a-4"], carries_source(MEETING_CARRIER, "pdf")) == ("ua2", "4f")
    assert owed_flavours(STANDARDS["ua-2+a-4"], carries_source(MEETING_CARRIER, "speaking-note")) == ("ua2", "4f")
    for shown in ("agenda", "slides"):
        assert owed_flavours(STANDARDS["ua-2+a-4"], carries_source(MEETING_CARRIER, shown)) == ("ua2", "4")
    assert carries_source(CARRIER, "slides")


def test_a_page_budget_holds_in_the_look_of_its_author_alone(tmp_path: Path) -> None:
    """A brief in another theme or language is judged without its budget, and is otherwise the same."""
    folder = without_budgets(tmp_path / "free")
    for path in samples():
        own, free = brief.read(path).brief, brief.read(folder / path.relative_to(ROOT)).brief
        assert free.output.pages is None
        assert free.model_copy(update={"output": own.output}) == own
    looks = list(Choice(languages=("en", "de")).looks(samples()))
    assert {look.is_its_own(path) for look in looks for path in look.samples} == {True, False}
    assert not any(look.is_its_own(path) for look in looks if look.translated for path in look.samples)
