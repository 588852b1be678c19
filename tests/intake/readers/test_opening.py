"""A file is named in what is read from it, whatever bytes its name has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from minsheng.codec import plan_json
from minsheng.errors import Unreadable
from minsheng.intake import read
from minsheng.intake.readers import read_source

NOTICE = "2026年甲县民生实事\n1.新建学校2所。（县教育局负责）\n2.改造危房30户。（县住建局负责）\n"


def _in_gbk(folder: Path) -> Path:
    """A file as an old archive unpacks it: its name is in GBK."""
    path = folder / os.fsdecode("民生实事.txt".encode("gbk"))
    try:
        path.write_text(NOTICE, "utf-8")
    except OSError:
        pytest.skip("the file system takes names in UTF-8 only")
    return path


def test_a_file_whose_name_is_not_utf8_gives_a_plan_that_can_be_written(tmp_path: Path) -> None:
    plan = read(_in_gbk(tmp_path)).plan
    assert len(plan.projects) == 2
    assert plan_json(plan).encode("utf-8")


@pytest.mark.parametrize("name", ["\udcc3\udcf1.txt", "民生\ud83d.txt"])
def test_half_a_character_in_a_name_that_is_given_is_written_as_an_escape(name: str) -> None:
    file = read_source(NOTICE.encode(), name=name).file
    assert file.encode("utf-8").decode() == file
    assert file.endswith(".txt")
    assert "\\ud" in file


def test_a_file_that_is_empty_is_named_though_its_name_is_not_utf8(tmp_path: Path) -> None:
    path = _in_gbk(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert str(refused.value).encode("utf-8")
