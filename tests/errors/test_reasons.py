"""Why a value is not known is said in the reader's language; made-up plans."""

from __future__ import annotations

import ast
import re

import pytest

from minsheng.calendars import Cadence, ChinaCalendar, Deadline, Roll
from minsheng.duties import expand_duties
from minsheng.errors import Undefined
from minsheng.ledger import Progress, View
from minsheng.projects import Bearer, Funding, Plan, Project, Rhythm
from minsheng.reports import (
    duty_counts,
    duty_list,
    ledger_table,
    matrix,
    monthly_report,
    render,
    standing_table,
    summary,
)
from minsheng.standing import assess
from tests.package.sources import nodes

CHINESE = re.compile("[\u4e00-\u9fff]+")
DECREE = re.compile(r"国办发明电〔\d+〕\d+号")


def _literals() -> dict[str, str]:
    """Reasons that stand in the source as text."""
    found = {}
    for path, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Undefined" and node.args:
            reason = node.args[0]
            if isinstance(reason, ast.Constant) and isinstance(reason.value, str) and "testing" not in path.parts:
                found[reason.value] = f"{path}:{node.lineno}"
    return found


@pytest.mark.parametrize(
    "reason", [*_literals(), "2027年放假安排尚未公布", "3项无数据", "分母未知", "长期", "年份未知"]
)
def test_every_reason_that_the_library_gives_has_its_english(reason: str) -> None:
    assert Undefined(reason).text("zh") == reason
    assert not CHINESE.search(Undefined(reason).text("en")), _literals().get(reason)


def test_there_are_reasons_in_the_source() -> None:
    assert "文件未列金额" in _literals()


def test_what_somebody_else_wrote_stays_as_it_is() -> None:
    assert Undefined("待财政批复").text("en") == "待财政批复"
    assert Undefined("年放假安排尚未公布" * 50).text("en") == "年放假安排尚未公布" * 50


PLANS = (
    Plan(
        id="a",
        year=2024,
        projects=[
            Project(no="1", name="A", leads=["X"]),
            Project(no="2", name="B", leads=["Y"], targets=["全覆盖", "不超过5%"], deadlines=["2024-11-30"]),
            Project(no="3", name="C", leads=["Y"], targets=["5%"], funding=[Funding(source="S")]),
        ],
        rhythms=[Rhythm(id="r", name="R", bearer=Bearer.LEADS, cadence=Cadence.ONCE, met_by=["report"])],
    ),
    Plan(
        id="b",
        year=2027,
        projects=[
            Project(
                no="1",
                name="A",
                leads=["X"],
                targets=["5%"],
                deadlines=[Deadline("", day="2027-02-13", roll=Roll.NEXT)],
            )
        ],
        rhythms=[Rhythm(id="r", name="R", bearer=Bearer.LEADS, cadence=Cadence.MONTHLY, met_by=["report"])],
    ),
)


@pytest.mark.parametrize("plan", PLANS, ids=["2024", "2027"])
def test_no_chinese_reason_stands_in_an_english_report(plan: Plan) -> None:
    calendar = ChinaCalendar()
    reports = [] if plan.year == 2027 else [Progress("2.t1", total="5个", on="2024-05-30")]
    standing = assess(View.of(plan, reports, day=f"{plan.year}-06-01"), calendar=calendar)
    duties = expand_duties(plan, calendar)
    printed = [node.explain("en") for node in standing.nodes()]
    printed += [cell for row in standing.table("en") for cell in row]
    printed += [finding.message("en") for finding in duties.findings]
    printed += [project.due.effective_on(calendar).reason("en") for project in plan.projects]
    built = (
        monthly_report(standing, lang="en"),
        summary(plan, lang="en"),
        matrix(plan, lang="en"),
        duty_list(duties, lang="en"),
        duty_counts(duties, lang="en"),
        ledger_table(standing, lang="en"),
        standing_table(standing, lang="en"),
    )
    printed += [render(report, "text").decode() for report in built]
    allowed = {"全覆盖", "不超过", "个"}  # as the made-up plan prints them
    allowed |= set(CHINESE.findall(standing.rules.source))
    unquoted = (DECREE.sub("", text) for text in printed)
    left = {word for text in unquoted for word in CHINESE.findall(text)} - allowed
    assert not left
