"""The e-mail that is built: its parts, its headers, what it says in both readings, and its budget."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import brief
from brief.checks import after_making
from brief.checks.message import LARGE, TOO_LARGE
from brief.measure import Found
from brief.outputs import OUTPUTS, Made, MadeFile, Page
from brief.outputs.email_message import header_line, header_text, named_line
from brief.outputs.email_text import text_of as as_text
from brief.workspace import package_folder
from tests.mail.messages import BRIEF, build, eml, html_of, parsed, read, text_of, write
from tests.making import product

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "content").glob("*/brief.yaml"))
TLP = "handling: {scheme: tlp, marking: 'TLP:AMBER+STRICT'}\n"


def one_line(text: str) -> str:
    """Return a text on one line; spaces that do not break are kept."""
    return re.sub(r"[ \n]+", " ", text).strip()


def shown(html: str) -> str:
    """Return what a reader of the HTML sees, on one line."""
    body = re.sub(r"<head>.*</head>", "", html, flags=re.DOTALL)
    return one_line(unescape(re.sub(r"<[^>]+>", " ", body)))


def test_the_message_is_a_draft_of_three_parts(tmp_path: Path) -> None:
    """Text first, then HTML, the PDF beside both; a draft, dated by the brief and addressed to nobody."""
    path = write(tmp_path, "audience: {primary: 'City Council, Łódź'}\n" + TLP)
    result = build(path, "email", "pdf")
    files = {file.path.suffix: file.path for file in result.files}
    message = read(files[".eml"])
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == files[".pdf"].name
    assert attached.get_payload(decode=True) == files[".pdf"].read_bytes()
    assert message["X-Unsent"] == "1"
    assert str(message["Date"]) == "Mon, 02 Mar 2026 12:00:00 +0000"
    assert str(message["From"]) == '"Lane & Sons, \\"Transport\\"" <desk@example.org>'
    assert message["To"].addresses == ()
    assert message["To"].groups[0].display_name == "City Council, Łódź"
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Subject"] == "[INFO] Later buses bring more people than parking | TLP:AMBER+STRICT | v1.2"
    assert files[".pdf"].name in text_of(message)
    assert files[".pdf"].name in html_of(message)


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """Date, Message-ID and boundaries follow from the brief; another brief has others."""
    first = eml(write(tmp_path / "a")).read_bytes()
    assert first == eml(write(tmp_path / "b")).read_bytes()
    other = eml(write(tmp_path / "c", text=BRIEF.replace("midnight", "one"))).read_bytes()
    ids = [re.search(rb"Message-ID: (.*)\r", raw)[1] for raw in (first, other)]  # type: ignore[index]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_wire_is_clean(path: Path) -> None:
    """Lines end in CR LF and are short, bytes are ASCII, and Gmail does not cut the HTML."""
    raw = product(path, "email").content
    assert raw.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 87  # a subject of 78 characters after its name
    html = html_of(parsed(raw))
    assert len(html.encode()) < 102_000
    assert not re.search(r"<(script|svg|img|link|style|object|form)\b|\bsrc=|url\(|@import|var\(", html)
    assert set(re.findall(r'href="([a-z]+):', html)) <= {"http", "https", "mailto"}
    assert 'href="#' not in html


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_caveats_survive_in_both_readings(path: Path) -> None:
    """Each judgement keeps its range, time frame, confidence and dissent; the brief its cut-off and marking."""
    message = parsed(product(path, "email").content)
    workspace, document = brief.Workspace.around(path), brief.read(path)
    view = brief.view_of(workspace, document)
    counted = 0
    for said in (one_line(text_of(message)), shown(html_of(message))):
        for item in document.brief.key_judgements:
            start = said.index(item.id)
            own = said[start : said.index(view.language.word("email.asked"))] if "asked" in said else said[start:]
            for likelihood in [item.likelihood, *(d.likelihood for d in item.dissent)]:
                band = view.band(likelihood)
                if band:
                    counted += 1
                    assert re.search(
                        rf"{view.term(band.term)}\s+\({re.escape(view.language.range(band.low, band.high))}\)", own
                    )
            if item.confidence:
                assert str(view.language.words["vocabulary"]["confidence"][item.confidence]) in own
            assert all(d.holder in own for d in item.dissent)
            if item.timeframe and item.timeframe.by:
                assert view.language.short(item.timeframe.by) in own
        if view.cutoff:
            assert view.language.date(view.cutoff) in said
        if document.brief.handling.label:
            label = document.brief.handling.label
            assert said.startswith(label)
            assert said.endswith(view.language.word("email.marking_ends", marking=label))
    assert counted or not any(item.likelihood for item in document.brief.key_judgements)


def test_both_readings_say_the_same_in_plain_words(tmp_path: Path) -> None:
    """Markdown, citations and entities are gone from the text; nothing of the content is markup in the HTML."""
    message = read(eml(write(tmp_path, TLP)))
    text = text_of(message)
    for line in (
        "KJ1. Later buses are likely to bring more people KJ2.",
        "Likelihood: likely (55–80%)",
        "Time frame: by 31 Dec 2026",
        "Confidence: moderate. Two counts <agree> & one does not.",
        "Dissent: Parking desk, unlikely (20–45%): They will not. Cars stay.",
        "KJ2. Parking does nothing.",
        "Likelihood: not assessed",
        "Nobody counted.",
        "For your information. No reply is needed.",
        "End of TLP:AMBER+STRICT",
    ):
        assert line in text.splitlines(), line
    assert text.startswith("TLP:AMBER+STRICT - ")
    assert text.index("Run buses to midnight.") < text.index("KJ1")
    assert "Two counts &lt;agree&gt; &amp; one does not." in html_of(message)
    assert "\n\n\n" not in text


def test_what_is_asked_stands_with_its_day(tmp_path: Path) -> None:
    """The ask of the e-mail comes first, else the decision of the audience; its day is its own or the deadline."""
    audience = "audience: {primary: Council, decision: Whether to pay., deadline: 2026-04-01}\n"
    text = text_of(read(eml(write(tmp_path / "a", audience))))
    assert "Whether to pay.\nNeeded by 1 April 2026." in text
    assert read(eml(write(tmp_path / "a", audience)))["Subject"].startswith("[DECISION] ")
    informed = audience + "email: {tag: INFO}\n"
    assert read(eml(write(tmp_path / "c", informed)))["Subject"].startswith("[INFO] ")
    ask = audience + "email: {tag: sign, ask: {text: Please sign., by: 2026-03-20}, intro: You asked.}\n"
    message = read(eml(write(tmp_path / "b", ask)))
    assert "Please sign.\nNeeded by 20 March 2026." in text_of(message)
    assert text_of(message).index("Run buses") < text_of(message).index("You asked.")
    assert message["Subject"].startswith("[SIGN] ")


@pytest.mark.parametrize(
    ("more", "subject"),
    [
        ("", "[INFO] Later buses bring more people than parking | v1.2"),
        ("email: {tag: SIGN, subject: Buses win}\n", "[SIGN] Buses win | v1.2"),
        ("email: {subject: '=?utf-8?q?=0D=0ABcc:_x=40example.org?='}\n", None),
        ('email: {subject: "Buses\\nBcc: x@example.org"}\n', "[INFO] Buses Bcc: x@example.org | v1.2"),
        ("email: {subject: Más autobuses después}\n", "[INFO] Más autobuses después | v1.2"),
    ],
)
def test_content_cannot_write_headers(tmp_path: Path, more: str, subject: str | None) -> None:
    """Line breaks become spaces, and what looks like an encoded word is shown as it is written."""
    message = read(
        eml(write(tmp_path, more + "audience: {primary: '=?utf-8?q?evil?= <x@example.org>, y@example.org'}\n"))
    )
    assert message["Bcc"] is None
    assert message["To"].addresses == ()
    assert subject is None or message["Subject"] == subject
    assert subject is not None or "=\u2060?utf-8?q?=0D=0ABcc:" in message["Subject"]
    assert len(message["Subject"]) <= 78
    names = [name.lower() for name in message]
    assert len(names) == len(set(names))


NASTY = (
    "a\r\nBcc: x@example.org",
    "a\x0b\x0c\x1c\x85\u2028Bcc: x",
    "=?utf-8?b?QQ==?=",
    'q"uo\\te',
    "x" * 3_000,
    "é" * 3_000,
    "word " * 600,
    "\x00\x07\x1b[31m",
    "كابول \u200f\u202eevil",
)


@pytest.mark.parametrize("text", NASTY)
def test_a_header_is_one_header_whatever_it_holds(text: str) -> None:
    """Headers made of hostile words parse as one header without a defect, on lines that are not too long."""
    from email import message_from_bytes
    from email.policy import SMTP

    safe = header_text(text)
    for raw in (
        header_line("Subject", safe),
        named_line("From", safe, "\r\n <a@example.org>"),
        named_line("To", safe, ":;"),
    ):
        assert max(map(len, raw.split(b"\r\n"))) < 998
        message = message_from_bytes(raw + b"\r\n", policy=SMTP)
        assert len(message.keys()) == 1
        (value,) = message.values()
        assert value.defects == ()
        assert "Bcc: x" not in message
    subject = message_from_bytes(header_line("Subject", safe) + b"\r\n", policy=SMTP)["Subject"]
    assert str(subject) == safe


def test_a_subject_that_is_cut_is_told(tmp_path: Path) -> None:
    """A claim that does not fit is cut at a word, and the author is told at its line how much room there is."""
    result = build(write(tmp_path, TLP + "email: {subject: 'Later buses bring many more people than parking does'}\n"))
    (problem,) = (problem for problem in result.findings if problem.rule == "EML-01")
    assert problem.severity == "warning"
    assert problem.place is not None
    assert problem.place.excerpt.startswith("email: {subject")
    subject = read(result.files[0].path)["Subject"]
    assert subject == "[INFO] Later buses bring many more people than… | TLP:AMBER+STRICT | v1.2"


def test_a_short_title_that_fits_is_taken_before_a_cut(tmp_path: Path) -> None:
    """A title that is too long gives way to the short title."""
    title = "Later buses bring more people into the centre than free parking ever did"
    text = BRIEF.replace(
        "Later buses bring more people than parking\n", f"{title}\n  short_title: Buses beat parking\n"
    )
    result = build(write(tmp_path, "", text))
    assert read(result.files[0].path)["Subject"] == "[INFO] Buses beat parking | v1.2"
    assert [problem for problem in result.findings if problem.rule == "EML-01"] == []


def test_right_to_left(tmp_path: Path) -> None:
    """A page of a language that runs from the right says so in every row, and its subject begins with such a mark."""
    words = (package_folder("templates") / "languages" / "en.yaml").read_text(encoding="utf-8")
    (tmp_path / "templates" / "languages").mkdir(parents=True)
    (tmp_path / "templates" / "languages" / "fa.yaml").write_text(words, encoding="utf-8")
    text = BRIEF.replace("  version:", "  language: fa\n  version:").replace("Later buses", "اتوبوس‌های")
    message = read(eml(write(tmp_path, TLP, text)))
    html = html_of(message)
    assert '<html lang="fa" dir="rtl">' in html
    rows = re.findall(r"<td [^>]*align=[^>]*>", html)
    assert len(rows) > 4
    assert all('dir="rtl"' in row and 'align="right"' in row for row in rows if "gutter" not in row)
    assert message["Subject"].startswith("\u200f[INFO] اتوبوس‌های")
    assert "اتوبوس‌های" in text_of(message)


@pytest.mark.parametrize(("entry", "said"), [("pfd", "did you mean 'pdf'?"), ("email", "would carry itself")])
def test_what_cannot_be_attached_is_told_at_its_line(tmp_path: Path, entry: str, said: str) -> None:
    """An output that there is not, or the message itself, stops the message where the author named it."""
    result = build(write(tmp_path, f"email: {{attach: [{entry}]}}\n"))
    assert not result.built
    (problem,) = result.problems
    assert said in str(problem)
    assert "attach" in str(problem)


def test_more_than_one_output_can_be_attached(tmp_path: Path) -> None:
    """Each attached output is told by name; none at all is possible too."""
    message = read(eml(write(tmp_path / "a", "email: {attach: [pdf, html]}\n")))
    kinds = [part.get_content_type() for part in message.iter_attachments()]
    assert kinds == ["application/pdf", "text/html"]
    bare = read(eml(write(tmp_path / "b", "email: {attach: []}\n")))
    assert list(bare.iter_attachments()) == []
    assert "Attached" not in text_of(bare)


@pytest.mark.parametrize(
    ("size", "severity"),
    [(1_000, None), (LARGE, None), (LARGE + 1, "warning"), (TOO_LARGE, "warning"), (TOO_LARGE + 1, "error")],
)
def test_the_budget_of_attachments(tmp_path: Path, size: int, severity: str | None) -> None:
    """Above 10 MB the author is warned, above 18 MB it is an error, which stops a brief that claims to be cleared."""
    path = write(tmp_path)
    workspace, document = brief.Workspace.around(path), brief.read(path)
    view = brief.view_of(workspace, document)
    output = OUTPUTS.named("email")
    page = Page(
        brief.paint_page(workspace, view, output),
        view,
        workspace,
        made=lambda name: MadeFile(f"{name}.pdf", "application/pdf", Made(b"x" * size)),
    )
    made = output.make(page)
    assert made.message is not None
    found = [p.severity for p in after_making(document, Found(messages=(made.message,))) if p.rule == "EML-02"]
    assert found == ([severity] if severity else [])


def test_a_message_that_gmail_would_cut_is_refused(tmp_path: Path) -> None:
    """More than 102 kB of HTML is an error: what is cut off is the end of the marking."""
    many = "".join(f"  - Judgement {n} {'says a great deal ' * 60}.\n" for n in range(90))
    result = build(write(tmp_path, "", BRIEF + many))
    assert [problem.rule for problem in result.problems if problem.severity == "error"] == ["mail-length"]
    assert not result.built


def test_markup_as_text() -> None:
    """Paragraphs, lists, links, tables and footnotes read well without markup."""
    html = (
        '<p>One <a href="https://example.org/a">two</a>\nthree</p>\n<ul><li>four</li><li><p>five</p></li></ul>'
        '<p>six <span class="cite">[<a href="#S1">1</a>]</span>.</p><table><tr><th>a</th><td>b</td></tr></table>'
        '<p>&lt;b&gt; <a href="mailto:x@example.org">x@example.org</a> <a class="ref" href="#KJ1">KJ1</a><br>end</p>'
    )
    assert as_text(html).splitlines() == [
        *("One two <https://example.org/a> three", "- four", "- five", "six.", "a | b"),
        *("<b> x@example.org KJ1", "end"),
    ]
