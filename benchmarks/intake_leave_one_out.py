"""How much of each document with known answers is read by words that no other of them has: leave one out.

python intake_leave_one_out.py [--corpus DIR] [--case 's0*'] [--show]

For each case those entries of the data files (headings of columns, kinds of titles, measure words, words of the grammars, endings of
names) are taken away that occur in this document and in no other of the corpus: more than were ever added for it. What it scores
without them is an estimate of how a document is read that nobody has seen. `--show` prints the entries.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import minsheng
from frame import add_corpus, cases_of
from minsheng.intake.readers import read_source
from minsheng.testing.notices import Verdict, judge

PACKAGE = Path(minsheng.__file__).parent
SPACED = (
    "intake/words/synonyms.toml",
    "intake/words/roles.toml",
    "targets/grammar/words.toml",
    "responsibility/kinds.toml",
)
"""Those of the data files in which a string is a list, its words parted by spaces."""
DATA = (
    *SPACED,
    "intake/letterhead/letterhead.toml",
    "targets/units.toml",
    "calendars/grammar.toml",
)
_LIST = re.compile(r"^[^#\n=]*=\s*\[[^\]]*\]", re.MULTILINE)
_ROW = re.compile(r'^"([^"]+)" = \{.*\n', re.MULTILINE)
_STRING = re.compile(r"^([^#\n=]*=\s*)('''|')(.*?)\2", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r'"((?:[^"\\]|\\.)+)"(?:,\s*)?')
_READ = "import sys; from minsheng.intake import read, reading_json; print(reading_json(read(sys.argv[1])))"


def squeezed(text: str) -> str:
    """Without white space and width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_of(source: Path) -> str:
    """All that stands in a document, paragraph by paragraph and cell by cell."""
    document = read_source(source)
    return "\n".join(squeezed(document.text(spot)) for spot in document.spots())


def entries(name: str) -> Iterator[str]:
    """The words that a data file lists; the keys of its tables are none."""
    plain = (PACKAGE / name).read_text("utf-8")
    if name in SPACED:
        yield from (word for found in _STRING.finditer(plain) for word in found[3].split())
        return
    yield from (row[1] for row in _ROW.finditer(plain))
    for found in _LIST.finditer(plain):
        yield from (entry[1] for entry in _ENTRY.finditer(found[0].partition("[")[2]))


def without(name: str, plain: str, words: frozenset[str]) -> str:
    """A data file without some of its words; a list keeps its last one."""

    def shorter(found: re.Match[str]) -> str:
        head, _, body = found[0].partition("[")
        kept = _ENTRY.sub(lambda entry: "" if entry[1] in words else entry[0], body)
        return f"{head}[{kept if _ENTRY.search(kept) else body}"

    def fewer(found: re.Match[str]) -> str:
        kept = [word for word in found[3].split() if word not in words]
        return f"{found[1]}{found[2]}{' '.join(kept)}{found[2]}" if kept else found[0]

    if name in SPACED:
        return _STRING.sub(fewer, plain)
    rows = _ROW.sub(lambda row: "" if row[1] in words else row[0], plain)
    return _LIST.sub(shorter, rows)


def own_words(texts: dict[str, str]) -> dict[str, frozenset[str]]:
    """Case → the entries that stand in its text and in no other."""
    known = sorted({word for name in DATA for word in entries(name)})
    places = {word: [case for case, text in texts.items() if squeezed(word) in text] for word in known}
    return {case: frozenset(word for word, found in places.items() if found == [case]) for case in texts}


def reading(source: Path, package: Path) -> dict[str, object]:
    """What a copy of the package reads; nothing where it refuses the document."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(source)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(package.parent), "PYTHONSAFEPATH": "1"},
        timeout=120,
        check=False,
    )
    got: dict[str, object] = json.loads(done.stdout) if done.returncode == 0 else {}
    return got


def share(verdicts: Sequence[Verdict]) -> tuple[int, int, int]:
    """Values that are right, all true ones, and those wrong or missing in silence."""
    true = [v for v in verdicts if v.state != "wrong"]
    return sum(v.state == "right" for v in true), len(true), sum(v.silent for v in verdicts)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpus(parser)
    parser.add_argument(
        "--show", action="store_true", help="print the entries, and what is wrong or missing without them"
    )
    asked = parser.parse_args()
    sources = {case.name: next(case.glob("input.*")) for case in cases_of(asked.corpus)}
    chosen = {case.name for case in cases_of(asked.corpus, asked.case)}
    own = own_words({case: text_of(source) for case, source in sources.items()})
    print(f"{'case':<28}{'entries':>8}{'values':>8}{'right':>9}{'without':>9}{'silent':>8}")
    total = [0, 0, 0, 0]
    for case, source in sources.items():
        if case not in chosen:
            continue
        truth = json.loads((source.parent / "gold.json").read_text("utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder, "minsheng")
            shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
            whole = share(judge(truth, reading(source, package)))
            for name in DATA:
                file = package / name
                file.write_text(without(name, file.read_text("utf-8"), own[case]), "utf-8")
            verdicts = judge(truth, reading(source, package))
        right, values, silent = share(verdicts)
        total = [a + b for a, b in zip(total, (whole[0], right, values, silent), strict=True)]
        print(
            f"{case:<28}{len(own[case]):>8}{values:>8}{whole[0] / values:>9.2%}{right / values:>9.2%}{silent:>8}",
            flush=True,
        )
        if asked.show:
            print("    " + " ".join(sorted(own[case])))
            print("".join(f"    {v}\n" for v in verdicts if v.state != "right"), end="")
    print(f"{'all':<28}{'':>8}{total[2]:>8}{total[0] / total[2]:>9.2%}{total[1] / total[2]:>9.2%}{total[3]:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
