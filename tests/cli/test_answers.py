"""``read --questions`` and ``--answers``: what the notice leaves open, answered by a person. All answers here are made up."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from minsheng.codec import load_plan
from tests.cli.running import run

ANSWERS = {
    "3.t2.denominator": "12000人",
    "8.targets": "120个点位、36所学校",
    "groups.各乡镇（街道）.members": "甲镇、乙镇",
    "rhythms.report.day": "25",
}


@pytest.fixture
def sheet(desk: Path, tmp_path: Path) -> Path:
    """The questions of the notice, not answered yet."""
    path = tmp_path / "待确认.toml"
    assert run("read", desk / "notice.txt", "--questions", path).status == 0
    return path


def fill(sheet: Path, answers: dict[str, str]) -> None:
    text = sheet.read_text("utf-8")
    for key, answer in answers.items():
        assert f'"{key}" = ""' in text
        text = text.replace(f'"{key}" = ""', f'"{key}" = "{answer}"')
    sheet.write_text(text, "utf-8-sig")  # as an editor on Windows saves it


def test_every_question_stands_in_the_file_with_how_to_answer_it(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    assert len(tomllib.loads(text)) == 8
    assert set(tomllib.loads(text).values()) == {""}
    assert text.count("# 答复写") == 8


def test_where_nothing_is_asked_the_file_says_so(tmp_path: Path) -> None:
    rows = "序号\t项目名称\t项目内容\t主办单位\t完成时限\n1\t道路\t改造40公里。\t县交运局\t11月底\n"
    (tmp_path / "n.txt").write_text(f"甲县2024年民生实事\n{rows}", "utf-8")
    for lang, words in (("zh", "没有待确认的问题"), ("en", "No question is open")):
        sheet = tmp_path / f"{lang}.toml"
        assert run("read", tmp_path / "n.txt", "--questions", sheet, "--lang", lang).status == 0
        assert words in sheet.read_text("utf-8")
        assert tomllib.loads(sheet.read_text("utf-8")) == {}
        assert run("read", tmp_path / "n.txt", "--answers", sheet).status == 0


def test_answers_come_into_the_plan_and_the_rest_stays_open(desk: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, ANSWERS)
    done = run("read", desk / "notice.txt", "--answers", sheet, "--to", "json", "-o", tmp_path / "plan.json")
    assert done.status == 0
    assert done.err.count("待确认：") == 4
    plan = load_plan((tmp_path / "plan.json").read_bytes())
    assert str(plan.target("3.t2").quantity) == "12000人（全覆盖）"
    assert [f"{t.quantity}{t.counted}" for t in plan.project("8").targets] == ["120个点位", "36所学校"]
    assert plan.directory.members("各乡镇（街道）") == ("甲镇", "乙镇")
    assert len(plan.unknowns) == 4
    # each report is now due on the 25th: 25 March 2024 is a Monday
    march = run("duties", tmp_path / "plan.json", "--from", "2024-03-25", "--until", "2024-03-25")
    assert "共10项任务" in march.out
    assert "每月报送进展" in march.out


def test_an_empty_sheet_answers_nothing(desk: Path, sheet: Path) -> None:
    plain = run("read", desk / "notice.txt", "--to", "json")
    assert run("read", desk / "notice.txt", "--answers", sheet, "--to", "json").data == plain.data


def test_a_key_without_quotation_marks_is_understood(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('3.t2.denominator = "12000人"\n', "utf-8")
    found = run("read", desk / "notice.txt", "--answers", tmp_path / "a.toml", "--to", "json")
    assert str(load_plan(found.data).target("3.t2").quantity) == "12000人（全覆盖）"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"3.t2.denominator" = "很多"', "3.t2.denominator"),
        ('"9.t9.denominator" = "1人"', "8.targets"),
        ('"3.t2.denominator" = 12000', "引号"),
        ('"3.t2.denominator" = 12000人', "--questions"),
        ("\0", "--questions"),
        ('"3.t2.denominator" = ' + "9" * 5000, "--questions"),
    ],
    ids=["no-number", "nobody-asked", "no-text", "no-toml", "zero-byte", "5000-digits"],
)
def test_an_answer_that_can_not_be_used_says_which_and_how_to_mend_it(
    desk: Path, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "a.toml").write_text(text, "utf-8")
    done = run("read", desk / "notice.txt", "--answers", tmp_path / "a.toml")
    assert (done.status, done.data) == (2, b"")
    assert told in done.err


def test_a_sheet_that_may_hold_answers_is_not_written_over(desk: Path, sheet: Path) -> None:
    fill(sheet, ANSWERS)
    before = sheet.read_bytes()
    done = run("read", desk / "notice.txt", "--questions", sheet)
    assert (done.status, done.data) == (2, b"")
    assert sheet.name in done.err
    assert sheet.read_bytes() == before


def test_what_is_still_open_can_be_written_anew(desk: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, ANSWERS)
    rest = tmp_path / "rest.toml"
    assert run("read", desk / "notice.txt", "--answers", sheet, "--questions", rest).status == 0
    assert ANSWERS.keys().isdisjoint(tomllib.loads(rest.read_text("utf-8")))
    assert len(tomllib.loads(rest.read_text("utf-8"))) == 4


def test_the_sheet_in_english(desk: Path, tmp_path: Path) -> None:
    run("read", desk / "notice.txt", "--questions", tmp_path / "q.toml", "--lang", "en")
    text = (tmp_path / "q.toml").read_text("utf-8")
    assert "答复" not in text
    assert json.dumps("3.t2.denominator") in text
