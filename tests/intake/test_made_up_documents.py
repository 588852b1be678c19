"""Made-up documents of other counties, one for each way of writing them down, are read as a careful clerk would read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from minsheng.intake import dump_reading, read
from minsheng.testing.notices import judge
from tests.intake.test_laws import lost

FOLDERS = sorted(p.parent for p in (Path(__file__).parents[1] / "documents" / "made-up").glob("*/truth.json"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_value_is_read_and_none_besides(folder: Path) -> None:
    truth: dict[str, object] = json.loads((folder / "truth.json").read_text("utf-8"))
    reading = read(next(folder.glob("input.*")))
    off = [str(v) for v in judge(truth, dump_reading(reading)) if v.state != "right"]
    assert off == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_all_text_is_used_or_listed(folder: Path) -> None:
    reading = read(next(folder.glob("input.*")))
    assert lost(reading) == []
