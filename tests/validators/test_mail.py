"""The e-mail as other readers of mail see it: mailparser, Can I email, html-validate and SpamAssassin's offline rules.

In the HTML, tables and attributes do what style sheets do elsewhere, so html-validate does not mind those.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from brief import mail
from brief.workspace import this_moment
from tests.golden.pages.samples import built_elsewhere
from tests.validators.judges import judged_by_html_validate
from tests.validators.tools import SLUGS, fetched, made_of, program, run, validators_folder

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

READER = Path(__file__).with_name("mail.mjs")
RULES = Path(__file__).with_name("html-validate-mail.json")
MOST_CLIENTS = 5  # a feature that as many mail programs do not know is one that readers miss
MOST_POINTS = 1.5  # mail is taken for spam from 5 on
BAD = (
    b'From: "a@b.example" <c@d.example>\r\nSubject: FREE MONEY!!! Act now\r\nMIME-Version: 1.0\r\n'
    b'Content-Type: text/html\r\n\r\n<html><body style="display:grid;position:fixed;filter:blur(2px)"><h1>Viagra</h1>'
    b'<h3>x</h3><svg><circle r="3"/></svg><img src="http://203.0.113.7/x.gif"><form><input name=a></form></body></html>'
)


@pytest.fixture(scope="session")
def messages() -> Mapping[str, Path]:
    """Build the e-mail of every brief in content/."""
    found = {slug: made_of(slug, built_elsewhere(), ".eml") for slug in SLUGS}
    assert {slug: len(paths) for slug, paths in found.items()} == dict.fromkeys(SLUGS, 1)
    return {slug: paths[0] for slug, paths in found.items()}


@pytest.fixture(scope="session")
def bad_message(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a message that every judge of mail must find at fault."""
    path = tmp_path_factory.mktemp("bad-mail") / "bad.eml"
    path.write_bytes(BAD)
    return path


@pytest.fixture(scope="session")
def second_reader(messages: Mapping[str, Path], bad_message: Path) -> Mapping[str, Any]:
    """Let mailparser and Can I email read every message, once."""
    what = "a second reader's view of the e-mail, and which mail programs know what it uses"
    fetched("npm/node_modules/mailparser", what), fetched("npm/node_modules/caniemail", what)
    done = run(program("node", what), READER, validators_folder(), *messages.values(), bad_message)
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def content(message: EmailMessage, kind: str) -> str:
    """Return one of the two readings of a message."""
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def same(text: str) -> str:
    """Return a text with one kind of line ends, and none at its end."""
    return text.replace("\r\n", "\n").rstrip("\n")


@pytest.mark.parametrize("slug", SLUGS)
def test_two_readers_see_the_same_message(messages: Mapping[str, Path], second_reader: Any, slug: str) -> None:
    """Python and mailparser agree on the headers, on both readings and on every byte of the attached files."""
    message = message_from_bytes(messages[slug].read_bytes(), policy=SMTP)
    other = second_reader[str(messages[slug])]
    assert other["subject"] == message["Subject"]
    assert other["from"] == [address.addr_spec for address in message["From"].addresses]
    assert other["id"] == message["Message-ID"]
    assert other["date"] == message["Date"].datetime.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    assert same(other["text"]) == same(content(message, "plain"))
    assert same(other["html"]) == same(content(message, "html"))
    attached = [
        (part.get_filename(), part.get_content_type(), part.get_content()) for part in message.iter_attachments()
    ]
    assert [(name, kind, base64.b64decode(coded)) for name, kind, coded in other["attachments"]] == attached
    assert [(kind, content[:5]) for _, kind, content in attached] == [("application/pdf", b"%PDF-")]


@pytest.mark.parametrize("slug", SLUGS)
def test_mail_programs_know_what_it_uses(messages: Mapping[str, Path], second_reader: Any, slug: str) -> None:
    """No feature of the HTML is unknown to five or more of the mail programs that Can I email has data of."""
    unsupported = second_reader[str(messages[slug])]["unsupported"]
    assert {feature: clients for feature, clients in unsupported.items() if len(clients) >= MOST_CLIENTS} == {}


