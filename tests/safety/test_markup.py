"""Content is text: whatever a field says, no script, no handler, no foreign address, no element of its own gets out."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from brief.model.values import Line, Prose
from brief.parse import read_document
from brief.workspace import Workspace
from tests.safety.hostile import made, painted

ROOT = Path(__file__).resolve().parents[2]
RICH = sorted((ROOT / "content").glob("*/brief.yaml"))
VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x) [y](file:///etc/passwd)",
    "<javascript:alert(1)>",
    '![x](http://evil.example/x.png "onload=alert(1)")',
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example></iframe>",
    "<link rel=attachment href=/etc/passwd>",
    "<base href=//evil.example> <meta http-equiv=refresh content=0>",
    "</title></style></textarea><script>alert(1)</script>",
    "<!-- --><![CDATA[<script>]]> <?xml ?>",
    "{{ 7*7 }} {% include '/etc/passwd' %} {{ ''.__class__ }}",
    "&lt;script&gt; &#60;script&#62; \\<script\\>",
    "<details open ontoggle=alert(1)>",
    "<form action=//evil.example><input autofocus onfocus=alert(1)>",
    "/*brief:css*/ 'brief:css-hash' <style>/*brief:css*/</style>",
    "`<script>` **<b onclick=alert(1)>** ~~<u>~~",
    "[<svg onload=alert(1)>]{lang=ar} [**x**]{lang=fr-onload}",
]
# What Markdown makes of a text; of all other elements a poisoned page has as many as a sound one.
MARKDOWN = frozenset(
    ("p", "em", "strong", "a", "code", "pre", "br", "hr", "h3", "h4", "ul", "ol", "li", "blockquote", "s")
)
# How many lines a label of a drawing takes follows its words, and so do the lines that lead to it.
DRAWN = frozenset(("span", "text", "path", "use"))
ACTIVE = ("style", "srcdoc", "formaction", "action", "background", "ping")
EMBEDDED = ("data:image/png;base64,", "data:image/jpeg;base64,")
# Where a label of a drawing stands: numbers, and no word of the content.
PLACED = re.compile(
    r"(?:(?:left|top|width|height|font-size|line-height):-?[0-9.]+px;?|text-align:(?:left|center|right);?)+"
)


class Reader(HTMLParser):
    """List what a page holds that content must not have brought."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.tags: Counter[str] = Counter()
        self.text: list[str] = []
        self.inside_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.inside_style = tag == "style"
        for name, value in attrs:
            placed = name == "style" and PLACED.fullmatch(value or "")
            if name.startswith("on") or (name in ACTIVE and not placed):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "href" and not re.match(r"(#|https?://|mailto:)", value or ""):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("src", "xlink:href", "data", "poster") and not (value or "").startswith(EMBEDDED):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self.inside_style = False

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.wrong.append(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")

    def handle_data(self, data: str) -> None:
        if not self.inside_style:
            self.text.append(data)


def poisoned(node: Any, vector: str, path: tuple[str | int, ...] = ()) -> Any:
    """Put a vector into every text of a brief that is free text: the dates, ids and terms stay sound."""
    if isinstance(node, dict):
        return {key: poisoned(value, vector, (*path, key)) for key, value in node.items()}
    if isinstance(node, list):
        return [poisoned(value, vector, (*path, index)) for index, value in enumerate(node)]
    return f"{vector} {node}" if isinstance(node, str) and path in POISONABLE else node


POISONABLE: set[tuple[str | int, ...]] = set()
SOUND: dict[Path, dict[str, Reader]] = {}  # what is read of each brief as it is, by output: once for all vectors


# Every vector in every field of the first brief, and some of them in the others, whose sections are others.
CASES = [
    (path, vector)
    for path in RICH
    for number, vector in enumerate(VECTORS)
    if path.parent.name == "unbanning-the-taliban" or number in (0, 2, 20)
]


@pytest.fixture
def rich(request: pytest.FixtureRequest) -> tuple[Path, Any]:
    """Return a brief of the repository and its data, with every text field that takes any text marked."""
    path: Path = request.param
    document = read_document(Workspace(ROOT), path)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    from brief.model import walk

    POISONABLE.clear()
    for place, value in walk(document.brief):
        free = isinstance(value, Line | Prose) or (place[-1:] == ("name",) and type(value) is str)
        if free or place[-1:] in (("role",), ("affiliation",), ("licence",), ("copyright",), ("contact",)):
            POISONABLE.add(place)
    POISONABLE.update({("meta", "title"), ("meta", "subtitle"), ("meta", "short_title")})
    return path, data


def workspace_with(root: Path, data: Any) -> None:
    """Write a poisoned brief into a workspace beside the records and tables that it names."""
    folder = root / "content" / "small"
    folder.mkdir(parents=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / "brief.yaml").write_text(text, encoding="utf-8")
    for table in (ROOT / "content").glob("*/*.csv"):
        (folder / table.name).write_bytes(table.read_bytes())
    (root / "seeds").mkdir()
    for record in (ROOT / "seeds").glob("*.yaml"):
        (root / "seeds" / record.name).write_bytes(record.read_bytes())


def shortened(data: Any) -> Any:
    """Keep the titles and the subject within their bounds."""
    for name, longest in (("title", 90), ("subtitle", 140), ("short_title", 60)):
        if data["meta"].get(name):
            data["meta"][name] = data["meta"][name][:longest]
    if data.get("email", {}).get("subject"):
        data["email"]["subject"] = data["email"]["subject"][:60]
    return data


@pytest.mark.parametrize(("rich", "vector"), CASES, indirect=["rich"], ids=range(len(CASES)))
def test_a_hostile_text_in_every_field_stays_text(tmp_path: Path, rich: tuple[Path, Any], vector: str) -> None:
    """The painted print and the finished page hold no element, attribute or address but those of our templates."""
    path, data = rich
    if path not in SOUND:
        workspace_with(tmp_path / "sound", data)
        SOUND[path] = {output: read(shown(tmp_path / "sound", output)) for output in ("pdf", "html")}
    workspace_with(tmp_path / "poisoned", shortened(poisoned(data, vector)))
    assert len(POISONABLE) > 5, path
    for output, sound in SOUND[path].items():
        page = read(shown(tmp_path / "poisoned", output))
        assert page.wrong == sound.wrong == []
        assert own(page) == own(sound)
        assert " 49 " not in " ".join(page.text)


def shown(root: Path, output: str) -> str:
    """Return what a reader's program gets to read: the page that is printed, or the one that is sent."""
    return painted(root, "pdf") if output == "pdf" else made(root, "html").content.decode()


def read(page: str) -> Reader:
    """Read a page to its end."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def own(reader: Reader) -> dict[str, int]:
    """Return how often each element stands in a page that only our templates write."""
    return {tag: count for tag, count in reader.tags.items() if tag not in MARKDOWN | DRAWN}


def test_the_reader_bites() -> None:
    """Every kind of thing that must not be there is found."""
    reader = read(
        "<script>x</script><p onclick=x style=y><a href='javascript:x'><img src=http://x><!-- x --><?x ?>"
        "<a href=' javascript:x'><i style='left:1px;background:url(x)'>"
    )
    assert len(reader.wrong) == 8
    assert own(reader) == {"script": 1, "img": 1, "i": 1}


@pytest.mark.parametrize("rich", RICH, indirect=True, ids=range(len(RICH)))
def test_the_policy_of_the_page_allows_no_script(tmp_path: Path, rich: tuple[Path, Any]) -> None:
    """And its hash is that of the one style sheet."""
    workspace_with(tmp_path, rich[1])
    page = made(tmp_path, "html").content.decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
