"""A stranger's workspace is opened under an audit hook: no file elsewhere, no socket, no program but the one child."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE_S
from tests.safety.hostile import png, write_template

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the hook counts what Linux opens")

# Reported through a descriptor that is opened before: the hook itself must open nothing.
SCRIPT = """
import json, os, sys
report = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC)
held = os.dup2(report, 900)

def watch(event, arguments):
    if arguments and isinstance(arguments[0], int):
        return  # what is open already
    if event == "open":
        name = os.fsdecode(arguments[0])
    elif event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.spawn")):
        name = ""
    elif event in ("os.listdir", "os.scandir"):
        name = os.fsdecode(arguments[0] or ".")
    elif event in ("os.remove", "os.rename", "os.symlink", "os.mkdir", "os.rmdir"):
        name = os.fsdecode(arguments[0])
    else:
        return
    line = json.dumps([os.getpid() == parent, event, os.path.join(os.getcwd(), name)]) + "\\n"
    for descriptor in (report, 900):
        try:
            os.write(descriptor, line.encode())
            return
        except OSError:
            pass

parent = os.getpid()
sys.addaudithook(watch)
from pathlib import Path
import brief
from brief import confine
keep = os.closerange
os.closerange = lambda low, high: keep(low, min(high, 900))  # the report stays open in the child
for path in sorted(Path(sys.argv[1]).glob("content/*/brief.yaml")):
    for result in brief.build([path], brief.Options(jobs=1, limits=brief.Limits(seconds=20))):
        print(json.dumps([path.parent.name, [f.path.name for f in result.files], [str(p) for p in result.problems]]))
