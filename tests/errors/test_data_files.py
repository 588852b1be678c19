"""A data file of the package that is not what the code expects is named, with its key; made-up files."""

from __future__ import annotations

import pickle
import sys
from datetime import date
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from minsheng.errors.data_files import BrokenDataFile, parse_toml, read_data


class Row(TypedDict):
    name: str
    on: date
    share: NotRequired[float]


class Loose(TypedDict, total=False):
    zh: str
    en: str


class File(TypedDict):
    row: list[Row]
    words: dict[str, list[str] | str]
    title: Loose


WHOLE = """
title = { zh = "甲" }
words = { one = "a", several = ["a", "b"] }
row = [{ name = "a", on = 2024-02-06 }, { name = "b", on = 2024-02-07, share = 1 }]
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that holds nothing but data files."""
    folder = tmp_path / "made_up_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "made_up_package", raising=False)
    return folder


def _read(package: Path, text: str) -> File:
    (package / "data.toml").write_text(text, "utf-8")
    return read_data("made_up_package", "data.toml", File)


def test_a_file_that_fits_is_given_as_it_is(package: Path) -> None:
    assert _read(package, WHOLE) == {
        "title": {"zh": "甲"},
        "words": {"one": "a", "several": ["a", "b"]},
        "row": [{"name": "a", "on": date(2024, 2, 6)}, {"name": "b", "on": date(2024, 2, 7), "share": 1}],
    }


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "b"', "name = 2", "row[1].name"),
        ('name = "b"', "name = true", "row[1].name"),
        ('name = "b", ', "", "row[1].name"),
        ('name = "b"', 'name = "b", nmae = "b"', "row[1].nmae"),
        ("on = 2024-02-06", "on = 2024-02-06T08:00:00", "row[0].on"),
        ("share = 1", 'share = "1"', "row[1].share"),
        ("share = 1", "share = true", "row[1].share"),
        ('["a", "b"]', '["a", 2]', "words.several"),
        ('zh = "甲"', 'zh = ["甲"]', "title.zh"),
        ('title = { zh = "甲" }', "", "title"),
        ('title = { zh = "甲" }', "title = 3", "title"),
        ('words = { one = "a", several = ["a", "b"] }', "words = []", "words"),
        ("row = [", "rows = [", "row"),
    ],
)
def test_what_does_not_fit_is_told_with_file_and_key(package: Path, old: str, new: str, key: str) -> None:
    assert old in WHOLE
    with pytest.raises(BrokenDataFile, match=r"^made_up_package/data\.toml, ") as caught:
        _read(package, WHOLE.replace(old, new))
    assert caught.value.key == key
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("text", ["x = [", "x = 1\nx = 2", "x = " + "9" * 5000, "x = " + "[" * 5000])
def test_what_is_no_toml_is_told_with_its_file(package: Path, text: str) -> None:
    with pytest.raises(BrokenDataFile, match=r"^made_up_package/data\.toml: "):
        _read(package, text)
    with pytest.raises(ValueError, match=r"."):
        parse_toml(text)
