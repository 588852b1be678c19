"""A standing depends on view, calendar and rules, and on nothing else: neither on the machine nor on how the view came about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.example import Example
from minsheng.standing import assess, dump_standing, rule_packs
from minsheng.storage import MemoryStore, SqliteStore

DAYS = ("2024-06-30", "2024-08-31", "2024-12-31")
_PROGRAM = """
import json, sys
from minsheng.calendars import ChinaCalendar
from minsheng.example import load_example
from minsheng.standing import assess, rule_packs, dump_standing
from minsheng.storage import MemoryStore

ledger = load_example().ledger(MemoryStore())
found = [
    [dump_standing(assess(ledger.as_of(day), calendar=ChinaCalendar(), rules=pack)) for pack in rule_packs()]
    for day in sys.argv[1:]
]
sys.stdout.write(json.dumps(found))
"""


def _elsewhere(folder: Path, **environment: str) -> object:
    """The standings as another process finds them, in another folder and with other surroundings."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *DAYS],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def test_hash_seed_zone_language_and_folder_change_nothing(tmp_path: Path) -> None:
    here = _elsewhere(tmp_path, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C")
    (tmp_path / "elsewhere").mkdir()
    there = _elsewhere(tmp_path / "elsewhere", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8", LANG="en")
    assert here == there


@pytest.mark.parametrize("day", DAYS)
def test_whatever_was_asked_before_and_whichever_store_keeps_it_the_standing_is_the_same(
    day: str, minsheng_example: Example, minsheng_sqlite: SqliteStore
) -> None:
    calendar = ChinaCalendar()
    kept = minsheng_example.ledger(minsheng_sqlite)
    fresh = {
        pack: dump_standing(
            assess(minsheng_example.ledger(MemoryStore()).as_of(day), calendar=ChinaCalendar(), rules=pack)
        )
        for pack in rule_packs()
    }
    view = kept.as_of(day)
    for pack in reversed(rule_packs()):  # the same view and calendar for all of them, in another order
        assert dump_standing(assess(view, calendar=calendar, rules=pack)) == fresh[pack]
