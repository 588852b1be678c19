"""``read`` and ``duties``: every format, every wrong file, every window."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from minsheng.codec import load_plan
from minsheng.intake import read
from tests.cli.running import run

FORMATS = ("table", "txt", "json", "md", "html", "docx")


def looks_like(form: str, data: bytes) -> bool:
    """Whether `data` is a file of that format, told by what only that format has."""
    if form == "docx":
        return "word/document.xml" in zipfile.ZipFile(BytesIO(data)).namelist()
    text = data.decode()
    marks = {"table": "====", "txt": "====", "json": "{", "md": "| ", "html": "<!DOCTYPE html>"}
    return (json.loads(text) is not None if form == "json" else True) and marks[form] in text


# read

CIRCULAR = (
    "甲县2024年民生实事进展情况（截至9月底）\n序号\t项目名称\t目标任务\t累计完成\t牵头单位\n1\t道路\t改造400公里\t310\t县交运局\n"
    "7\t健身路径\t安装12套\t3\t县体育局\n"
)


def test_a_circular_is_recorded_through_a_pipe_and_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(TABLE.replace("关于民生", "关于2024年民生"), "utf-8")
    (tmp_path / "c.txt").write_text(CIRCULAR, "utf-8")
    url = f"sqlite:///{tmp_path / 'county.db'}"
    assert run("init", url, tmp_path / "n.txt", "--by", "县政府", "--on", "2024-02-06").status == 0
    for plan in (url, str(tmp_path / "n.txt")):
        read_out = run("read", tmp_path / "c.txt", "--plan", plan)
        assert read_out.status == 0
        assert "通报第7项“健身路径”在计划中找不到对应的项目" in read_out.err
        assert run("record", url, stdin=read_out.data).status == 0
    assert run("log", url).out.count("310公里") == 1


def test_a_circular_held_against_a_plan_is_not_asked_for_what_the_plan_has(tmp_path: Path) -> None:
    """Targets, time limits and units are the plan's; what the circular does not say of them is no doubt."""
    (tmp_path / "n.txt").write_text(TABLE.replace("关于民生", "关于2024年民生"), "utf-8")
    bare = "甲县2024年民生实事进展情况（截至9月底）\n序号\t项目名称\t累计完成\n1\t道路\t310公里\n7\t健身路径\t3套\n"
    (tmp_path / "c.txt").write_text(bare, "utf-8")
    alone = run("read", tmp_path / "c.txt")
    assert {"intake.no-lead", "intake.no-deadline", "intake.progress-untied"} <= set(
        re.findall(r"intake\.[\w-]+", alone.err)
    )
    held = run("read", tmp_path / "c.txt", "--plan", tmp_path / "n.txt")
    assert held.out.count("310公里") == 2
    assert "待确认" not in held.err
    assert not {"intake.no-lead", "intake.no-deadline", "intake.progress-untied"} & set(
        re.findall(r"intake\.[\w-]+", held.err)
    )
    assert "intake.unmatched" in held.err
    assert "intake.number-gap" in held.err


def test_a_notice_has_nothing_to_record(desk: Path) -> None:
    done = run("read", desk / "notice.txt", "--plan", desk / "notice.txt")
    assert (done.status, done.data) == (2, b"")
    assert "不是进展通报" in done.err


def test_a_circular_without_a_day_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(CIRCULAR.replace("（截至9月底）", "表"), "utf-8")
    done = run("read", tmp_path / "c.txt", "--to", "statements")
    assert (done.status, done.data) == (2, b"")
    assert "--on" in done.err
    given = run("read", tmp_path / "c.txt", "--to", "statements", "--on", "2024-09-25")
    assert given.status == 0
    assert {json.loads(line)["statement"]["on"] for line in given.out.splitlines()} == {"2024-09-25"}


