"""A report that the library wrote is told by name and not read as a notice, in every format and language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.duties import expand_duties
from minsheng.errors import Lang, Unreadable
from minsheng.example import load_example
from minsheng.intake import read
from minsheng.reports import Report, duty_list, monthly_report, render, summary
from minsheng.standing import assess
from minsheng.storage import MemoryStore


def _reports(lang: Lang) -> Iterator[tuple[str, Report]]:
    calendar = ChinaCalendar()
    with MemoryStore() as store:
        view = load_example().ledger(store).as_of("2024-08-31")
    yield "monthly", monthly_report(assess(view, calendar=calendar), lang=lang)
    yield "duties", duty_list(expand_duties(view.plan, calendar), lang=lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("to", ["docx", "html", "md"])
def test_a_report_of_ours_is_refused_by_name(lang: Lang, to: str) -> None:
    for kind, report in _reports(lang):
        with pytest.raises(Unreadable) as caught:
            read(render(report, to), name=f"report.{to}")
        assert caught.value.code == "intake.own-report", kind


def test_the_summary_of_a_plan_is_a_list_of_projects_and_is_read() -> None:
    plan = load_example().plan
    again = read(render(summary(plan), "docx"), name="summary.docx").plan
    assert [p.name for p in again.projects] == [p.name for p in plan.projects]
