"""A redline: words struck and added in the brief's own page, said as well as shown, and safe whatever they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest

import brief
from brief.outputs import OUTPUTS
from brief.outputs.change_bars import bars_of
from brief.problems import BriefError
from brief.reply import Reply
from brief.revision.making import FORMS, LAYOUT, Task, make_redline
from brief.revision.words import ADDED, GONE, STRUCK, Marks, revised

ROOT = Path(__file__).resolve().parents[3]
EDITIONS = ROOT / "tests" / "golden" / "editions"
FIRST = ROOT / "content" / "unbanning-the-taliban" / "brief.yaml"
SECOND = ROOT / "content" / "unbanning-the-taliban-v1-1" / "brief.yaml"
MARKS = Marks(("[struck: ", "]"), ("[added: ", "]"))


def written(before: str, after: str) -> str:
    """Return two texts as one, in short: struck words in [-…-], added ones in {+…+}."""
    text = str(revised(before, after))
    for sign, mark in zip((*STRUCK, *GONE, *ADDED), ("[-", "-]", "[-", "-]", "{+", "+}"), strict=True):
        text = text.replace(sign, mark)
    return text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("It is likely.", "It is likely.", "It is likely."),
        ("It is likely to rain.", "It is unlikely to rain.", "It is [-likely-] {+unlikely+} to rain."),
        ("", "New words", "{+New words+}"),
        ("Old words", "", "[-Old words-]"),
        ("One two three", "One three", "One [-two-] three"),
        ("<p>One</p>", "<p>One</p>\n<p>Two</p>", "<p>One</p> <p>{+Two+}</p>"),
        ("<p>One</p>\n<p>Two</p>", "<p>One</p>", "<p>One [-Two-]</p>"),
        ("a <em>b</em> c", "a <em>x y</em> c", "a <em>[-b-] {+x y+}</em> c"),
        ('So <a href="#S1">[1, ¶ 2]</a>.', 'So <a href="#S1">[1, ¶ 3]</a>.', None),
    ],
)
def test_words_are_struck_and_added(before: str, after: str, expected: str | None) -> None:
    """What is equal stays; a change is marked inside its element, and a citation is one word."""
    if expected is None:
        assert written(before, after) == f"So [-{before[3:-1]}-] {{+{after[3:-1]}+}}."
    else:
        assert written(before, after) == expected


def test_a_few_equal_words_do_not_make_confetti() -> None:
    """Between two changes, a short word that happens to be equal is struck and added with them."""
    assert written("He came to a town", "She went to the city") == "[-He came to a town-] {+She went to the city+}"


def test_a_long_text_is_not_compared_word_by_word() -> None:
    """Texts that would take minutes to compare are struck and added whole: nobody can hold up a comparison."""
    assert written("a " * 3_000, "b a " * 1_500).count("[-") == 1


def test_marks_never_stand_in_a_tag() -> None:
    """In an attribute and in a title only the new words stay, whatever a template puts there."""
    page = f'<p class="kind-{STRUCK[0]}fact{STRUCK[1]} {ADDED[0]}claimed{ADDED[1]}">{STRUCK[0]}Fact{STRUCK[1]}</p>'
    said = '<del><span class="said">[struck: </span>Fact<span class="said">]</span></del>'
    assert MARKS.written(page) == f'<p class="kind-claimed">{said}</p>'
    gone = f'<p class="kind-{GONE[0]}fact{GONE[1]}">'
    assert MARKS.written(gone) == '<p class="kind-fact">'
    assert MARKS.written(f"<title>{STRUCK[0]}a{STRUCK[1]} {ADDED[0]}b{ADDED[1]}</title>") == "<title>b</title>"


def make(old: Path, new: Path, forms: Sequence[str] = ("html",), root: Path = ROOT) -> Reply:
    """Make a redline in this process."""
    return make_redline(Task(root, brief.read(old), brief.read(new), tuple(forms), "A4"))


def page_of(reply: Reply) -> str:
    """Return the page of a redline."""
    return next(content for name, content, _ in reply.files if name.endswith(".html")).decode()


def words_of(html: str) -> list[str]:
    """Return the words of the text of a page."""
    body = html[html.index("<article") : html.index("</article>")]
    body = re.sub(r'<section class="section redline-summary".*?</section>', "", body, flags=re.DOTALL)
    body = re.sub(r'<span class="said">.*?</span>', "", body)
    body = re.sub(r"</?(?:a|cite|code|del|em|ins|span|strong|sup|time)\b[^>]*>", "", body)
    return unescape(re.sub(r"<[^>]*>", " ", body)).split()


def is_inside(part: list[str], whole: list[str]) -> list[str]:
    """Return the words that are missing from the whole, in their order."""
    rest = iter(whole)
    return [word for word in part if all(word != each for each in rest)]


def test_without_the_struck_words_it_reads_as_the_new_edition() -> None:
    """No word of the new edition is lost, and none stands elsewhere: caveats, ranges and dates included."""
    workspace, document = brief.Workspace.around(SECOND), brief.read(SECOND)
    plain = brief.paint_page(workspace, brief.view_of(workspace, document), OUTPUTS.named("html"))
    redline = page_of(make(FIRST, SECOND))
    struck = re.sub(r"<del>.*?</del>", "", redline, flags=re.DOTALL)
    assert len(words_of(plain)) > 1_000
    assert is_inside(words_of(plain), words_of(struck)) == []


def test_every_change_is_said() -> None:
    """Each struck and each added run carries the word for it, which a screen reader says and a copy keeps."""
    page = page_of(make(EDITIONS / "old.yaml", EDITIONS / "new.yaml"))
    for tag, word in (("del", "[struck: "), ("ins", "[added: ")):
        runs = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(runs) > 10
        assert [run for run in runs if not run.startswith(f'<span class="said">{word}</span>')] == []
    article = page[page.index("<article") : page.index("</article>")]
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", article))).replace("\u2060", "")
    for said in (
        "[added: very] unlikely [struck: 20–45%] [added: 5–20%]",
        "[struck: The mole is likely to be paid for by the county.]",
        "by a hand each [struck: month.] [added: week.]",
        "[struck: Low] [added: Moderate] confidence",
        "by [struck: 31 May] [added: 30 Jun] 2026",
        "[added: The council is likely to charter a boat.]",
        "The depth at the berth was [struck: 2.1] [added: 1.8] m.",
    ):
        assert said in text


def test_the_summary_says_what_moved() -> None:
    """At its head stands each item that changed, how, and from what to what; and what stands unchanged."""
    page = page_of(make(EDITIONS / "old.yaml", EDITIONS / "new.yaml"))
    summary = page[page.index('class="section redline-summary"') : page.index('id="bottom_line"')]
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", summary)))
    assert "What changed from v1.0 to v1.1" in text
    assert "KJ1 likelihood lowered, confidence raised" in text
    assert "[struck: KJ3] dropped (The mole is likely to be paid for by the county.)" in text
    assert "[struck: TLP:AMBER] [added: TLP:GREEN]" in text
    assert "Judgements that stand unchanged: KJ4" in text


def test_a_redline_is_marked_like_the_stricter_edition(tmp_path: Path) -> None:
    """The words of both stand in it: no edition is declassified by comparing it, and two schemes have no order."""
    reply = make(EDITIONS / "old.yaml", EDITIONS / "new.yaml", FORMS)
    assert [name for name, _, _ in reply.files] == [
        f"2025-12-01_ferry-crossing_v1.1_TLP-AMBER_changes-from-v1.0_en.{form}" for form in FORMS
    ]
    assert '<strong class="marking tlp-amber">TLP:AMBER</strong>' in page_of(reply)
    other = tmp_path / "brief.yaml"
    text = (EDITIONS / "new.yaml").read_text("utf-8")
    other.write_text(text.replace('scheme: tlp, marking: "TLP:GREEN"', "scheme: uk_gsc, marking: OFFICIAL"), "utf-8")
    with pytest.raises(BriefError) as caught:
        make(EDITIONS / "old.yaml", other)
    assert [problem.rule for problem in caught.value.problems] == ["marking-between"]


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> </del></ins> \"'>]]> & [x](javascript:alert(1))"


def test_no_markup_of_a_stranger_comes_through(tmp_path: Path) -> None:
    """Text of either edition stays text, struck or added, in prose, names, windows and vocabularies."""
    made = []
    for number, words in enumerate((f"Old {HOSTILE}", f"New {HOSTILE} more")):
        quoted = words.replace("'", "''")
        path = tmp_path / str(number) / "brief.yaml"
        path.parent.mkdir()
        path.write_text(
            f"meta: {{title: '{quoted[:80]}', date: 2025-01-0{number + 1}}}\n"
            f"key_judgements: [{{id: KJ1, statement: '{quoted}', timeframe: {{note: '{quoted}'}}}}]\n"
            f"background: '{quoted}'\n"
            f"risks: [{{id: R1, title: '{quoted}', owner: '{quoted}', window: '{quoted}'}}]\n"
            f"sources: [{{id: S1, title: '{quoted}', publisher: '{quoted}'}}]\n",
            "utf-8",
        )
        made.append(path)
    page = page_of(make(made[0], made[1], root=tmp_path))
    article = page[page.index("<article") : page.index("</article>")]
    assert not re.search(r"<(script|img|iframe|object)\b|\son[a-z]+=\"|href=\"javascript", article)
    assert article.count("<del>") == article.count("</del>") > 3
    assert article.count("<ins>") == article.count("</ins>") > 3


def test_the_same_editions_give_the_same_bytes() -> None:
    """A redline is made like every file of the program: the same input, the same bytes."""
    first, second = (make(EDITIONS / "old.yaml", EDITIONS / "new.yaml", FORMS).files for _ in range(2))
    assert first == second


def test_bars_stand_beside_the_lines_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar stands beside each changed line and beside no other, and neighbours are one bar."""
    seen: list[int] = []

    def counting(document: object, lay_out: object) -> None:
        seen.extend(len(bars_of(page)) for page in document.pages)  # type: ignore[attr-defined]

    monkeypatch.setattr("brief.outputs.pdf.draw_change_bars", counting)
    assert LAYOUT.change_bars
    make(EDITIONS / "new.yaml", EDITIONS / "new.yaml", ("pdf",))
    assert seen
    assert set(seen) == {0}
    seen.clear()
    make(EDITIONS / "old.yaml", EDITIONS / "new.yaml", ("pdf",))
    assert sum(seen) > 8
