"""``diff``: what changed between two days. All progress here is made up."""

from __future__ import annotations

import json

import pytest

from minsheng.ledger import Ledger
from minsheng.storage import open_store
from tests.cli.running import run


def test_what_is_new_between_two_days_is_listed(url: str) -> None:
    for total, day in (("120公里", "2024-06-28"), ("150公里", "2024-07-26")):
        assert run("record", url, "1", "--total", total, "--on", day, "--by", "县交运局").status == 0
    done = run("diff", url, "2024-06-30", "2024-07-31", "--hindsight")
    assert (done.status, done.err) == (0, "")
    assert "新增记录1笔" in done.out
    assert "累计完成150公里" in done.out
    assert "累计完成120公里" not in done.out


def test_a_day_on_which_nothing_was_known_yet_says_so(url: str) -> None:
    done = run("diff", url, "2024-06-30", "2024-07-31")
    assert (done.status, done.data) == (2, b""), "this ledger was begun today"
    assert "--hindsight" in done.err
    assert "还没有登记" in done.err
    early = run("diff", url, "2024-02-05", "2024-07-31", "--hindsight")
    assert early.status == 2
    assert "尚未下达（下达日期2024-02-06）" in early.err
    assert "--hindsight" not in early.err, "it would not help"


def test_the_days_in_the_wrong_order_show_what_is_taken_back(url: str) -> None:
    assert run("record", url, "1", "--total", "120公里", "--on", "2024-06-28", "--by", "县交运局").status == 0
    forth = run("diff", url, "2024-06-01", "2024-06-30", "--hindsight").out
    back = run("diff", url, "2024-06-30", "2024-06-01", "--hindsight").out
    assert "新增记录1笔" in forth
    assert "不再计入1笔" in back
    assert "尚无填报" in back


def test_a_correction_and_an_approved_change_stand_apart(url: str) -> None:
    first = run("record", url, "1", "--total", "120公里", "--on", "2024-06-28", "--by", "县交运局", "--id", "r1")
    assert first.status == 0
    lines = [
        {
            "type": "corrected",
            "corrects": "r1",
            "on": "2024-07-05",
            "reason": "误计",
            "replacement": {"type": "progress", "target": "1", "total": "102公里", "on": "2024-06-28"},
        },
        {
            "type": "change_approved",
            "project": "1",
            "changes": {"leads": ["县公路局"]},
            "on": "2024-07-08",
            "body": "县人大常委会",
            "reason": "职能调整",
        },
    ]
    assert run("record", url, stdin="\n".join(map(json.dumps, lines))).status == 0
    done = run("diff", url, "2024-06-30", "2024-07-31", "--hindsight")
    assert "批准变更1笔" in done.out
    assert "县公路局" in done.out
    assert json.loads(run("diff", url, "2024-06-30", "2024-07-31", "--hindsight", "--to", "json").data)


@pytest.mark.parametrize("to", ["table", "json", "md", "html"])
def test_what_changed_is_called_by_its_name_beside_its_id(url: str, to: str) -> None:
    report = {"type": "progress", "target": "1", "total": "120公里", "on": "2024-06-28"}
    replaced = {"type": "progress", "target": "1", "total": "12公里", "on": "2024-06-28"}
    problem = {"type": "problem_raised", "project": "7", "problem": "雨季停工", "on": "2024-07-08"}
    change = {"type": "change_approved", "project": "1", "changes": {"leads": ["县公路局"]}, "on": "2024-07-08"}
    corrected = {"type": "corrected", "corrects": "a", "on": "2024-07-05", "reason": "误计", "replacement": replaced}
    said = [report, corrected, problem, change | {"body": "县人大常委会", "reason": "职能调整"}]
    sent = [{"id": id, "statement": statement} for id, statement in zip("abcd", said, strict=True)]
    assert run("record", url, stdin="\n".join(map(json.dumps, sent))).status == 0
    shown = run("diff", url, "2024-06-27", "2024-07-31", "--hindsight", "--to", to, "--lang", "zh").out
    if to != "table":
        assert shown.count("乡村道路安全畅通工程") >= 4, "new figure, plan, approved change and new report"
    with open_store(url, read_only=True) as store:
        ledger = Ledger.open(store)
        (shift,) = ledger.diff("2024-06-27", "2024-07-31", hindsight=True).changed
        assert shift.target == "1.t1"
        assert shift.name == f"{ledger.plan.project('1').name}（改造里程约400公里）"
        assert shift.text().startswith(f"1.t1 {shift.name}：")
    if to == "json":
        tables = [block for block in json.loads(shown)["blocks"] if block["block"] == "table"]
        assert all("项目、目标" in [column["title"] for column in table["columns"]] for table in tables)
        assert tables[0]["rows"][0][:2] == [["1.t1"], [shift.name]]