@pytest.mark.parametrize("notice", ["notice.txt", "notice.docx"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_notice_is_read_into_every_format(desk: Path, notice: str, form: str) -> None:
    done = run("read", desk / notice, "--to", form)
    assert done.status == 0
    assert looks_like(form, done.data)
    assert done.err.count("待确认：") == 8


def test_the_suffix_of_the_file_tells_the_format(desk: Path, tmp_path: Path) -> None:
    for form in ("json", "md", "html", "docx", "txt"):
        target = tmp_path / f"汇总表.{form}"
        done = run("read", desk / "notice.txt", "-o", target)
        assert (done.status, done.data) == (0, b"")
        assert looks_like(form, target.read_bytes())


def test_the_json_is_the_plan_that_confirming_gives(desk: Path) -> None:
    for notice in ("notice.txt", "notice.docx"):
        plan = load_plan(run("read", desk / notice, "--to", "json").data)
        assert plan == read(desk / notice).confirm()
        assert len(plan.unknowns) == 8, "what was asked stays in the plan"


TABLE = "关于民生实事的通知\n序号\t项目名称\t项目内容\t主办单位\t完成时限\n1\t道路\t改造约400公里。\t县交运局\t11月底\n"


def test_the_year_can_be_given_where_none_is_printed(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text(TABLE, "utf-8")
    without = run("read", tmp_path / "n.txt", "--to", "json")
    assert without.status == 2
    assert "--year" in without.err
    given = run("read", tmp_path / "n.txt", "--year", "2024", "--to", "json")
    assert given.status == 0
    assert json.loads(given.out)["projects"][0]["deadlines"][0]["date"] == "2024-11-30"


def test_a_finding_that_stops_the_plan_gives_status_1(tmp_path: Path) -> None:
    text = TABLE.replace("民生", "2024年民生") + "1\t候车亭\t约50处。\t县交运局\t11月底\n"
    (tmp_path / "twice.txt").write_text(text, "utf-8")
    done = run("read", tmp_path / "twice.txt")
    assert done.status == 1
    assert "发现：" in done.err
    assert "intake.number-twice" in done.err
    assert run("duties", tmp_path / "twice.txt").status == 2, "no plan can be made of it"


def wrong_files(folder: Path, desk: Path) -> dict[str, bytes]:
    return {
        "empty.txt": b"",
        "empty.docx": b"",
        "zeros.txt": b"a\0b\0",
        "noise.txt": bytes(range(128, 256)) * 40,
        "noise.docx": bytes(range(256)) * 40,
        "half.docx": (desk / "notice.docx").read_bytes()[:20_000],
        "letter.txt": "天气不错。\n".encode(),
        "list.json": b"[]",
        "broken.json": b'{"schema": ',
        "other.json": b'{"schema": "other/1"}',
    }


def test_a_file_that_is_no_notice_is_refused_and_says_why(tmp_path: Path, desk: Path) -> None:
    for name, data in wrong_files(tmp_path, desk).items():
        (tmp_path / name).write_bytes(data)
        for verb in ("read", "duties"):
            done = run(verb, tmp_path / name)
            assert (done.status, done.data) == (2, b""), (verb, name)
            assert name in done.err, (verb, name)
            assert "（" in done.err, f"{name}: how to mend it"
            assert "Traceback" not in done.err


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with (tmp_path / "huge.json").open("wb") as file:
        file.write(b"{")
        file.truncate(100 * 1024 * 1024)
    for name in ("none.txt", ".", "huge.txt"):
        done = run("read", tmp_path / name)
        assert (done.status, done.data) == (2, b""), name
    assert "上限" in run("read", tmp_path / "huge.txt").err
    assert "超过64 MB" in run("duties", tmp_path / "huge.json").err


def test_what_stands_in_a_file_counts_not_its_name(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "really.txt").write_bytes((desk / "notice.docx").read_bytes())
    (tmp_path / "really.docx").write_bytes((desk / "notice.txt").read_bytes())
    for name in ("really.txt", "really.docx"):
        assert json.loads(run("read", tmp_path / name, "--to", "json").out)["projects"][9]["no"] == "10"


def test_a_plan_is_no_notice_and_the_message_says_what_it_is_good_for(desk: Path) -> None:
    done = run("read", desk / "plan.json")
    assert done.status == 2
    assert "duties、init" in done.err


def test_what_can_not_be_written_names_the_file_asked_for(desk: Path, tmp_path: Path) -> None:
    missing = run("read", desk / "notice.txt", "-o", tmp_path / "none" / "a.md")
    assert missing.status == 2
    assert f"文件夹“{tmp_path / 'none'}”不存在" in missing.err
    unknown = run("read", desk / "notice.txt", "-o", tmp_path / "a.xyz")
    assert unknown.status == 2
    assert "docx" in unknown.err, "the formats that there are"
    (tmp_path / "taken.md").mkdir()
    assert run("read", desk / "notice.txt", "-o", tmp_path / "taken.md").status == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["taken.md"], "nothing half written is left"


# duties


def dates(out: str) -> list[str]:
    return re.findall(r"^\| (2024年\d+月\d+日)", out, re.MULTILINE)


@pytest.mark.parametrize("form", FORMATS)
def test_duties_come_in_every_format(desk: Path, form: str) -> None:
    done = run("duties", desk / "plan.json", "--from", "2024-03-01", "--until", "2024-03-31", "--to", form)
    assert done.status == 0
    assert looks_like(form, done.data)


def test_one_month_is_short_enough_to_read(desk: Path) -> None:
    march = run("duties", desk / "plan.json", "--from", "2024-03-01", "--until", "2024-03-31")
    assert "共114项任务" in march.out
    assert dates(march.out) == [f"2024年3月{day}日" for day in (1, 8, 15, 20, 22, 29)]
    assert len(march.out.splitlines()) < 70
    assert "县交运局等10个单位" in march.out
    assert "3月17日周日提前" in march.out, "why this day, in a few words"
    assert "为什么是这一天" not in march.out
    whole = run("duties", desk / "plan.json", "--from", "2024-03-01", "--until", "2024-03-31", "--to", "md")
    assert "国办发明电〔2023〕7号" in whole.out, "the reason of each day stands in the full list"


def test_other_programs_get_ids_periods_days_and_reasons(desk: Path) -> None:
    window = ("--from", "2024-03-29", "--until", "2024-03-29", "--party", "县残联")
    found = json.loads(run("duties", desk / "plan.json", *window, "--to", "json").out)
    assert found["schema"] == "minsheng.duties/1"
    assert [(d["rhythm"], d["period"], d["stated"], d["due"]) for d in found["duties"]] == [
        ("report", "2024-03", "2024-03-31", "2024-03-29"),
        ("ledger_update", "2024-W13", "2024-03-31", "2024-03-29"),
        ("weekly_meeting", "2024-W13", "2024-03-31", "2024-03-29"),
    ]
    assert len({d["id"] for d in found["duties"]}) == 3
    assert "提前至上一个工作日" in found["duties"][0]["why"]
    assert "rhythms.report.day" in [q["key"] for q in found["questions"]]


def test_a_notice_or_its_plan_give_the_same_duties(desk: Path) -> None:
    assert run("duties", desk / "notice.docx").out == run("duties", desk / "plan.json").out


def test_a_party_goes_by_any_of_its_names(desk: Path) -> None:
    window = ("--from", "2024-03-01", "--until", "2024-03-31")
    mine = run("duties", desk / "plan.json", *window, "--party", "县交运局")
    assert "共11项任务" in mine.out
    assert "县民政局" not in mine.out
    assert run("duties", desk / "plan.json", *window, "--party", "县交通运输局").out == mine.out


def test_an_unknown_party_is_refused_with_those_that_there_are(desk: Path) -> None:
    done = run("duties", desk / "plan.json", "--party", "县某局")
    assert (done.status, done.data) == (2, b"")
    assert "县交运局" in done.err


def test_a_reversed_window_is_refused(desk: Path) -> None:
    done = run("duties", desk / "plan.json", "--from", "2024-03-31", "--until", "2024-03-01")
    assert (done.status, done.data) == (2, b"")
    assert "颠倒" in done.err


def test_a_window_without_duties_says_so(desk: Path) -> None:
    done = run("duties", desk / "plan.json", "--from", "2024-01-01", "--until", "2024-02-05")
    assert done.status == 0
    assert "共0项任务" in done.out


PLAN = """{"schema": "minsheng.plan/1", "id": "某县-2024", "year": 2024,
 "directory": {"organisations": [{"name": "各乡镇", "kind": "group", "members": ["甲镇", "乙镇"]}]},
 "projects": [{"no": "1", "name": "道路", "leads": ["各乡镇"]}],
 "rhythms": [{"id": "report", "name": "每月报送", "bearer": "leads", "cadence": "month", "met_by": ["report"]}]}"""


def test_members_of_a_group_owe_their_own_if_asked(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(PLAN, "utf-8")
    window = ("--from", "2024-03-01", "--until", "2024-03-31")
    assert "共1项任务" in run("duties", tmp_path / "plan.json", *window).out
    expanded = run("duties", tmp_path / "plan.json", *window, "--expand-groups").out
    assert "共2项任务" in expanded
    assert "甲镇" in expanded


def test_days_that_nobody_has_announced_are_told_or_guessed_if_asked(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(PLAN.replace("2024", "2027"), "utf-8")
    told = run("duties", tmp_path / "plan.json")
    assert told.status == 0
    assert "2027" in told.out
    assert "12项" in told.out, "all of them without a day"
    guessed = run("duties", tmp_path / "plan.json", "--provisional")
    assert "以正式通知为准" in guessed.out, "a guess is printed as one"
