"""Every level of the example year, computed once more from the lines of the ledger as they stand in the file.

Nothing of the library computes here: numbers are cut out of the JSON, days are counted, shares are fractions. The bounds are
those of minsheng-default: 10 points ahead, 5 and 20 behind, 31 days without a report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.example import Example
from minsheng.ledger import Ledger, export_rows
from minsheng.standing import assess
from minsheng.storage import MemoryStore

NEW_YEAR = date(2024, 1, 1)
WORST_FIRST = ("overdue", "behind", "slipping", "on_track", "ahead", "done")
Line = dict[str, Any]


@pytest.fixture(scope="module")
def ledger(minsheng_example: Example) -> Ledger:
    """Read only, so one for all tests of this module."""
    return minsheng_example.ledger(MemoryStore())


@pytest.fixture(scope="module")
def lines(ledger: Ledger) -> list[Line]:
    return [json.loads(line) for line in export_rows(ledger.store, ledger.plan_id)]


def number(text: str) -> Fraction:
    found = re.match(r"[0-9.]+", text)
    assert found
    return Fraction(found[0])


def level_of(share: Fraction, expected: Fraction, *, reported: date, day: date, limit: date) -> str:
    if share >= 1:
        return "done"
    if (day - reported).days > 31:
        return "stale"
    if day > limit:
        return "overdue"
    behind = (expected - share) * 100
    return "ahead" if behind <= -10 else "on_track" if behind <= 5 else "slipping" if behind <= 20 else "behind"


def whole_of(levels: list[str]) -> str:
    worst = min((level for level in levels if level != "stale"), key=WORST_FIRST.index, default="stale")
    return "stale" if "stale" in levels and worst in ("on_track", "ahead", "done") else worst


def reports(lines: list[Line], day: date) -> dict[str, tuple[date, Fraction]]:
    """The latest total of each target, corrections in the place of what they correct."""
    said = {line["id"]: line["data"]["statement"] for line in lines}
    for statement in list(said.values()):
        if statement["type"] == "corrected" and date.fromisoformat(statement["on"]) <= day:
            said[statement["corrects"]] = statement["replacement"]
    found: dict[str, tuple[date, Fraction]] = {}
    for statement in said.values():
        on = date.fromisoformat(statement["on"])
        if statement["type"] == "progress" and on <= day:
            found[statement["target"]] = max(
                (on, number(statement["total"])), found.get(statement["target"], (on, Fraction(0)))
            )
    return found


def by_hand(lines: list[Line], day: date) -> Iterator[tuple[str, str]]:
    """Number and level of every project, item and target that is counted."""
    plan = lines[0]["data"]["statement"]["plan"]
    done = reports(lines, day)
    said = [line["data"]["statement"] for line in lines[1:]]
    changed = {s["project"]: s["changes"] for s in said if s["type"] == "change_approved" and s["on"] <= str(day)}
    complete = {s["project"] for s in said if s["type"] == "milestone_reached" and s["on"] <= str(day)}
    for project in plan["projects"]:
        no = project["no"]
        (deadline,) = changed.get(no, project)["deadlines"]
        limit = date.fromisoformat(deadline["date"])
        expected = min(Fraction((day - NEW_YEAR).days + 1, (limit - NEW_YEAR).days + 1), Fraction(1))
        pieces = [(no, project["targets"])] + [(f"{no}.{item['no']}", item["targets"]) for item in project["items"]]
        levels: dict[str, list[str]] = {}
        for piece, targets in pieces:
            for target in targets:
                if target.get("standard"):
                    yield target["id"], "standard"
                    continue
                on, amount = done[target["id"]]
                share = amount / Fraction(target["value"])
                level = level_of(share, expected, reported=on, day=day, limit=limit)
                yield target["id"], level
                levels.setdefault(piece, []).append(level)
        items = {piece: whole_of(found) for piece, found in levels.items()}
        yield from ((piece, level) for piece, level in items.items() if piece != no)
        yield no, whole_of(list(items.values())) if items else ("done" if no in complete else "unknown")


@pytest.mark.parametrize("day", ["2024-06-30", "2024-08-31", "2024-12-31"])
def test_every_level_of_the_example_is_that_which_its_entries_give_by_hand(
    day: str, ledger: Ledger, lines: list[Line]
) -> None:
    standing = assess(ledger.as_of(day), calendar=ChinaCalendar())
    expected = dict(by_hand(lines, date.fromisoformat(day)))
    assert len(expected) == 10 + 5 + 19  # projects, items, targets
    assert {name: standing[name].level.name for name in expected} == expected
    assert {node.id for node in standing.nodes() if node.id != "plan"} >= expected.keys()
