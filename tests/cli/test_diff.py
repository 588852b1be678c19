"""``diff``: what changed between two days. All progress here is made up."""

from __future__ import annotations

import json

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