"""


def brief_text(name: str, more: str = "") -> str:
    """Return a brief that says something hostile in many of its fields."""
    return textwrap.dedent(
        f"""
        meta:
          title: "{name} {{{{ 7*7 }}}}"
          date: 2024-05-06
          authors: ["<script src=http://evil.example/a.js></script>"]
          publisher: {{name: House, url: "https://evil.example/"}}
        key_judgements:
          - "![x](file:///etc/passwd) ![y](http://evil.example/y.png) <img src=/etc/passwd>"
          - "[click](javascript:alert(1)) [data](data:text/html;base64,PHNjcmlwdD4=) [f](file:///etc/passwd)"
        background: |
          <link rel="attachment" href="file:///etc/passwd"><a rel=attachment href="/etc/passwd">x</a>
          <style>@import url(http://evil.example/a.css)</style><svg><image href="file:///etc/passwd"/></svg>

          {{% include '/etc/passwd' %}} ![ref]

          [ref]: file:///etc/passwd
        """
    ) + textwrap.dedent(more)


def figure(name: str) -> str:
    """Return a figure with an image file."""
    return f"figures:\n  - {{id: FIG1, kind: image, caption: c, alt: a, file: {json.dumps(name)}}}\n"


FIGURES = {
    "absolute": "/etc/passwd",
    "dots": "../../../../../../../etc/passwd",
    "secret-image": "../../../secret.png",
    "file": "file:///etc/passwd",
    "file-upper": "FILE:///etc/passwd",
    "percent": "%2e%2e/%2e%2e/%2e%2e/secret.png",
    "link": "link.png",
    "folder-link": "folder/secret.png",
    "pipe": "pipe.png",
    "zero": "/dev/zero",
    "network": "http://127.0.0.1:9/a.png",
    "drawing": "a.svg",
    "environ": "/proc/self/environ",
}
CSS = """
@import url(http://127.0.0.1:9/a.css);
@import url(file:///etc/passwd);
@import "../../../../secret.css";
@font-face { font-family: X; src: url(file:///etc/passwd), url(http://127.0.0.1:9/x.ttf), local("DejaVu Sans") }
h1 { background: url(file:///etc/passwd), url(../../../../secret.png); font-family: X }
p::before { content: url(http://127.0.0.1:9/b.png) }
li { list-style-image: url(/dev/zero) }
a { background: url("data:image/svg+xml,<svg><image href='file:///etc/passwd'/></svg>") }
"""


@pytest.fixture(scope="module")
def audit(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, list[list[Any]], dict[str, tuple[list[str], list[str]]]]:
    """Build a hostile workspace and return its folder, what was touched, and what was said of each brief."""
    outer = tmp_path_factory.mktemp("outer")
    root = outer / "work"
    (outer / "secret.png").write_bytes(png())
    (outer / "secret.css").write_text("p { color: red }", encoding="utf-8")
    (outer / "secret.yaml").write_text("title: secret\n", encoding="utf-8")
    texts = {
        "plain": brief_text("plain"),
        "theme": brief_text("theme", "output: {theme: hostile}\n"),
        "template": brief_text("template", "output: {theme: '../../../..'}\n"),
        "language": brief_text("language").replace("  title:", "  language: xx\n  title:"),
        "record": brief_text("record", "sources:\n  - {id: S1, record: outside}\n"),
        **{name: brief_text(name, figure(file)) for name, file in FIGURES.items()},
    }
    for name, text in texts.items():
        folder = root / "content" / name
        folder.mkdir(parents=True)
        (folder / "brief.yaml").write_text(text, encoding="utf-8")
    (root / "content" / "link" / "link.png").symlink_to(outer / "secret.png")
    (root / "content" / "folder-link" / "folder").symlink_to(outer)
    os.mkfifo(root / "content" / "pipe" / "pipe.png")
    (root / "content" / "drawing" / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (root / "content" / "linked").symlink_to(outer)
    (root / "seeds").mkdir()
    (root / "seeds" / "outside.yaml").symlink_to(outer / "secret.yaml")
    write_template(root, "themes/hostile/theme.yaml", "extends: assessment\n")
    write_template(root, "themes/hostile/print.css", CSS)
    write_template(
        root, "themes/hostile/web.css", CSS + "/*</style><script>alert(1)</script>*/ p::after{content:'</style>'}"
    )
    (root / "templates" / "languages").mkdir()
    (root / "templates" / "languages" / "xx.yaml").symlink_to(outer / "secret.yaml")
    report, scratch = outer / "report", outer / "scratch"
    scratch.mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "SECRET_TOKEN": "s3cret",
        "TMPDIR": str(scratch),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(root), str(report)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
        env=environment,
        cwd=root,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    said = {name: (files, problems) for name, files, problems in map(json.loads, done.stdout.splitlines())}
    return root, [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()], said


Audit = tuple[Path, list[list[Any]], dict[str, tuple[list[str], list[str]]]]


def test_the_hook_sees_both_processes(audit: Audit) -> None:
    """It is on before the package is imported, and it watches the child as well: a count of nothing means something."""
    root, events, said = audit
    opened = {(parent, Path(name).name) for parent, event, name in events if event == "open"}
    assert (True, "brief.yaml") in opened
    assert (False, "pdf.html") in opened
    assert any(name.endswith(".ttf") for parent, name in opened if not parent)
    assert len(said) == len(FIGURES) + 5
    assert said["plain"][0] == ["2024-05-06_plain_v1.0_en.pdf", "2024-05-06_plain_v1.0_en.html"], said["plain"]
    assert {path.name for path in (root / "output").iterdir()} == {name for files, _ in said.values() for name in files}


def test_no_socket_and_no_program_but_the_child(audit: Audit) -> None:
    """The parent forks; nobody opens a socket or starts anything."""
    started = [
        (parent, event) for parent, event, _ in audit[1] if event.startswith(("socket.", "subprocess.", "os.f", "os.e"))
    ]
    assert set(started) <= {(True, "os.fork")}
    assert len(started) >= 2


def test_no_file_elsewhere_is_touched(audit: Audit) -> None:
    """What is opened, listed or changed lies in the workspace, the package, Python's folders or the scratch folder."""
    root, events, _ = audit
    python = {sys.prefix, sys.base_prefix, *(path for path in sys.path if path), str(ROOT)}
    scratch = root.parent / "scratch"
    inside = [os.path.realpath(folder) for folder in (str(root), str(scratch), *python, "/usr/share/zoneinfo")]
    strangers, counted = [], 0
    for _, event, name in events:
        if event.startswith(("socket.", "subprocess.")) or event == "os.fork":
            continue
        counted += 1
        real = os.path.realpath(name)
        if real != os.devnull and not any(Path(real).is_relative_to(folder) for folder in inside):
            strangers.append((event, name))
    assert counted > 500
    assert strangers == []
    assert list(scratch.iterdir()) == []


def test_each_hostile_brief_is_told_or_harmless(audit: Audit) -> None:
    """An image that cannot be had stops a brief with a Problem; a theme's faults are warnings; no traceback."""
    root, _, said = audit
    for name in [*FIGURES, "template", "language", "record"]:
        files, problems = said[name]
        assert files == [], name
        assert any("error[" in problem for problem in problems), name
    assert said["theme"][0] != [], said["theme"][1]
    assert sum("warning[" in problem for problem in said["theme"][1]) >= 6
    everything = json.dumps(said) + "".join(path.read_text("latin-1") for path in (root / "output").glob("*.html"))
    assert "root:x:0" not in everything
    assert "s3cret" not in everything


def test_nothing_leaks_into_a_pdf(audit: Audit) -> None:
    """No path, no user, no secret and no foreign file in any stream of the printed briefs."""
    import pikepdf

    root, _, _ = audit
    looked = 0
    for path in (root / "output").glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            for name in pdf.attachments:  # the sources of the brief itself, and no others
                assert (root / name).resolve().is_relative_to(root), name
                assert name.endswith((".yaml", ".css", ".html")), name
            for item in pdf.objects:
                looked += 1
                content = item.read_bytes() if isinstance(item, pikepdf.Stream) else str(item).encode()
                for leak in (
                    b"root:x:0",
                    b"s3cret",
                    str(root).encode(),
                    str(Path.home()).encode() + b"/",
                    b"weasyprint-",
                ):
                    assert leak not in content
    assert looked > 50
