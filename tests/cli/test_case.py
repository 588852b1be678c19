"""``case`` and ``problems``: supervision from the command line, each step checked and recorded. All of it is made up."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import Done, run

OFFICE = ("--by", "县政府督查室")
UNIT = ("--by", "县交运局")


def step(verb: str, url: str, *arguments: str, on: str, by: tuple[str, str] = OFFICE) -> Done:
    done = run("case", verb, url, *arguments, "--on", on, *by)
    assert done.status == 0, done.err
    return done


@pytest.fixture
def opened(url: str) -> str:
    """A ledger with one case, c1; 12 working days end on 2024-07-22 by the shipped terms (15 days and a rest day)."""
    number = ("--number", "督〔2024〕3号", "--id", "c1")
    step("open", url, "1", "--matter", "道路改造滞后", "--party", "县交运局", *number, on="2024-07-05")
    return url


def test_a_case_goes_all_the_way_and_every_step_stands_in_the_log(opened: str) -> None:
    step("reply", opened, "c1", "已完成150公里", "--reason", "汛期停工", on="2024-07-24", by=UNIT)
    step("return", opened, "c1", "--reason", "未说明措施", "--reply-by", "2024-08-01", on="2024-07-25")
    ask = ("--reason", "降雨", "--new-due", "2024-08-20", "--progress", "已完成160公里")
    step("ask", opened, "c1", *ask, on="2024-07-26", by=UNIT)
    step("extend", opened, "c1", "--new-due", "2024-08-20", on="2024-07-27")
    step("reply", opened, "c1", "已完成改造", "--finished", on="2024-08-19", by=UNIT)
    step("verify", opened, "c1", "--passed", "--finding", "现场属实", on="2024-08-20")
    step("close", opened, "c1", "--result", "已完成", on="2024-08-21")
    shown = run("case", "show", opened, "督〔2024〕3号")
    for word in (
        "立项交办",
        "逾期2天反馈",
        "退回",
        "申请延期",
        "同意延期",
        "报告办结",
        "核实属实",
        "办结销号",
        "已销号",
    ):
        assert word in shown.out
    log = json.loads(run("export", opened).out.splitlines()[1])
    assert log["data"]["statement"]["type"] == "case_opened"
    assert run("log", opened, "--to", "md").out.count("督〔2024〕3号") == 8, "each step bears the number of its case"
    assert run("verify", opened).status == 0
    listed = run("case", "list", opened, "--open")
    assert "共0件" in listed.out


def test_a_step_that_may_not_be_taken_is_refused_with_those_that_may(opened: str) -> None:
    done = run("case", "close", opened, "c1", "--on", "2024-07-10", *OFFICE)
    assert (done.status, done.data) == (2, b"")
    assert "现在可以" in done.err
    assert "反馈进展" in done.err
    assert run("export", opened).out.count("\n") == 2, "nothing was recorded"


def test_a_step_that_is_recorded_raw_is_kept_and_told(opened: str) -> None:
    line = json.dumps({"type": "case_closed", "case": "c1", "on": "2024-07-10", "by": "县政府督查室"})
    done = run("record", opened, stdin=line)
    assert done.status == 0
    assert "现在可以" in done.err or "不能" in done.err
    assert "未销号1件" in run("case", "list", opened, "--on", "2024-07-11").out


def test_the_unit_does_not_verify_itself(opened: str) -> None:
    step("reply", opened, "c1", "已完成", "--finished", on="2024-07-10", by=UNIT)
    done = run("case", "verify", opened, "c1", "--passed", "--on", "2024-07-11", *UNIT)
    assert done.status == 2
    assert "不能由其核实" in done.err


def test_what_is_due_and_who_must_be_reminded(opened: str) -> None:
    assert "临近" in run("case", "due", opened, "--on", "2024-07-22").out
    late = json.loads(run("case", "due", opened, "--on", "2024-07-25", "--to", "json").data)
    (task,) = late["tasks"]
    assert (task["party"], task["days_left"] < 0) == ("县交运局", True)
    step("remind", opened, "c1", on="2024-07-25")
    assert "2024年7月25日" in run("case", "due", opened, "--on", "2024-07-26").out


def test_a_case_that_is_not_there_is_named(url: str) -> None:
    done = run("case", "show", url, "c9")
    assert done.status == 2
    assert "c9" in done.err


def test_a_visit_leads_to_a_case(url: str) -> None:
    step("visit", url, "1", "--place", "小路口镇", "--finding", "路肩未完工", "--id", "v1", on="2024-07-01")
    step(
        "open",
        url,
        "1",
        "--matter",
        "路肩未完工",
        "--party",
        "县交运局",
        "--about",
        "v1",
        "--id",
        "c1",
        on="2024-07-02",
    )
    assert "路肩未完工" in run("case", "visits", url).out


def test_a_rule_proposes_and_a_person_confirms(example_url: str, url: str) -> None:
    drafts = json.loads(run("case", "propose", example_url, "--on", "2024-08-31", "--to", "json").data)["drafts"]
    assert any(draft["project"] == "1" for draft in drafts), "the road is behind since spring"
    assert run("verify", example_url).status == 0
    assert "共0件" in run("case", "list", example_url).out, "nothing opens itself"
    for total, day in (("10公里", "2024-06-28"), ("20公里", "2024-07-30"), ("30公里", "2024-08-30")):
        assert run("record", url, "1", "--total", total, "--on", day, "--by", "县交运局").status == 0
    (draft,) = [
        d
        for d in json.loads(run("case", "propose", url, "--on", "2024-08-31", "--to", "json").data)["drafts"]
        if d["project"] == "1"
    ]
    unsigned = run("case", "propose", url, "--on", "2024-08-31", "--confirm", draft["id"])
    assert unsigned.status == 2
    for _ in range(2):
        done = run("case", "propose", url, "--on", "2024-08-31", "--confirm", draft["id"], *OFFICE)
        if done.status:
            assert draft["id"] in done.err, "taken already: it is not proposed again"
    assert "共1件" in run("case", "list", url, "--on", "2024-08-31").out
    assert run("case", "propose", url, "--on", "2024-08-31", "--confirm", "nonsense", *OFFICE).status == 2


def test_a_problem_is_raised_assigned_and_solved(url: str) -> None:
    def problem(verb: str, *arguments: str) -> Done:
        return run("problems", verb, url, *arguments, *OFFICE)

    assert problem("raise", "1", "征地未完成", "--on", "2024-07-01", "--id", "p1").status == 0
    assert problem("assign", "p1", "--party", "县自然资源局", "--due", "2024-07-20", "--on", "2024-07-02").status == 0
    listed = run("problems", "list", url, "--on", "2024-08-01")
    assert "逾期" in listed.out
    assert "p1" in listed.out, "the id that assign and solve ask for"
    assert problem("solve", "p1", "--on", "2024-08-02", "--note", "已征地").status == 0
    again = problem("solve", "p1", "--on", "2024-08-03")
    assert again.status == 2
    rows = json.loads(run("problems", "list", url, "--open", "--on", "2024-08-03", "--to", "json").data)["problems"]
    assert rows == []
