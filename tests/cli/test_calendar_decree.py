"""``calendar decree`` and ``--calendar``: next year's decree on the day it appears. The notice for 2027 is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from minsheng.calendars import Decree, shipped_decrees
from tests.cli.running import run

NOTICES = Path(__file__).parents[1] / "calendars" / "notices"
MADE_UP = """国务院办公厅关于2027年部分节假日安排的通知（试验用文）
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(MADE_UP, "utf-8")
    return path


def test_a_notice_becomes_a_file_that_every_question_takes(notice: Path, tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    done = run("calendar", "decree", notice, "-o", file, "--source", "made up")
    assert done.status == 0
    assert (
        "  春节：2027-02-05 星期五至2027-02-12 星期五放假，共8天；2027-01-31 星期日、2027-02-20 星期六上班" in done.out
    )
    assert "此前没有这一年的安排" in done.out
    assert "没有文号" in done.err
    assert Decree.load(file).source == "made up"
    asked = ("--calendar", file)
    assert run("calendar", "workday", "2027-01-31", *asked).status == 0
    assert run("calendar", "workday", "2027-02-05", *asked).status == 1
    # 31 December 2026 is a Thursday; 1 to 3 January are days off
    assert run("calendar", "count", "2026-12-31", "2027-01-04", *asked).out == "2\n"
    assert run("calendar", "add", "2026-12-31", "1", *asked).out == "2027-01-04 星期一\n"
    assert "01-31 星期日、02-20 星期六" in run("calendar", "info", "2027", *asked).out
    assert "<" in run("calendar", "year", "2027", *asked).out


def test_a_county_that_works_in_2027_gets_its_due_days(notice: Path, tmp_path: Path) -> None:
    from minsheng.codec import plan_json
    from minsheng.example import load_example

    file, plan = tmp_path / "2027.toml", tmp_path / "plan.json"
    assert run("calendar", "decree", notice, "-o", file).status == 0
    plan.write_text(plan_json(load_example().plan), "utf-8")
    span = ("--from", "2024-12-30", "--until", "2025-01-05", "--to", "json")
    assert run("duties", plan, *span, "--calendar", file).data == run("duties", plan, *span).data


def test_the_duties_of_a_year_that_is_not_announced_get_their_days_from_its_file(notice: Path, tmp_path: Path) -> None:
    from minsheng.codec import plan_json
    from minsheng.example import load_example

    file, path = tmp_path / "2027.toml", tmp_path / "plan.json"
    known = load_example().plan
    plan = evolve(known, year=2027, document=evolve(known.document, issued="2027-01-04"))  # made up
    path.write_text(plan_json(plan), "utf-8")
    assert run("calendar", "decree", notice, "-o", file).status == 0
    window = ("--from", "2027-01-01", "--until", "2027-02-28", "--party", "县残联")

    def due(*more: object) -> dict[str, str | None]:
        written = json.loads(run("duties", path, *window, *more, "--to", "json").out)["duties"]
        return {d["period"]: d["due"] for d in written if d["rhythm"] == "report"}

    assert {day for day in due().values() if day} == set(), "nothing is guessed"
    assert "尚未公布" in run("duties", path, *window).out
    # Sunday 31 January is worked, Sunday 28 February is not
    assert due("--calendar", file) == {"2027-01": "2027-01-31", "2027-02": "2027-02-26"}
    assert due("--provisional") == {"2027-01": "2027-01-29", "2027-02": "2027-02-26"}
    listed = run("duties", path, *window, "--provisional").out
    assert "推算" in listed
    assert "（暂按）" in listed
    assert "（暂按）" not in run("duties", path, *window, "--calendar", file).out
    for more, text in (("--calendar", b"DUE;VALUE=DATE:20270131"), ("--provisional", b"DUE;VALUE=DATE:20270129")):
        asked = (more, file) if more == "--calendar" else (more,)
        assert text in run("duties", path, *window, *asked, "--to", "ics").data


def test_the_file_goes_to_stdout_alone(notice: Path) -> None:
    done = run("calendar", "decree", notice, "-o", "-")
    assert Decree.parse(done.out).year == 2027
    assert "春节" in done.err


@pytest.mark.parametrize("year", [2006, 2007, 2024, 2025, 2026])
def test_a_year_that_is_known_is_compared_with_what_is_known(year: int) -> None:
    done = run("calendar", "decree", NOTICES / f"{year}.txt")
    assert done.status == 0
    assert "与已有的安排一致" in done.out


def test_every_contradiction_is_named_and_no_file_is_written(notice: Path, tmp_path: Path) -> None:
    wrong = MADE_UP.replace("2月20日（周六）", "2月20日（周日）").replace("5月1日（周六）至5日", "5月5日（周三）至1日")
    notice.write_text(wrong, "utf-8")
    file = tmp_path / "2027.toml"
    done = run("calendar", "decree", notice, "-o", file)
    assert (done.status, done.data) == (1, b"")
    assert "2027-02-20是星期六" in done.err
    assert "起止颠倒" in done.err
    assert not file.exists()
    english = run("calendar", "decree", notice, "--lang", "en")
    assert "runs backwards: 2027-05-05 to 2027-05-01" in english.err
    assert "2027-02-20 is a “星期六”" in english.err


def test_what_is_no_notice_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("今天天气很好。", "utf-8")
    done = run("calendar", "decree", path)
    assert (done.status, done.data) == (1, b"")
    assert "哪一年" in done.err


def test_a_notice_saved_by_an_office_program_is_read(notice: Path) -> None:
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        notice.write_bytes(MADE_UP.encode(encoding))
        assert run("calendar", "decree", notice).status == 0


def test_a_file_that_is_no_decree_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(shipped_decrees()[-1].toml().replace("year =", "yaer ="), "utf-8")
    done = run("calendar", "workday", "2026-01-05", "--calendar", path)
    assert (done.status, done.data) == (2, b"")
    assert "mine.toml" in done.err
    assert run("calendar", "workday", "2026-01-05", "--calendar", tmp_path / "none.toml").status == 2


def test_a_year_without_a_decree_says_how_to_give_one() -> None:
    done = run("calendar", "count", "2026-12-01", "2027-01-31")
    assert "--calendar" in done.err
    assert "--calendar" in run("calendar", "count", "2026-12-01", "2027-01-31", "--lang", "en").err


MOVED = """国务院办公厅关于调整2027年劳动节假期安排的通知（试验用文）
一、5月1日（周六）至6日（周四）放假调休，共6天。5月8日（周六）、5月9日（周日）上班。
二、请留人值班。
"""


def test_a_notice_that_changes_a_holiday_goes_into_the_years_file(notice: Path, tmp_path: Path) -> None:
    file, later, text = tmp_path / "2027.toml", tmp_path / "2027-later.toml", tmp_path / "moved.txt"
    text.write_text(MOVED, "utf-8")
    refused = run("calendar", "decree", text, "-o", later)
    assert (refused.status, refused.data, later.exists()) == (1, b"", False)
    assert "没有这一年的放假安排" in refused.err
    assert "--calendar" in refused.err
    assert run("calendar", "decree", notice, "-o", file).status == 0
    done = run("calendar", "decree", text, "-o", later, "--calendar", file)
    assert done.status == 0, done.err
    assert "2027-05-01 星期六至2027-05-06 星期四放假，共6天" in done.out
    assert "与已有的安排不同" in done.out
    assert run("calendar", "workday", "2027-05-06", "--calendar", file).status == 0
    asked = run("calendar", "workday", "2027-05-06", "--calendar", later)
    assert asked.status == 1
    assert "关于调整2027年劳动节假期安排的通知" in asked.out
    assert run("calendar", "workday", "2027-02-08", "--calendar", later).status == 1  # 春节, as before


def test_a_notice_that_changes_a_shipped_year_in_a_way_not_understood_says_how_to_write_the_file(
    tmp_path: Path,
) -> None:
    text = tmp_path / "moved.txt"
    text.write_text("国务院办公厅关于调整2026年端午节假期安排的通知\n一、端午节改在下一周放假。\n", "utf-8")
    done = run("calendar", "decree", text)
    assert (done.status, done.data) == (1, b"")
    assert "关于调整2026年端午节假期安排的通知" in done.err
    assert "minsheng calendar info 2026 --toml 2026.toml" in done.err
    assert "[[holidays]]" in run("calendar", "decree", text, "--lang", "en").err
    file = tmp_path / "2026.toml"  # and what it says can be done
    assert run("calendar", "info", "2026", "--toml", file).status == 0
    assert run("calendar", "info", "2026", "--toml", "-").data == file.read_bytes()
    assert Decree.load(file) == shipped_decrees()[-1]
    mended = file.read_text("utf-8").replace(
        "first = 2026-06-19\nlast = 2026-06-21", "first = 2026-06-26\nlast = 2026-06-28"
    )
    file.write_text(mended, "utf-8")
    assert run("calendar", "workday", "2026-06-19", "--calendar", file).status == 0
    assert run("calendar", "workday", "2026-06-26", "--calendar", file).status == 1


def test_a_year_without_a_decree_has_no_file() -> None:
    for more in ((), ("--provisional",)):
        done = run("calendar", "info", "2027", "--toml", "-", *more)
        assert (done.status, done.data) == (1, b"")
        assert "2027" in done.err
