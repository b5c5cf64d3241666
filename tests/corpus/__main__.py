"""Print what the checks make of the corpus: `python -m tests.corpus`, or `... en` for one language."""

import sys
import tempfile
from pathlib import Path

from tests.corpus.corpus import LANGUAGES, report

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(report(tuple(sys.argv[1:]) or LANGUAGES, Path(folder)))
