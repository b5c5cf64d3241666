"""Measure what the check of a brief costs, and that the memory of a thousand does not grow with their number.

    python benchmarks/checking.py [BRIEF] [--briefs N] [--watch SECONDS]

Copies of a brief are checked with one command, 1 of them, a tenth, and all. From the difference comes the CPU time of
one brief, without the start of the program: at most 0.3 s, or the exit code is 1. The peak memory of all is compared
with that of the tenth: their ratio is at most 1.2. `--watch` also leaves `brief check --watch` alone with one of them
for some seconds and prints which share of a processor that took: at most 0.5 per cent.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS_A_BRIEF = 0.3
MEMORY_RATIO = 1.2
IDLE_PER_CENT = 0.5
FIRST = Path(__file__).resolve().parent.parent / "content" / "harbour-dues" / "brief.yaml"
# In a process of its own, as only the peak of all children of a process is known.
ONE_COMMAND = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "brief", "check", *sys.argv[1:]], stderr=subprocess.PIPE, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
print(done.stderr.splitlines()[-1])
"""


def copies(brief_file: Path, count: int, root: Path) -> None:
    """Fill a workspace with copies of a brief, each with an id of its own and every tenth with a mistake."""
    around = brief_file.parent.parent.parent
    for name in ("seeds", "house.yaml"):
        if (around / name).is_dir():
            shutil.copytree(around / name, root / name)
        elif (around / name).exists():
            shutil.copy(around / name, root / name)
    text = brief_file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^  id: .*\n", "", text, count=1)  # the name of the folder stands in
    for number in range(count):
        folder = root / "content" / f"copy-{number:04}"
        shutil.copytree(brief_file.parent, folder, ignore=shutil.ignore_patterns("brief*.yaml", "published.yaml"))
        mistake = "likelihood: x" if number % 10 == 3 else "likelihood: "
        (folder / "brief.yaml").write_text(text.replace("likelihood: ", mistake, 1), encoding="utf-8")


def measured(root: Path, count: int) -> tuple[float, float, str]:
    """Check the first briefs of a workspace; return CPU seconds, peak memory in MB, and the last line."""
    paths = [f"copy-{number:04}" for number in range(count)]
    done = subprocess.run(
        [sys.executable, "-c", ONE_COMMAND, *paths], cwd=root, check=True, stdout=subprocess.PIPE, text=True
    )
    figures, said = done.stdout.splitlines()
    seconds, peak = map(float, figures.split())
    return seconds, peak / (1e6 if sys.platform == "darwin" else 1e3), said


def idle_share(root: Path, seconds: float) -> float:
    """Leave a watch alone for some seconds; return the share of a processor that it took, in per cent."""
    command = [sys.executable, "-m", "brief", "check", "--watch", "copy-0000"]
    watch = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
    for line in watch.stderr or ():
        if "watching" in line:
            break
    ticks = os.sysconf("SC_CLK_TCK")

    def used() -> float:
        fields = Path(f"/proc/{watch.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / ticks

    before = used()
    time.sleep(seconds)
    share = 100 * (used() - before) / seconds
    watch.terminate()
    watch.wait(30)
    return share


def main() -> int:
    """Measure, print the figures, and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure what the check of a brief costs.")
    parser.add_argument("brief", type=Path, nargs="?", default=FIRST)
    parser.add_argument("--briefs", type=int, default=1000, help="how many copies of it are checked")
    parser.add_argument("--watch", type=float, default=0, metavar="SECONDS", help="how long a watch is left alone")
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        copies(options.brief.resolve(), options.briefs, root)
        rows = {count: measured(root, count) for count in (1, options.briefs // 10, options.briefs)}
        for count, (seconds, peak, said) in rows.items():
            print(f"{count:>6,}  {seconds:7.2f} s CPU  {peak:6.1f} MB at most   {said}")
        (first, _, _), (_, tenth, _), (all_of_them, peak, _) = rows.values()
        each = (all_of_them - first) / (options.briefs - 1)
        print(f"one brief more    {each:6.3f} s CPU  (at most {SECONDS_A_BRIEF})")
        print(f"ten times as many {peak / tenth:6.2f} times the memory  (at most {MEMORY_RATIO})")
        good = each <= SECONDS_A_BRIEF and peak / tenth <= MEMORY_RATIO
        if options.watch:
            share = idle_share(root, options.watch)
            print(f"a watch at rest   {share:6.2f} per cent of a processor  (at most {IDLE_PER_CENT})")
            good = good and share <= IDLE_PER_CENT
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
