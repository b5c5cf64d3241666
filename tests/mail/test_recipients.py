"""Who may be sent a brief: how recipients are listed, and what each marking lets them have."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from brief import mail
from brief.problems import BriefError
from brief.workspace import this_moment
from tests.mail.messages import build, eml, write

ADDRESSES = ("minister@example.org", "clerk@example.org", "aide@post.example.org", "friend@example.net")


def refused(message: Path, *to: str) -> list[str]:
    """Return the addresses that a marking keeps a message from; a refusal of all is one entry `all`."""
    with contextlib.suppress(BriefError):
        mail.make_plan(mail.Asked(message, to), this_moment())
        return []
    with pytest.raises(BriefError) as caught:
        mail.make_plan(mail.Asked(message, to), this_moment())
    problems = caught.value.problems
    assert {problem.rule for problem in problems} == {"recipient-refused"}
    return sorted(next((one for one in to if f"'{one}'" in problem.message), "all") for problem in problems)


def handling(scheme: str, marking: str, recipients: str = "[]", more: str = "") -> str:
    """Write the handling of a brief."""
    return (
        f"email: {{attach: []}}\nhandling: {{scheme: {scheme}, marking: '{marking}', recipients: {recipients}{more}}}\n"
    )


OWN = "[example.org]"
BELOW = "['*.example.org', friend@example.net]"
NAMED = "[Minister@Example.org, example.org]"


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        (handling("tlp", "TLP:CLEAR"), []),
        (handling("tlp", "TLP:GREEN"), []),
        (handling("tlp", "TLP:GREEN", OWN), ["aide@post.example.org", "friend@example.net"]),
        (handling("tlp", "TLP:AMBER"), ["all"]),
        (handling("tlp", "TLP:AMBER", OWN), ["aide@post.example.org", "friend@example.net"]),
        (handling("tlp", "TLP:AMBER", BELOW), ["clerk@example.org", "minister@example.org"]),
        (handling("tlp", "TLP:AMBER+STRICT"), ["all"]),
        (handling("tlp", "TLP:RED"), ["all"]),
        (handling("tlp", "TLP:RED", NAMED), ["aide@post.example.org", "clerk@example.org", "friend@example.net"]),
        (handling("tlp", "TLP:RED", OWN), sorted(ADDRESSES)),
        (handling("uk_gsc", "OFFICIAL"), []),
        (handling("uk_gsc", "OFFICIAL", more=", instructions: [RECIPIENTS ONLY]"), ["all"]),
        (handling("uk_gsc", "OFFICIAL-SENSITIVE"), ["all"]),
        (handling("uk_gsc", "OFFICIAL-SENSITIVE", OWN), ["aide@post.example.org", "friend@example.net"]),
        (
            "email: {attach: []}\nhandling: {recipients: [example.org]}\n",
            ["aide@post.example.org", "friend@example.net"],
        ),
        ("email: {attach: []}\n", []),
    ],
)
def test_the_marking_decides_who_may_have_it(tmp_path: Path, more: str, wanted: list[str]) -> None:
    """Narrow markings need a list of who may have it; RED knows addresses only; a list holds for every marking."""
    assert refused(eml(write(tmp_path, more)), *ADDRESSES) == wanted


def test_a_list_of_recipients(tmp_path: Path) -> None:
    """Names, comments and empty lines are read, repeats dropped, and each wrong line is told with its place."""
    message = eml(write(tmp_path, "email: {attach: []}\n"))
    listed = tmp_path / "list.txt"
    listed.write_text(
        '# the council\nAnn Lee <ann@example.org>\r\n\n  bob@example.org\nANN@example.org\n"Lee, C" <c@example.org>\n',
        encoding="utf-8",
    )
    plan = mail.make_plan(mail.Asked(message, ["bob@example.org"], listed), this_moment())
    assert [(one.name, one.address) for one in plan.recipients] == [
        *(("", "bob@example.org"), ("Ann Lee", "ann@example.org"), ("Lee, C", "c@example.org"))
    ]
    listed.write_text(
        "ann@example.org\nann at example\nbob@exämple.org\na@example.org, b@example.org\n", encoding="utf-8"
    )
    with pytest.raises(BriefError) as caught:
        mail.make_plan(mail.Asked(message, (), listed), this_moment())
    assert [problem.place.line for problem in caught.value.problems if problem.place] == [2, 3, 4]


@pytest.mark.parametrize(
    "entry", ["example", "a b@example.org", "@example.org", "*.", "*@example.org", "a@example.org, b"]
)
def test_who_may_have_it_is_an_address_or_a_domain(tmp_path: Path, entry: str) -> None:
    """Anything else under handling.recipients is told at its line."""
    result = build(write(tmp_path, f"handling: {{recipients: ['{entry}']}}\n"))
    (problem,) = (problem for problem in result.problems if problem.severity == "error")
    assert problem.rule == "recipient"
    assert problem.place is not None
    assert "recipients" in problem.place.excerpt
