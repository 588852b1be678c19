"""Documents in the manner of many counties: what is read is right, or a finding or question names the project and the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.documents import folders, reading_of, verdicts
from tests.intake.test_laws import lost

FOLDERS = folders("other-counties")
SHARE = 0.97
"""Of all values so many are right; the rest is said to be doubtful."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_value_is_wrong_or_missing_in_silence(folder: Path) -> None:
    assert [str(v) for v in verdicts(folder) if v.silent] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_all_text_is_used_or_listed(folder: Path) -> None:
    assert lost(reading_of(folder)) == []


def test_nearly_every_value_is_right() -> None:
    all_of_them = [v for folder in FOLDERS for v in verdicts(folder) if v.state != "wrong"]
    assert len(all_of_them) > 1000
    assert sum(v.state == "right" for v in all_of_them) >= SHARE * len(all_of_them)
