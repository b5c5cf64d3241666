"""What a screen reader finds in the PDF: the tree of its tags with their text.

Below the tree stands what is said instead of what is printed, or in another voice: alternatives, words as they are
written, languages. The samples are read in their own theme; the one with every kind of section in every theme and in
every printed format.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from brief.making import Look
from brief.outputs import OUTPUTS
from brief.outputs.meeting import MEETING_OUTPUTS
from tests.caveats import tagged
from tests.conftest import Compare
from tests.golden.pages.samples import EVERY_KIND, ROOT, SLUGS, edition, poppler
from tests.making import product

HERE = Path(__file__).resolve().parent
WAYS = HERE / "ways"  # the trees of one sample in other themes and formats than its own
OWN = "every-kind"
THEMES = ("note", "modern")
# The meeting pack is several documents in one, each with a title of its own: it is no other way to print the brief.
FORMATS = tuple(output.name for output in OUTPUTS if output.paged and output.format and output not in MEETING_OUTPUTS)
MODEST = 150_000  # bytes

pytestmark = pytest.mark.xdist_group("samples")


def in_another_way(way: str) -> bytes:
    """Return the PDF of the sample with every kind of section in another theme, or in a format."""
    if way in THEMES:
        return product(EVERY_KIND, "pdf", look=Look(theme=way)).content
    return product(EVERY_KIND, way).content


def tag_tree(content: bytes) -> str:
    """Return the structure of a PDF, one element a line with its text, and what is said instead of it."""
    return tagged.tag_tree(content) + "\n" + said_instead(content)


def said_instead(content: bytes) -> str:
    """Return what elements say besides their text, in reading order: alternatives, words, languages, expansions."""
    lines = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for element in _elements(pdf.Root.StructTreeRoot):
            lines += [
                f"{str(element.S)[1:]} {key}={' '.join(str(element['/' + key]).split())}\n"
                for key in ("Alt", "ActualText", "Lang", "E")
                if "/" + key in element and element.S != "/Document"
            ]
    return "".join(lines)


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_tags_read_as_before(slug: str, golden: Compare) -> None:
    """The tree of tags is the golden one, line by line."""
    golden(HERE / f"{slug}.txt", tag_tree(edition(slug, ".pdf").read_bytes()))


def seen_by_poppler(content: bytes, folder: Path) -> list[str]:
    """Return the elements that poppler finds, with their attributes, in reading order; what is silent is left out."""
    (folder / "tagged.pdf").write_bytes(content)
    found = [""]
    for line in poppler("pdfinfo", "-struct", folder / "tagged.pdf").decode().splitlines():
        name, _, value = line.strip().partition(" ")
        if name.startswith("/"):
            shown = name[1:] not in tagged.MEASURES
            found[-1] += f" {name[1:]}={re.sub(tagged.NUMBER_OF_TABLE, '(', value)}" if shown else ""
        else:
            found.append(name.rstrip(":"))
    return [each for each in found[1:] if each not in (*tagged.SILENT, "Object")]


@pytest.mark.parametrize("name", [*SLUGS, *THEMES, *FORMATS])
def test_poppler_finds_the_same_elements(name: str, tmp_path: Path) -> None:
    """A reader that nobody here wrote finds the same elements and attributes, and nothing to complain of."""
    content = edition(name, ".pdf").read_bytes() if name in SLUGS else in_another_way(name)
    ours = [line.strip() for line in tagged.tag_tree(content).splitlines() if not line.strip().startswith('"')]
    assert seen_by_poppler(content, tmp_path) == ours
    assert len(ours) > 10


@pytest.mark.parametrize("slug", SLUGS)
def test_the_tags_say_what_they_are(slug: str) -> None:
    """The tree has one document, one title and a section for each heading, and no figure without words."""
    elements = kinds_in(kept(HERE / f"{slug}.txt")[0])
    assert elements[0] == "Document"
    assert elements.count("Document") == 1
    assert elements.count("H1") == 1
    assert elements.count("H2") >= 2


def test_every_golden_tree_belongs_to_a_brief_and_is_modest() -> None:
    """No golden tree is left of a brief that is gone, and none is too long to read in a review."""
    trees = {path.stem: path.stat().st_size for path in HERE.glob("*.txt")}
    assert sorted(trees) == SLUGS
    assert {slug: size for slug, size in trees.items() if size > MODEST} == {}


# One brief in every theme and format


@pytest.mark.parametrize("way", [*THEMES, *FORMATS])
def test_the_tags_of_every_theme_and_format_read_as_before(way: str, golden: Compare) -> None:
    """The tree of tags of one sample is the golden one, line by line, in every theme and every printed format."""
    golden(WAYS / f"{way}.txt", tag_tree(in_another_way(way)))


def kept(path: Path) -> tuple[str, str]:
    """Return a golden tree, and what is said instead of what it prints."""
    tree, _, said = path.read_text(encoding="utf-8").partition("\n\n")
    return tree, said


def kinds_in(tree: str) -> list[str]:
    """Return the types of the elements of a tree, in reading order."""
    return re.findall(r"^ *([A-Za-z0-9]+)(?: \w+=.*)?$", tree, re.MULTILINE)


def spoken(tree: str) -> list[str]:
    """Return the texts of a tree as they sound: without capitals, spaces and what is drawn in figures."""
    texts, figure = [], None
    for line in tree.splitlines():
        depth = len(line) - len(line.lstrip())
        if figure is not None and depth > figure:
            continue
        figure = depth if line.strip() == "Figure" else None
        if line.lstrip().startswith('"'):
            texts.append(re.sub(r"(?<=[a-z])- (?=[a-z])|[\s\"]", "", line.lower()))
    return texts


ALL = [*(HERE / f"{slug}.txt" for slug in SLUGS), *(WAYS / f"{way}.txt" for way in (*THEMES, *FORMATS))]
EVERY = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)


@EVERY
def test_headings_go_down_one_level_at_a_time(path: Path) -> None:
    """There is one title, and no level is skipped on the way down."""
    levels = [int(kind[1]) for kind in kinds_in(kept(path)[0]) if re.fullmatch("H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


@EVERY
def test_lists_tables_and_notes_are_whole(path: Path) -> None:
    """A list holds items with a body, a data cell names its headers, a header its scope, a call has its note."""
    kinds = kinds_in(kept(path)[0])
    count = Counter(kinds)
    assert count["LI"] == count["LBody"] > 0
    cells = re.findall(r"^ *(T[HD])( .*)?$", kept(path)[0], re.MULTILINE)
    assert [cell for cell in cells if ("Scope=" if cell[0] == "TH" else "Headers=[(") not in cell[1]] == []
    assert count["Reference"] == count["Note"]
    inside = re.findall(r"^( *)(Reference|Note)\n((?:\1 +.*\n)+)", kept(path)[0] + "\n", re.MULTILINE)
    assert len(inside) == 2 * count["Note"]
    assert [kind for _, kind, below in inside if "Link" not in below] == []


@EVERY
def test_every_figure_has_words_and_no_word_is_in_capitals_or_divided(path: Path) -> None:
    """What is drawn has an alternative; what is printed in capitals or over two lines says how it is written."""
    tree, said = kept(path)
    assert len(re.findall("^Figure Alt=.", said, re.MULTILINE)) == kinds_in(tree).count("Figure")
    shouted = re.findall(r'^ *H[1-6]\n *"([^a-z"]{3,})"$', tree, re.MULTILINE)
    written = [words.upper() for words in re.findall("^H[1-6] ActualText=(.*)$", said, re.MULTILINE)]
    assert [words for words in shouted if words.lower() != words and words not in written] == []
    # An address that goes on in the next line after a hyphen of its own is no divided word.
    divided = re.findall(r"([a-z]+)- ([a-z]+)", re.sub(r'"https?://[^"]*"', "", tree))
    assert [pair for pair in divided if not re.search(f"ActualText=.*{''.join(pair)}", said)] == []


@EVERY
def test_running_heads_are_not_read(path: Path) -> None:
    """The number of the page stands at its foot, and in no tree."""
    tree = kept(path)[0]
    assert not re.search(r"\bPage \d+ of \d+|Page \d+ sur \d+|ةحفصلا", tree)
    assert tree.count("Dredging or a mole for Ferrow") == 0


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_reads_the_same(theme: str) -> None:
    """However a theme places claims, side notes and columns, they are read in one order: that of the argument."""
    own, other = (spoken(kept(path)[0]) for path in (HERE / f"{OWN}.txt", WAYS / f"{theme}.txt"))
    title = next(place for place, text in enumerate(own) if text.startswith("dredgingbuys"))
    assert own[title:] == other[title:]
    assert sorted(own[:title]) == sorted(other[:title])
    assert len(own) > 300


@pytest.mark.parametrize("way", ["large-print", "handout"])
def test_no_word_is_lost_in_a_format(way: str) -> None:
    """Where tables are set as entries, each cell says its label; only heads of columns without a label are left out."""
    own, other = (set(" ".join(spoken_words(path)).split()) for path in (HERE / f"{OWN}.txt", WAYS / f"{way}.txt"))
    heads = {"who", "risk", "cause", "event", "consequence", "ref", "assumption", "indicator", "option", "cited"}
    assert own - other <= heads
    assert len(own) > 400


def spoken_words(path: Path) -> list[str]:
    """Return the words of a tree in small letters, without punctuation and without what is drawn."""
    tree, said = kept(path)
    tree = re.sub(r"^( *)Figure\n(?:\1 +.*\n)+", "", tree, flags=re.MULTILINE)
    tree = "\n".join(re.findall('"(.*)"', tree))
    said = re.sub(r"^\w+ \w+=", "", said, flags=re.MULTILINE)
    return re.findall(r"[^\W_]+", (tree + said).lower().replace("un- likely", "").replace("cer- tain", ""))


def test_every_link_says_where_it_leads() -> None:
    """Each link has a description, in every theme and format."""
    described = 0
    for way in (*THEMES, *FORMATS):
        with pikepdf.open(io.BytesIO(in_another_way(way))) as pdf:
            links = [each for page in pdf.pages for each in page.get("/Annots", []) if each.Subtype == "/Link"]
            assert links
            assert [link for link in links if not str(link.get("/Contents", ""))] == []
            described += len(links)
    assert described > 200


def test_every_theme_and_format_has_its_golden_tree() -> None:
    """No golden tree is left of a way that is gone, every theme that ships has one, and none is too long to read."""
    trees = {path.stem: path.stat().st_size for path in WAYS.glob("*.txt")}
    shipped = {path.parent.name for path in (ROOT / "templates" / "themes").glob("*/theme.yaml")}
    assert shipped == {*THEMES, "assessment"}
    assert sorted(trees) == sorted((*THEMES, *FORMATS))
    assert {name: size for name, size in trees.items() if size > MODEST} == {}
