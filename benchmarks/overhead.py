"""Compare the cost of a build with that of bare WeasyPrint on the same page: CPU time of whole processes and children.

    python benchmarks/overhead.py [BRIEF] [--runs N]

One run builds the PDF and the HTML page of a brief with the program; the other hands the same painted HTML, the same
style sheets and the same fonts to `weasyprint.HTML(...).write_pdf()` in a fresh process. They take turns, and the
medians are compared: the ratio is at most 1.2, or the exit code is 1.

A brief with a budget of pages is measured on the other paper too. So there are two comparisons: the brief without its
budget, and the brief as it is, against bare WeasyPrint that lays the page out on both papers and writes one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

LIMIT = 1.2
# As on a user's machine: what Python has compiled is kept, of the engine and of the program alike.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
FIRST = Path(__file__).resolve().parent.parent / "content" / "unbanning-the-taliban" / "brief.yaml"

BARE = """
import sys
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
page, base, *papers = sys.argv[1:]
fonts = FontConfiguration()
for number, sheets in enumerate(papers):
    css = [CSS(filename=sheet, font_config=fonts) for sheet in sheets.split(",")]
    html = HTML(filename=page, base_url=base)
    options = {"stylesheets": css, "font_config": fonts, "pdf_variant": "pdf/ua-1"}
    html.render(**options) if number else html.write_pdf(page + ".pdf", **options)
"""
OURS = """
import sys
from pathlib import Path
import brief
options = brief.Options(outputs=("pdf", "html"), papers=("A4",), output=Path(sys.argv[2]), jobs=1)
(result,) = brief.build(sys.argv[1], options)
sys.exit(0 if result.built else "\\n".join(map(str, result.problems)))
"""


def cpu_seconds(code: str, *arguments: str) -> float:
    """Run some Python in a fresh process and return the CPU time that it and its children took."""
    before = os.times()
    command = [sys.executable, "-c", code, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def lay_out(brief_file: Path, papers: Sequence[str], folder: Path) -> list[str]:
    """Write the painted page and its style sheets for each paper to a folder; return the arguments of the bare run."""
    import brief
    from brief.outputs import OUTPUTS
    from brief.outputs.pdf import style_texts

    document = brief.read(brief_file)
    workspace = brief.Workspace.around(brief_file)
    pdf = OUTPUTS.named("pdf")
    page = folder / "page.html"
    page.write_text(brief.paint_page(workspace, brief.view_of(workspace, document, papers[0]), pdf), encoding="utf-8")
    arguments = [str(page), brief_file.parent.as_uri() + "/"]
    for paper in papers:
        sheets = []
        for number, css in enumerate(style_texts(workspace, brief.view_of(workspace, document, paper))):
            sheets.append(folder / f"{paper}-{number}.css")
            sheets[-1].write_text(css, encoding="utf-8")
        arguments.append(",".join(map(str, sheets)))
    return arguments


def without_budget(brief_file: Path, folder: Path) -> Path:
    """Copy the workspace of a brief to a folder, and take the budget of pages out of the brief."""
    import brief

    workspace = brief.Workspace.around(brief_file)
    for name in ("content", "seeds"):  # its looks are those of the program
        if (workspace.root / name).is_dir():
            shutil.copytree(workspace.root / name, folder / name)
    copy = folder / brief_file.relative_to(workspace.root)
    text, found = re.subn(r"(?m)^  pages: *\d.*\n", "", copy.read_text(encoding="utf-8"))
    copy.write_text(text, encoding="utf-8")
    if not found:
        raise SystemExit(f"{brief_file} has no budget of pages: there is nothing to take out")
    return copy


def compare(title: str, brief_file: Path, papers: Sequence[str], runs: int) -> float:
    """Let both sides take turns, print their medians, and return the ratio."""
    bare: list[float] = []
    ours: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        arguments = lay_out(brief_file, papers, Path(name))
        for run in range(runs + 1):
            pair = cpu_seconds(BARE, *arguments), cpu_seconds(OURS, str(brief_file), str(Path(name) / "output"))
            if run:  # The first pair fills the caches, those of the disk too.
                bare.append(pair[0])
                ours.append(pair[1])
    ratio = statistics.median(ours) / statistics.median(bare)
    print(title)
    print(f"  bare WeasyPrint  {statistics.median(bare):6.2f} s  ({min(bare):.2f} to {max(bare):.2f})")
    print(f"  both outputs     {statistics.median(ours):6.2f} s  ({min(ours):.2f} to {max(ours):.2f})")
    print(f"  ratio            {ratio:6.2f}    (at most {LIMIT})")
    return ratio


def main() -> int:
    """Measure, print the medians and their ratios, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare a build with bare WeasyPrint on the same page.")
    parser.add_argument("brief", type=Path, nargs="?", default=FIRST, help="a brief.yaml with a budget of pages")
    parser.add_argument("--runs", type=int, default=7, help="how often each side runs")
    options = parser.parse_args()
    brief_file = options.brief.resolve()
    with tempfile.TemporaryDirectory() as name:
        free = without_budget(brief_file, Path(name))
        ratios = [
            compare("one paper, no budget of pages", free, ("A4",), options.runs),
            compare("one paper, its budget measured on both", brief_file, ("A4", "Letter"), options.runs),
        ]
    return 0 if max(ratios) <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
