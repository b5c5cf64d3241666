"""Compare the cost of a build with that of bare WeasyPrint on the same page: CPU time of whole processes and children.

    python benchmarks/overhead.py [BRIEF] [--runs N]

One run builds the PDF and the HTML page of a brief with the program; the other hands the same painted HTML, the same
style sheets and the same fonts to `weasyprint.HTML(...).write_pdf()` in a fresh process. They take turns, and the
medians are compared: the ratio is at most 1.2, or the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT = 1.2
FIRST = Path(__file__).resolve().parent.parent / "content" / "unbanning-the-taliban" / "brief.yaml"

BARE = """
import sys
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
page, base, *sheets = sys.argv[1:]
fonts = FontConfiguration()
css = [CSS(filename=sheet, font_config=fonts) for sheet in sheets]
HTML(filename=page, base_url=base).write_pdf(page + ".pdf", stylesheets=css, font_config=fonts, pdf_variant="pdf/ua-1")
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
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def lay_out(brief_file: Path, folder: Path) -> list[str]:
    """Write the painted page and its style sheets to a folder, and return the arguments of the bare run."""
    import brief
    from brief.outputs import OUTPUTS
    from brief.outputs.pdf import style_texts

    document = brief.read(brief_file)
    workspace = brief.Workspace.around(brief_file)
    view = brief.view_of(workspace, document, "A4")
    (pdf,) = (output for output in OUTPUTS if output.name == "pdf")
    page = folder / "page.html"
    page.write_text(brief.paint_page(workspace, view, pdf), encoding="utf-8")
    sheets = []
    for number, css in enumerate(style_texts(workspace, view)):
        sheet = folder / f"sheet-{number}.css"
        sheet.write_text(css, encoding="utf-8")
        sheets.append(str(sheet))
    return [str(page), brief_file.parent.as_uri() + "/", *sheets]


def main() -> int:
    """Measure, print the medians and their ratio, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare a build with bare WeasyPrint on the same page.")
    parser.add_argument("brief", type=Path, nargs="?", default=FIRST, help="a brief.yaml")
    parser.add_argument("--runs", type=int, default=7, help="how often each side runs")
    options = parser.parse_args()
    brief_file = options.brief.resolve()
    bare: list[float] = []
    ours: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        arguments = lay_out(brief_file, Path(name))
        for run in range(options.runs + 1):
            pair = cpu_seconds(BARE, *arguments), cpu_seconds(OURS, str(brief_file), str(Path(name) / "output"))
            if run:  # The first pair fills the caches of the disk.
                bare.append(pair[0])
                ours.append(pair[1])
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"bare WeasyPrint  {statistics.median(bare):6.2f} s  ({min(bare):.2f} to {max(bare):.2f})")
    print(f"both outputs     {statistics.median(ours):6.2f} s  ({min(ours):.2f} to {max(ours):.2f})")
    print(f"ratio            {ratio:6.2f}    (at most {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
