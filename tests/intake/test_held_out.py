"""Documents that were written before they were read: every value is right, and all text is used or listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.documents import folders, reading_of, verdicts
from tests.intake.test_laws import lost

FOLDERS = folders("held-out")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_value_is_read_as_a_clerk_reads_it(folder: Path) -> None:
    assert [str(v) for v in verdicts(folder) if v.state != "right"] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_all_text_is_used_or_listed(folder: Path) -> None:
    assert lost(reading_of(folder)) == []


def test_they_are_many_and_of_every_format() -> None:
    assert len(FOLDERS) > 100
    formats = {next(folder.glob("input.*")).suffix for folder in FOLDERS}
    assert formats == {".txt", ".html", ".docx", ".xlsx", ".xls", ".ods", ".pdf"}
