"""How right readings are, and whether they say where they are not: the documents with known answers, read and compared.

python intake_quality.py [--corpus DIR] [--case 's0*'] [--show]

Exits 1 unless, over all cases,
(a) of the values given with a confidence of 0.9 or more fewer than 1 % are wrong,
(b) no wrong or missing value is without a finding or question that names its project and field,
(c) 90 % of all values are right, given with a confidence of 0.9 or more, and carry no finding or question.

Each folder of the corpus holds input.* and gold.json; its score.py sets the conventions, and what is counted here is
held against it. The corpus is no part of this repository: see `frame.BESIDE`, --corpus and MINSHENG_CORPUS.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from frame import add_corpus, cases_of
from minsheng.testing.notices import FIELDS, Verdict, judge

WRONG, PLAIN = 0.01, 0.9
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


class _Tally(Protocol):
    hit: int
    missed: list[str]
    extra: list[str]


def scorer(corpus: Path) -> Callable[[object, object], Mapping[str, _Tally]] | None:
    """The corpus' own comparison, where it is there."""
    file = corpus / "score.py"
    spec = importlib.util.spec_from_file_location("corpus_score", file) if file.is_file() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    score: Callable[[object, object], Mapping[str, _Tally]] = module.score_case
    return score


def reading(source: Path) -> dict[str, object]:
    """What the program prints."""
    program = Path(sys.executable).with_name("minsheng")
    done = subprocess.run(
        [str(program), "read", str(source), "--to", "json"], capture_output=True, timeout=120, check=False
    )
    try:
        got: dict[str, object] = json.loads(done.stdout)
    except ValueError:
        print(f"■ {source}: {done.stderr.decode('utf-8', 'replace').strip()[-200:]}")
        return {}
    return got


def check_counts(case: str, verdicts: Sequence[Verdict], tallies: Mapping[str, _Tally]) -> bool:
    """Whether the corpus' own comparison counts the same."""
    ours = Counter((v.field, v.state) for v in verdicts)
    same = True
    for name, tally in tallies.items():
        mine = tuple(ours[name, state] for state in ("right", "missing", "wrong"))
        theirs = (tally.hit, len(tally.missed), len(tally.extra))
        if mine != theirs:
            print(f"■ {case}: {name} counted as {mine}, by score.py as {theirs}")
            same = False
    return same


def share(part: int, whole: int) -> str:
    """A percentage with its counts."""
    return f"{part / whole:7.2%} ({part}/{whole})" if whole else "      – (0/0)"


def print_fields(verdicts: Sequence[Verdict]) -> None:
    """(a), (b), (c) of each field."""
    print(
        f"\n{'field':<12}{'true':>6}{'right':>7}{'missing':>9}{'wrong':>7}   (a) sure, wrong      (b) silent   (c) right, sure, not asked"
    )
    for name in (*FIELDS, "all"):
        own = [v for v in verdicts if name in (v.field, "all")]
        states = Counter(v.state for v in own)
        true = states["right"] + states["missing"]
        sure = [v for v in own if v.sure]
        wrong = sum(v.state == "wrong" for v in sure)
        silent = sum(v.silent for v in own)
        print(
            f"{name:<12}{true:>6}{states['right']:>7}{states['missing']:>9}{states['wrong']:>7}"
            f"   {share(wrong, len(sure)):<20}{silent:>10}   {share(sum(v.plain for v in own), true)}"
        )


def print_calibration(verdicts: Iterable[Verdict]) -> None:
    """Confidence against the share that is right."""
    print(f"\n{'confidence':<14}{'values':>7}{'mean':>7}{'right':>9}")
    given = [v for v in verdicts if v.state != "missing"]
    for low, high in zip(BINS, (*BINS[1:], 2.0), strict=True):
        own = [(v, v.confidence) for v in given if v.confidence is not None and low <= v.confidence < high]
        if own:
            mean = sum(c for _, c in own) / len(own)
            right = sum(v.state == "right" for v, _ in own) / len(own)
            label = f"{low:.2f}" if high > 1 else f"{low:.2f}–{high:.2f}"
            print(f"{label:<14}{len(own):>7}{mean:>7.3f}{right:>9.2%}")
    unnamed = [v for v in given if v.confidence is None]
    if unnamed:
        print(
            f"{'not named':<14}{len(unnamed):>7}{'':>7}{sum(v.state == 'right' for v in unnamed) / len(unnamed):>9.2%}"
        )
        print("  " + ", ".join(f"{name} {n}" for name, n in Counter(v.field for v in unnamed).most_common()))


def verdict_of(verdicts: Sequence[Verdict]) -> bool:
    """The three goals."""
    sure = [v for v in verdicts if v.sure]
    wrong = sum(v.state == "wrong" for v in sure)
    silent = sum(v.silent for v in verdicts)
    true = [v for v in verdicts if v.state != "wrong"]
    clear = sum(v.plain for v in true)
    goals = (
        ("a", f"sure and wrong {share(wrong, len(sure))}, goal < {WRONG:.0%}", wrong < WRONG * len(sure)),
        ("b", f"wrong or missing in silence {silent}, goal 0", silent == 0),
        ("c", f"right, sure and not asked {share(clear, len(true))}, goal ≥ {PLAIN:.0%}", clear >= PLAIN * len(true)),
    )
    print()
    for name, text, met in goals:
        print(f"{'●' if met else '■'} ({name}) {text}: {'met' if met else 'MISSED'}")
    return all(met for _, _, met in goals)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_corpus(parser)
    parser.add_argument(
        "--show",
        action="store_true",
        help="print each wrong, missing or silent value, and what is asked about right ones",
    )
    asked = parser.parse_args()
    cases = cases_of(asked.corpus, asked.case)
    score = scorer(asked.corpus)
    everything: list[Verdict] = []
    good = True
    for case in cases:
        gold = json.loads((case / "gold.json").read_text("utf-8"))
        got = reading(next(p for p in sorted(case.iterdir()) if p.stem == "input"))
        verdicts = judge(gold, got)
        good &= bool(got) and (score is None or check_counts(case.name, verdicts, score(gold, got)))
        off = [v for v in verdicts if v.state != "right"]
        print(
            f"{case.name:<28}{len(verdicts):>5} values, {len(off)} wrong or missing, {sum(v.silent for v in off)} in silence"
        )
        for v in verdicts:
            if asked.show and (v.state != "right" or v.doubted):
                print(f"    {v}")
        everything += verdicts
    print_fields(everything)
    print_calibration(everything)
    return 0 if verdict_of(everything) and good else 1


if __name__ == "__main__":
    sys.exit(main())