@pytest.fixture(scope="session")
def faults_of_html(
    messages: Mapping[str, Path], second_reader: Any, bad_message: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[str]]:
    """Let html-validate read the HTML of every message, once; return what it finds by the names of the messages."""
    folder = tmp_path_factory.mktemp("html-of-mail")
    (folder / "bad.html").write_text(second_reader[str(bad_message)]["html"], encoding="utf-8")
    for slug, path in messages.items():
        message = message_from_bytes(path.read_bytes(), policy=SMTP)
        (folder / f"{slug}.html").write_text(content(message, "html"), encoding="utf-8")
    pages = sorted(folder.glob("*.html"))
    found = judged_by_html_validate(pages, RULES)
    return {path.stem: found.get(str(path), []) for path in pages}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_html_is_valid(faults_of_html: Mapping[str, list[str]], slug: str) -> None:
    """html-validate has nothing to say, about the document or about its accessibility."""
    assert faults_of_html[slug] == []


@pytest.fixture(scope="session")
def spam_points(
    messages: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, tuple[float, str]]:
    """Return the points that SpamAssassin's rules give each draft and each copy that is sent, and its reports.

    It asks nobody, and reads every message in one run: to load its rules takes longer than to judge by them.
    """
    folder = tmp_path_factory.mktemp("spam")
    mails = {slug: path.read_bytes() for slug, path in messages.items()}
    every = {**mails, **{f"{slug} sent": sent(raw, folder / "sent.eml") for slug, raw in mails.items()}, "bad": BAD}
    for number, (name, raw) in enumerate(every.items()):
        (folder / f"{number:03}.eml").write_bytes(f"X-Case: {name}\r\n".encode() + raw)
    tool = program("spamassassin", "what a spam filter thinks of the e-mail")
    options = ("--local", "--nocreate-prefs", "--test-mode", f"--prefspath={folder}/none", "--cf=use_bayes 0")
    done = run(tool, *options, *sorted(folder.glob("[0-9]*.eml")), HOME=str(folder))
    found = {}
    # What it thinks stands in a head before each message; the report follows it.
    for judged in re.split("^X-Spam-Checker-Version: ", done.stdout, flags=re.MULTILINE)[1:]:
        case, points = re.search("^X-Case: (.*)$", judged, re.MULTILINE), re.search(r"\(([-\d.]+) points,", judged)
        assert case, judged
        assert points, judged
        found[case[1].strip()] = float(points[1]), judged[points.start() :]
    assert sorted(found) == sorted(every), done.stderr
    return found


def sent(raw: bytes, path: Path) -> bytes:
    """Return what is sent of a draft to a reader who is on its list."""
    path.write_bytes(re.sub(rb"(?m)^(X-Brief-Marking: )", rb"X-Brief-Recipient: example.org\r\n\1", raw, count=1))
    plan = mail.make_plan(mail.Asked(path, ["reader@example.org"], None, "Desk <desk@example.com>"), this_moment())
    return plan.message(plan.recipients[0])


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_not_taken_for_spam(spam_points: Mapping[str, tuple[float, str]], slug: str) -> None:
    """The draft and a copy that is sent get at most 1.5 of the 5 points that make spam."""
    for name in (slug, f"{slug} sent"):
        points, report = spam_points[name]
        assert points <= MOST_POINTS, report


def test_the_judges_of_mail_bite(second_reader: Any, bad_message: Path, faults_of_html: Any, spam_points: Any) -> None:
    """A bad message is at fault in the eyes of each judge."""
    seen = second_reader[str(bad_message)]
    assert any(len(clients) >= MOST_CLIENTS for clients in seen["unsupported"].values())
    assert seen["attachments"] == []
    assert faults_of_html["bad"]
    assert spam_points["bad"][0] > MOST_POINTS
