"""How many made-up messy notices are read right: by field, by format and by what is messy about them.

python intake_messy.py [--count 1000] [--first 0] [--formats txt,html,docx,xlsx,pdf] [--only FEATURE] [--show 5]

Each seed is a notice of its own (`minsheng.testing.notices.messy_notice`), its truth known before it was printed. Exits 1
unless 99 % of all values are right and every value that is not is named by a finding or question. `--show` prints so many
of the documents that were not read right, with what was expected (-) and what was read in its place (+).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from intake_quality import print_calibration, print_fields, share
from minsheng.errors import MinshengError
from minsheng.intake import Grid, SourceDocument, dump_reading, read, read_source
from minsheng.testing.notices import FORMATS, MessyNotice, Verdict, judge, messy_notice

RIGHT = 0.99


def judged(notice: MessyNotice) -> tuple[list[Verdict], Mapping[str, object], str]:
    """The verdicts on one notice, its reading, and why it was refused; one that was refused has nothing right."""
    try:
        got: Mapping[str, object] = dump_reading(read(notice.data, name=f"made-up.{notice.format}"))
    except MinshengError as error:
        return judge(notice.gold(), {}), {}, str(error)
    return judge(notice.gold(), got), got, ""


def print_document(source: SourceDocument) -> None:
    """What stands in it, a row of a table to a line."""
    for block in source.blocks:
        if not isinstance(block, Grid):
            print(f"  {block.text}")
            continue
        for r in range(block.rows):
            cells = [block.at(r, k) for k in range(block.columns)]
            own = ["·" if c is None else c.text if (c.row, c.column) == (r, k) else "^" for k, c in enumerate(cells)]
            print("  | " + " | ".join(repr(text)[1:-1] for text in own))


def show(seed: int, notice: MessyNotice, verdicts: Sequence[Verdict], got: Mapping[str, object], why: str) -> None:
    """A document that was not read right."""
    print(f"\n{'═' * 20} seed {seed}, {notice.format}: {', '.join(notice.features)}")
    if why:
        print(f"  refused: {why}")
    if notice.format == "txt":
        encoding = next(f.removeprefix("encoded-") for f in notice.features if f.startswith("encoded-"))
        print("  " + notice.data.decode(encoding).replace("\n", "\n  "))
    elif not why:
        print_document(read_source(notice.data, name=f"made-up.{notice.format}"))
    for v in [v for v in verdicts if v.state != "right"][:12]:
        print(f"  {v}")
    findings = got.get("findings")
    for finding in findings if isinstance(findings, list) else []:
        print(f"  finding: {finding['message']}")


def print_shares(title: str, counts: Mapping[str, Counter[str]], most: int) -> None:
    """Where most goes wrong first."""
    print(f"\n{title:<38}{'notices':>8}{'values':>8}{'off':>6}{'silent':>8}{'right':>9}")
    shares = {name: c["off"] / c["values"] for name, c in counts.items()}
    for name in sorted(counts, key=lambda n: -shares[n])[:most]:
        c = counts[name]
        print(f"{name:<38}{c['notices']:>8}{c['values']:>8}{c['off']:>6}{c['silent']:>8}{1 - shares[name]:>9.2%}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--only", default="", help="only notices with this feature")
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    formats = asked.formats.split(",")
    everything: list[Verdict] = []
    by: dict[str, dict[str, Counter[str]]] = {"format": defaultdict(Counter), "feature": defaultdict(Counter)}
    refused: Counter[str] = Counter()
    shown, seconds, whole = 0, 0.0, 0
    seed = asked.first
    notices = 0
    while notices < asked.count:
        notice = messy_notice(seed, formats=formats)
        seed += 1
        if asked.only and asked.only not in notice.features:
            continue
        notices += 1
        start = time.perf_counter()
        verdicts, got, why = judged(notice)
        seconds += time.perf_counter() - start
        everything += verdicts
        refused.update([why] if why else [])
        off, silent = (sum(v.state != "right" for v in verdicts), sum(v.silent for v in verdicts))
        whole += off == 0
        for kind, names in (("format", (notice.format,)), ("feature", notice.features)):
            for name in names:
                by[kind][name].update(notices=1, values=len(verdicts), off=off, silent=silent)
        if off and shown < asked.show:
            show(seed - 1, notice, verdicts, got, why)
            shown += 1
    print_fields(everything)
    print_shares("format", by["format"], 9)
    print_shares("feature (worst first)", by["feature"], 25)
    print_calibration(everything)
    for why, n in refused.most_common(5):
        print(f"refused {n}: {why}")
    right = sum(v.state == "right" for v in everything)
    silent = sum(v.silent for v in everything)
    print(f"\n{whole} of {notices} notices wholly right; {seconds / notices * 1000:.1f} ms each")
    good = right >= RIGHT * len(everything)
    print(
        f"{'●' if good else '■'} right {share(right, len(everything))}, goal ≥ {RIGHT:.0%}: {'met' if good else 'MISSED'}"
    )
    print(f"{'■' if silent else '●'} wrong or missing in silence {silent}, goal 0: {'MISSED' if silent else 'met'}")
    return 0 if good and not silent else 1


if __name__ == "__main__":
    sys.exit(main())
