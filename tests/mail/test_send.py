"""Sending through a real server on this machine: each recipient one copy, whatever the server does."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner

from brief import mail
from brief.cli import cli
from brief.problems import BriefError
from brief.workspace import this_moment
from tests.mail.messages import eml, text_of, write
from tests.mail.postoffice import HANG_UP, HANG_UP_AFTER_TAKING, HOST, STEPS, Mood, PostOffice, opened

SECRETS = ("BRIEF_SMTP_USER", "BRIEF_SMTP_PASSWORD")
LOGIN = dict(zip(SECRETS, ("desk", "s3cret"), strict=True))
HASTE = mail.Patience(6, 0.01, 0.02)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one message without attachments."""
    return eml(write(tmp_path_factory.mktemp("work"), "email: {attach: []}\n"))


@pytest.fixture
def message(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the message to a place of its own, without a journal beside it, and forget all passwords."""
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    return Path(shutil.copy(built, tmp_path / "message.eml"))


def post(
    message: Path, office: PostOffice, to: Sequence[str], patience: mail.Patience = HASTE, again: Sequence[str] = ()
) -> mail.Report:
    """Send a message through a post office, and check that each fate is told once."""
    plan = mail.make_plan(mail.Asked(message, to), this_moment())
    told: list[str] = []
    report = mail.send(
        plan, mail.Server(HOST, office.port), patience, again, lambda one, _fate, _said: told.append(one.address)
    )
    assert sorted(told) == sorted(to)
    return report


def fates(report: mail.Report) -> dict[str, mail.Fate]:
    """Return the fate of each address."""
    return {recipient.address: fate for recipient, (fate, _) in report.fates.items()}


def people(count: int) -> list[str]:
    """Make up addresses."""
    return [f"reader-{number}@example.org" for number in range(count)]


def once(*acts: tuple[str, str]) -> Mood:
    """Do something at the first occasion of a step, each act once."""
    left = list(acts)

    def mood(step: str, _recipient: str) -> str | None:
        act = next((act for act in left if act[0] == step), None)
        if act is None:
            return None
        left.remove(act)
        return act[1]

    return mood


def test_each_recipient_gets_a_copy_that_shows_no_other(message: Path) -> None:
    """To is the one recipient; nothing of the draft, its allowed circle or another recipient is in any copy."""
    raw = message.read_bytes()
    message.write_bytes(
        b"Bcc: secret@example.org\r\nCc: other@example.org\r\nX-Brief-Recipient: example.org\r\nX-Own: 1\r\n" + raw
    )
    with opened(PostOffice()) as office:
        report = post(message, office, ["bob@example.org", "ann@example.org"])
    assert report.good
    assert office.counts == {"ann@example.org": 1, "bob@example.org": 1}
    assert office.connections == 1
    for taken in office.taken:
        found = taken.message
        assert found.defects == []
        assert [address.addr_spec for address in found["To"].addresses] == [taken.recipient]
        assert taken.sender == "desk@example.org"
        assert found["From"].addresses[0].addr_spec == "desk@example.org"
        assert [name.lower() for name in found] == [
            *("subject", "content-language", "mime-version", "content-type", "from", "to", "date", "message-id")
        ]
        (other,) = {"ann@example.org", "bob@example.org"} - {taken.recipient}
        for leak in (other, "secret@", "other@", "X-Unsent", "X-Brief", "X-Own"):
            assert leak.encode() not in taken.content
        assert "Run buses to midnight." in text_of(found)
        assert taken.content.partition(b"\r\n\r\n")[2] == raw.partition(b"\r\n\r\n")[2]
    assert len({taken.message["Message-ID"] for taken in office.taken}) == 2


def test_names_and_dots_arrive_as_they_are(message: Path) -> None:
    """A name of any script stands before its address, and a line that begins with a dot keeps it."""
    raw = message.read_bytes()
    message.write_bytes(raw + b"..a\r\n.\r\nb\r\n")
    with opened(PostOffice()) as office:
        plan = mail.make_plan(mail.Asked(message, ['"Łódź, Office" <a@example.org>']), this_moment())
        mail.send(plan, mail.Server(HOST, office.port), HASTE, (), lambda *_: None)
    (taken,) = office.taken
    assert taken.content.endswith(b"..a\r\n.\r\nb\r\n")
    assert taken.message["To"].addresses[0].display_name == "Łódź, Office"


def test_two_hundred_copies_over_a_server_that_drops_one_connection_in_ten(message: Path) -> None:
    """Each of 200 recipients has exactly one copy, though the server hangs up at any step, ten times in a hundred."""
    offers = itertools.count(1)
    steps = itertools.cycle(STEPS[1:])
    doomed: list[str] = []

    def mood(step: str, _recipient: str) -> str | None:
        if step == "mail" and next(offers) % 10 == 0:
            doomed.append(next(steps))
        if doomed and doomed[-1] == step:
            doomed[-1] = ""
            # Before the end of a message it is certain that the server has not taken it.
            return HANG_UP if step != "end" else "451 try again"
        return None

    with opened(PostOffice(mood)) as office:
        report = post(message, office, people(200))
    assert len(doomed) >= 20
    assert report.good
    assert office.counts == dict.fromkeys(people(200), 1)
    assert office.connections > 15


def test_a_copy_in_doubt_is_never_sent_again_unasked(message: Path) -> None:
    """A line that breaks between the offer and the answer leaves it open: told, kept, and sent again only by name."""
    to = people(6)
    taken_first = once(("end", HANG_UP_AFTER_TAKING))
    with opened(PostOffice(taken_first)) as office:
        report = post(message, office, to)
        (doubtful,) = [address for address, fate in fates(report).items() if fate is mail.Fate.DOUBT]
        assert not report.good
        assert office.counts == dict.fromkeys(to, 1)
        assert doubtful in "\n".join(mail.report_lines(report))
        again = post(message, office, to)
        assert fates(again) == dict.fromkeys(to, mail.Fate.BEFORE) | {doubtful: mail.Fate.DOUBT}
        assert office.counts == dict.fromkeys(to, 1)
        asked = post(message, office, to, again=[doubtful, to[-1]])
    assert asked.good
    assert office.counts == dict.fromkeys(to, 1) | {doubtful: 2}
    ids = {taken.message["Message-ID"] for taken in office.taken if taken.recipient == doubtful}
    assert len(ids) == 1, "the two have one Message-ID, by which a server can drop the second"


TEMPORARY = [(step, what) for step in STEPS for what in ("421 too busy", "451 later", HANG_UP)]
TEMPORARY.remove(("end", HANG_UP))  # then it is in doubt, which has a test of its own


@pytest.mark.parametrize(("step", "what"), TEMPORARY)
def test_what_may_pass_is_tried_again(message: Path, step: str, what: str) -> None:
    """A temporary refusal or a broken line at any step costs time and nothing else."""
    with opened(PostOffice(once((step, what)))) as office:
        report = post(message, office, people(3))
    assert report.good, list(mail.report_lines(report))
    assert office.counts == dict.fromkeys(people(3), 1)


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "end"])
def test_what_is_refused_for_good_is_told_and_not_tried_again(message: Path, step: str) -> None:
    """A 5xx answer is final for its copy; the others get theirs, and another run may try again."""
    tried: list[str] = []

    def mood(at: str, _recipient: str) -> str | None:
        tried.append(at)
        return "550 no such reader" if at == step and tried.count(step) == 1 else None

    with opened(PostOffice(mood)) as office:
        report = post(message, office, people(3))
        assert sorted(fate.value for fate in fates(report).values()) == ["refused", "sent", "sent"]
        assert "550 no such reader" in "\n".join(mail.report_lines(report))
        assert tried.count("mail") == 3
        assert post(message, office, people(3)).good
    assert office.counts == dict.fromkeys(people(3), 1)


def test_patience_ends(message: Path) -> None:
    """Who is put off in every round is told as not sent; the others are not held up by it."""
    with opened(
        PostOffice(lambda step, who: "450 grey" if step == "rcpt" and who.startswith("reader-1@") else None)
    ) as office:
        report = post(message, office, people(3), mail.Patience(3, 0.01))
    assert fates(report) == dict.fromkeys(people(3), mail.Fate.SENT) | {"reader-1@example.org": mail.Fate.WAITING}
    assert "reader-1@example.org (450 grey)" in "\n".join(mail.report_lines(report))


def test_pauses_grow_and_end() -> None:
    """The pauses are 1, 4, 16, 64 seconds and never more than two minutes."""
    assert [mail.Patience().pause(number) for number in range(1, 7)] == [1, 4, 16, 64, 120, 120]


def test_a_server_that_is_not_there(message: Path) -> None:
    """Nobody gets through: everybody is told as not sent, and the journal blames nobody."""
    with opened(PostOffice()) as office:
        port = office.port
    gone = PostOffice(port=port)
    report = post(message, gone, people(2), mail.Patience(2, 0.01))
    assert set(fates(report).values()) == {mail.Fate.WAITING}
    assert Path(f"{message}.journal").read_text(encoding="utf-8") == ""


def test_a_message_over_the_size_of_the_server(message: Path) -> None:
    """A server that says how much it takes refuses it at once, and says why."""
    with opened(PostOffice(size=2_000)) as office:
        report = post(message, office, people(1))
    assert set(fates(report).values()) == {mail.Fate.REFUSED}
    assert "size" in "\n".join(mail.report_lines(report)).lower()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Make a certificate authority for the tests."""
    return trustme.CA()


@pytest.fixture
def certified(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], ssl.SSLContext]:
    """Trust the authority as the machine would, and return a function that makes the context of a server."""
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))

    def context(name: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(made)
        return made

    return context


def run(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """Run `brief send` and return its exit code and all that it printed."""
    done = CliRunner().invoke(cli, ["send", *map(str, arguments)], env=environment, catch_exceptions=True)
    if isinstance(done.exception, BriefError):
        return 1, "\n".join(map(str, done.exception.problems))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_encrypted_and_logged_in(message: Path, certified: Callable[[str], ssl.SSLContext]) -> None:
    """The command logs in over a connection whose certificate it has checked; the password is printed nowhere."""
    with opened(PostOffice(tls=certified("localhost"), login=("desk", "s3cret"))) as office:
        command = (message, "--smtp", f"localhost:{office.port}", "--tls", "--to", "a@example.org")
        code, said = run(*command, **LOGIN)
    assert (code, office.logins) == (0, [True]), said
    assert office.counts == {"a@example.org": 1}
    assert "1 sent" in said
    assert "s3cret" not in said + Path(f"{message}.journal").read_text(encoding="utf-8")


def test_a_wrong_password_ends_it(message: Path, certified: Callable[[str], ssl.SSLContext]) -> None:
    """A server that does not know the login gets nothing, and is not asked again and again."""
    with opened(PostOffice(tls=certified("localhost"), login=("desk", "s3cret"))) as office:
        command = (
            message,
            "--smtp",
            f"localhost:{office.port}",
            "--tls",
            "--to",
            "a@example.org",
            "--to",
            "b@example.org",
        )
        code, said = run(*command, "--user", "desk", **{SECRETS[1]: "wrong"})
        assert code == 1
        assert "error[smtp-login]" in said
        assert "2 not sent" in said
        assert len(office.logins) <= 2, "once in each of the ways that the server offers"
        assert not any(office.logins)
        code, said = run(*command, "--user", "désk", **{SECRETS[1]: "wörd"})
        assert "ASCII only" in said
        code, said = run(*command, "--user", "desk")
        assert "there is no password for 'desk'" in said
    assert office.taken == []


@pytest.mark.parametrize("name", ["other.example.org", None])
def test_a_false_or_missing_certificate_ends_it(
    message: Path, certified: Callable[[str], ssl.SSLContext], name: str | None
) -> None:
    """A certificate for another name, or a server without encryption, gets neither a password nor a message."""
    office = PostOffice(tls=certified(name) if name else None, login=("desk", "s3cret") if name else None)
    with opened(office):
        command = (message, "--smtp", f"localhost:{office.port}", "--tls", "--to", "a@example.org")
        code, said = run(*command, **LOGIN)
    assert code == 1
    assert "error[smtp-tls]" in said
    assert (office.taken, office.logins) == ([], [])


def test_only_this_machine_may_go_without_encryption() -> None:
    """Encryption is left out for loopback addresses alone, whatever a name looks like."""
    for here in ("localhost", "127.0.0.1", "127.9.9.9:25", "[::1]:25", "LOCALHOST:2525"):
        assert not mail.read_server(here).encrypted, here
        assert mail.read_server(here, tls=True).encrypted
    for elsewhere in (
        "mail.example.org",
        "localhost.example.org",
        "10.0.0.1",
        "127.0.0.1.example.org",
        "localhost:465",
    ):
        assert mail.read_server(elsewhere).encrypted, elsewhere
    for wrong in ("a b", "host:0", "host:70000", "user@host", "[::1", "host:port", "h\r\nQUIT"):
        with pytest.raises(ValueError, match=re.escape(wrong)):
            mail.read_server(wrong)


def test_a_dry_run_shows_all_and_sends_nothing(message: Path) -> None:
    """It prints the very headers of each copy, the text, the files, and leaves no journal; no server is needed."""
    code, said = run(message, "--to", "Ann <a@example.org>", "--to", "b@example.org", "--dry-run")
    assert code == 0
    assert said.count("Message-ID: <") == 2
    assert 'To: "Ann"' in said
    assert "To: <b@example.org>" in said
    assert "Run buses to midnight." in said
    assert "2 of 2 recipients would be sent it; nothing was sent" in said
    assert not Path(f"{message}.journal").exists()
    with opened(PostOffice()) as office:
        code, _ = run(message, "--smtp", f"{HOST}:{office.port}", "--to", "b@example.org")
        assert code == 0
        shown = {line for line in said.splitlines() if line.startswith("Message-ID")}
        assert f"Message-ID: {office.taken[0].message['Message-ID']}" in shown
    code, said = run(message, "--to", "a@example.org", "--to", "b@example.org", "--dry-run")
    assert "b@example.org (has it already, and would be left out)" in said
    assert "1 of 2 recipients would be sent it" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--to", "a@example.org"), 2, "name the mail server with --smtp"),
        (("--smtp", "a b", "--to", "a@example.org"), 2, "write HOST or HOST:PORT"),
        (("--smtp", "localhost"), 1, "there is no recipient"),
        (("--smtp", "localhost", "--to", "a@b"), 1, "'a@b' is no address"),
        (("--smtp", "localhost", "--to", "a@example.org\r\nBcc: b@example.org"), 1, "is no address"),
        (("--smtp", "localhost", "--to", "a@example.org", "--from", "me"), 1, "'me' is no address"),
        (("--smtp", "localhost", "--to-list", "gone.txt"), 1, "there is no file"),
    ],
)
def test_wrong_arguments(message: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    """What is asked wrongly is told, with 2 for the command and 1 for what it names."""
    found, said = run(message, *arguments)
    assert found == code, said
    assert words in said


def test_a_file_that_is_no_message(tmp_path: Path) -> None:
    """Any other file is refused, also one that is not there."""
    other = tmp_path / "other.eml"
    other.write_bytes(b"Subject: x\r\nFrom: a@example.org\r\n\r\nHello")
    assert "error[not-a-message]" in run(other, "--to", "a@example.org", "--dry-run")[1]
    other.write_bytes(os.urandom(3_000))
    assert "error[not-a-message]" in run(other, "--to", "a@example.org", "--dry-run")[1]
    assert "error[no-such-file]" in run(tmp_path / "gone.eml", "--to", "a@example.org", "--dry-run")[1]


def test_a_message_from_nobody_needs_a_sender(tmp_path: Path) -> None:
    """A brief without an address asks for --from, which then is the sender in the head and on the envelope."""
    path = write(tmp_path, "email: {attach: []}\n")
    path.write_text(
        path.read_text(encoding="utf-8").replace("contact: desk@example.org", "contact: room 12"), encoding="utf-8"
    )
    file = eml(path)
    assert "error[mail-sender]" in run(file, "--to", "a@example.org", "--dry-run")[1]
    with opened(PostOffice()) as office:
        code, said = run(
            file, "--smtp", f"{HOST}:{office.port}", "--to", "a@example.org", "--from", "Me <me@example.net>"
        )
    assert code == 0, said
    assert office.taken[0].sender == "me@example.net"
    assert str(office.taken[0].message["From"]) == "Me <me@example.net>"
