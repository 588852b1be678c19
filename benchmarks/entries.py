"""Row “JSON”: entries as they are stored, written and read back; beside them the same classes through plain cattrs + json.

The facts are the peers': project, kind, day, kilometres, unit, note, time of recording. Every seventh of their rows is a
correction, which in a ledger is a statement around another.

- `stored`: what a ledger does with rows that it sealed: digests checked, then entries with every value checked.
- `strict`: one row's JSON at a time, as for data from anywhere.
- `plain cattrs+json`: cattrs as it comes, over these very classes, with the few hooks that it needs to do it at all.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from frame import Clock, Workloads
from minsheng.ledger import Corrected, Progress, Statement
from minsheng.ledger.encoding import SHANGHAI, Sealed, decoded, encoded
from minsheng.ledger.pages import all_opened
from minsheng.ledger.rows import Row
from minsheng.ledger.sealing import chained, digest
from minsheng.targets import Unit, default_units

W = Workloads()
NOTE = "乡村道路安全畅通工程本周完成路肩改造"
PLAN = "LS-2024"


def facts(i: int) -> Sealed:
    """The peers' entry number `i`."""
    report: Statement = Progress(
        f"{i % 10 + 1}.t1",
        total=f"{i % 400}.{i % 10}公里",
        on=date(2024, 1, 1) + timedelta(i % 365),
        by="县交运局",
        note=NOTE,
    )
    if i % 7 == 0:
        report = Corrected(f"key-{i}", replacement=report, on=report.on)
    return Sealed(datetime(2024, 1, 1, 9, 0, i % 60, tzinfo=SHANGHAI), "", report)


def rows(n: int) -> list[Row]:
    """The same as rows of a sound chain."""
    found, previous = [], b""
    for position in range(1, n + 1):
        data = encoded(*facts(position - 1))
        previous = digest(previous, PLAN, position, f"key-{position}", data)
        found.append(Row(PLAN, position, f"key-{position}", previous, data))
    return found


def last_value(statement: Statement) -> str:
    if isinstance(statement, Corrected) and statement.replacement is not None:
        statement = statement.replacement
    assert isinstance(statement, Progress)
    assert statement.total is not None
    return str(statement.total.value)


@W.contestant("load", "minsheng-stored", 100_000)
def load_stored(n: int, clock: Clock) -> tuple[int, object]:
    kept = rows(n)
    with clock:
        entries = list(all_opened(chained(kept, PLAN)))
    return len(entries), last_value(entries[-1].statement)


@W.contestant("load", "minsheng-strict", 100_000)
def load_strict(n: int, clock: Clock) -> tuple[int, object]:
    kept = [row.data for row in rows(n)]
    with clock:
        found = [decoded(data) for data in kept]
    return len(found), last_value(found[-1].statement)


@W.contestant("dump", "minsheng", 100_000)
def dump(n: int, clock: Clock) -> tuple[int, object]:
    said = [facts(i) for i in range(n)]
    with clock:
        written = [encoded(*entry) for entry in said]
    return n, len(written)


def plain() -> JsonConverter:
    """cattrs over the same classes: numbers, days and times as texts, a unit by its name, fields at their default left out."""
    made = make_converter(omit_if_default=True)
    made.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(Fraction, lambda value, _: Fraction(value))
    made.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    made.register_unstructure_hook(date, date.isoformat)
    made.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    made.register_unstructure_hook(datetime, datetime.isoformat)
    units = default_units()
    made.register_structure_hook(Unit, lambda value, _: units.get(value))
    made.register_unstructure_hook(Unit, lambda unit: unit.name)
    kinds = Progress | Corrected
    made.register_structure_hook_func(
        lambda kind: kind is Statement, lambda value, _: made.get_structure_hook(kinds)(value, kinds)
    )
    made.register_unstructure_hook_func(lambda kind: kind is Statement, lambda value: made.unstructure(value, kinds))
    configure_tagged_union(kinds, made, tag_name="type")
    return made


@W.contestant("load", "plain cattrs+json", 100_000)
def load_plain(n: int, clock: Clock) -> tuple[int, object]:
    made = plain()
    kind = list[tuple[datetime, Progress | Corrected]]
    text = made.dumps([(e.recorded_at, e.statement) for e in map(facts, range(n))], unstructure_as=kind)
    with clock:
        found = made.loads(text, kind)
    assert [s for _, s in found[:100]] == [facts(i).statement for i in range(100)]
    return len(found), last_value(found[-1][1])


@W.contestant("dump", "plain cattrs+json", 100_000)
def dump_plain(n: int, clock: Clock) -> tuple[int, object]:
    made = plain()
    kind = list[tuple[datetime, Progress | Corrected]]
    said = [(e.recorded_at, e.statement) for e in map(facts, range(n))]
    with clock:
        text = made.dumps(said, unstructure_as=kind)
    return n, len(json.loads(text))


if __name__ == "__main__":
    W.main()
