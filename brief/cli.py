import sys
from pathlib import Path


def main():
    from .build import Options, build

    for r in build([Path(a) for a in sys.argv[2:]], Options(output=Path("/tmp/out"))):
        for p in r.problems:
            print(p)
        for f in r.files:
            print(f)
