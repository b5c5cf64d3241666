"""What each page looks like: every page of every sample, small and grey, against its picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from tests.golden.pages.samples import SLUGS, edition
from tests.visual.pictures import MM, MOST_PIXELS, as_png, band_moved, difference, lines_of, nudged, pictures_of

pytestmark = [pytest.mark.visual, pytest.mark.xdist_group("samples")]

PAGES = Path(__file__).resolve().parent / "pages"
LARGEST = 20 * 1024


def stored(slug: str) -> list[Path]:
    """Return the pictures of a sample that are kept, in the order of its pages."""
    return sorted(PAGES.glob(f"{slug}-[0-9][0-9].png"))


def some_page() -> Image.Image:
    """Return a page with much on it, to try the comparison on."""
    return Image.open(stored("unbanning-the-taliban")[1]).convert("L")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_looks_as_before(slug: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Each page looks like its picture, and there are as many pages as pictures."""
    pages = pictures_of(edition(slug, ".pdf"), tmp_path)
    assert pages
    if request.config.getoption("--update-golden"):
        PAGES.mkdir(exist_ok=True)
        for path in stored(slug):
            path.unlink()
        for number, page in enumerate(pages, 1):
            (PAGES / f"{slug}-{number:02}.png").write_bytes(as_png(page))
    kept = stored(slug)
    assert len(pages) == len(kept), f"{slug} has {len(pages)} pages and {len(kept)} pictures"
    apart = {
        path.name: pixels
        for path, page in zip(kept, pages, strict=True)
        if (pixels := difference(Image.open(path), page)) > MOST_PIXELS
    }
    assert apart == {}, f"pixels that differ, by page (look at the PDF, then run with --update-golden): {apart}"


def test_pictures_are_small_and_belong_to_a_sample() -> None:
    """A picture has at most 20 KiB, and none is left of a sample that is gone."""
    kept = {path.name: path.stat().st_size for path in PAGES.iterdir()}
    assert len(kept) > 10
    assert {name: size for name, size in kept.items() if size > LARGEST} == {}
    assert {name.rpartition("-")[0] for name in kept} == set(SLUGS)


def test_a_line_moved_by_two_millimetres_shows() -> None:
    """Whichever line of a page of text slips down by 2 mm, the comparison tells."""
    page = some_page()
    lines = [(top, bottom) for top, bottom in lines_of(page) if bottom - top > 3]
    assert len(lines) > 15
    by = round(2 * MM)
    assert [line for line in lines if difference(page, band_moved(page, *line, by)) <= MOST_PIXELS] == []


def test_lost_words_and_another_paper_show() -> None:
    """A few words that are gone are told, and so is a page of another size."""
    page = some_page()
    words = [(page.width // 3, top, page.width // 3 + 50, bottom) for top, bottom in lines_of(page)]
    without = page.copy()
    without.paste(255, min(words, key=lambda word: ImageStat.Stat(page.crop(word)).mean[0]))
    assert difference(page, without) > MOST_PIXELS
    assert difference(page, page.crop((0, 0, page.width - 1, page.height))) > MOST_PIXELS


def test_anti_aliasing_does_not_show(tmp_path: Path) -> None:
    """The edges of letters drawn anew, and the few greys of a stored picture, make no other page."""
    for slug in SLUGS:
        for page in pictures_of(edition(slug, ".pdf"), tmp_path):
            assert [difference(page, nudged(page, by)) for by in (-0.3, 0.15, 0.3)] == [0, 0, 0]
            assert difference(page, Image.open(io.BytesIO(as_png(page)))) == 0


def test_a_page_moved_by_a_millimetre_shows() -> None:
    """A margin that is a millimetre wider is told."""
    page = some_page()
    assert difference(page, band_moved(page, 0, page.height, round(MM))) > MOST_PIXELS
