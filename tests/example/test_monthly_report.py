"""Every figure of the example's monthly report on 2024-08-31, counted anew from plan and entries alone.

Block after block, so that a right number in the wrong place is seen too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from importlib import resources

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.example import Example
from minsheng.projects import Plan
from minsheng.reports import Figure, Heading, Report, Table, monthly_report, plain
from minsheng.standing import assess
from tests.reports.recomputing import RANKS, Recount, mean

DAY = date(2024, 8, 31)
Numbers = list[Fraction]


@pytest.fixture(scope="module")
def recount(minsheng_plan: Plan) -> Recount:
    text = resources.files("minsheng.example").joinpath("data", "entries.jsonl").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    return Recount(minsheng_plan, [(line["id"], line["statement"]) for line in lines], DAY)


@pytest.fixture(scope="module")
def report(minsheng_example: Example) -> Report:
    from minsheng.storage import MemoryStore

    with MemoryStore() as store:
        return monthly_report(assess(minsheng_example.ledger(store).as_of(DAY), calendar=ChinaCalendar()))


def printed(report: Report) -> dict[str, list[Numbers]]:
    """The figures of each block that has any, by part of the report; those of a table row by row."""
    found: dict[str, list[Numbers]] = {}
    part = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            part = plain(block.content)
        elif type(block).__name__ == "Annex":
            part = "附件"
        elif isinstance(block, Table):
            rows = [[run for cell in row for run in cell.content] for row in block.rows]
            found.setdefault(part, []).extend([run.number for run in row if isinstance(run, Figure)] for row in rows)
        elif numbers := [run.number for run in block.runs() if isinstance(run, Figure)]:
            found.setdefault(part, []).append(numbers)
    return found


def fractions(*values: int | Fraction) -> Numbers:
    return [Fraction(value) for value in values]


def test_the_first_part(recount: Recount, report: Report) -> None:
    plan = recount.plan
    levels = [recount.project_level(project) for project in plan.projects]
    order = [*reversed(RANKS), "stale", "unreported", "unknown"]
    done = levels.count("done")
    shares = [recount.share(project) for project in plan.projects]
    month = list(recount.duties(DAY.replace(day=1), DAY))
    states = [state for *_, state in month]
    came_in = [
        entry
        for kind in ("progress", "milestone_reached")
        for entry in recount.of(kind)
        if DAY.replace(day=1) <= recount.on(entry) <= DAY
    ]
    expected = [
        fractions(
            len(plan.projects),
            sum(len(project.items) or 1 for project in plan.projects),
            done,
            Fraction(done, len(plan.projects)),
            *(levels.count(level) for level in order if level in levels),
        ),
        fractions(
            mean([share or Fraction(0) for share in shares]),
            shares.count(None),
            mean([recount.expected(project.no) for project in plan.projects]),
        ),
        fractions(len(came_in)),
        fractions(len(month), *(n for state in ("met", "late", "missed", "open") if (n := states.count(state)))),
        *(list(_of_party(recount, lead, month)) for lead in plan.leads),
    ]
    assert printed(report)["一、总体情况"] == expected


def _of_party(recount: Recount, party: str, month: list[tuple[str, str, date, str]]) -> Iterator[Fraction]:
    led = [project for project in recount.plan.projects if party in project.leads]
    shares = [recount.share(project) for project in led]
    mine = [state for _, name, _, state in month if name == party]
    yield Fraction(len(led))
    yield Fraction([recount.project_level(project) for project in led].count("done"))
    if None not in shares:  # else the reason stands there, no number
        yield mean([share for share in shares if share is not None])
    yield Fraction(len(mine))
    yield Fraction(mine.count("missed"))


def good(recount: Recount) -> list[str]:
    return [line for line in recount.lines() if recount.level(line) in ("done", "ahead", "on_track")]


def behind(recount: Recount) -> list[str]:
    return [line for line in recount.lines() if recount.level(line) in ("overdue", "behind", "slipping")]


def dark(recount: Recount) -> list[str]:
    return [line for line in recount.lines() if recount.level(line) in ("stale", "unknown")]


def test_every_counted_target_stands_in_one_part(recount: Recount) -> None:
    parts = [*good(recount), *behind(recount), *dark(recount)]
    assert sorted(parts) == sorted(recount.lines())


def test_the_second_part_counts_what_goes_well(recount: Recount, report: Report) -> None:
    assert printed(report)["二、完成较好的"] == [fractions(len(good(recount)))]


def test_the_third_part_shows_how_far_each_is_behind(recount: Recount, report: Report) -> None:
    assert printed(report)["三、进展滞后的"] == [
        fractions(len(behind(recount))),
        *(_row(recount, target) for target in behind(recount)),
        fractions(len(dark(recount))),
    ]


def _row(recount: Recount, target: str, *, added: bool = False) -> Numbers:
    """年度目标, 本月进展 in the annex, 累计完成, 完成比例, 序时目标, 偏差."""
    done = recount.done(target)
    assert done is not None
    brought = recount.added(target) if added else None
    figures = [recount.promised(target), *([] if brought is None else [brought]), done]
    return [*figures, recount.ratio(target), recount.expected(target), recount.gap(target)]


def problems(recount: Recount) -> tuple[dict[str, date], list[date]]:
    """Open ones with the day that they were raised, and when the others were resolved."""
    resolved = {str(entry["problem"]): recount.on(entry) for entry in recount.of("problem_resolved")}
    raised = {id: recount.on(e) for id, e in recount.entries.items() if e in recount.of("problem_raised")}
    return {id: day for id, day in raised.items() if id not in resolved}, list(resolved.values())


def test_the_fourth_part_counts_problems_and_what_nobody_has_answered(recount: Recount, report: Report) -> None:
    still_open, resolved = problems(recount)
    assert printed(report)["四、存在问题及协调事项"] == [
        fractions(len(still_open)),
        *(fractions((DAY - day).days) for day in still_open.values()),
        fractions(sum(day >= DAY.replace(day=1) for day in resolved)),
        fractions(len(recount.plan.unknowns)),
    ]


def test_the_fifth_part_demands_what_follows(recount: Recount, report: Report) -> None:
    gaps = [-recount.gap(target) for target in behind(recount)]
    open_ends = {recount.due(line) for line in recount.lines() if recount.level(line) != "done"}
    left = sorted((day - DAY).days for day in open_ends if DAY < day <= date(2024, 9, 30))
    missed: dict[str, dict[str, int]] = {}
    for rhythm, party, _, state in recount.duties(DAY.replace(day=1), DAY):
        if state == "missed":
            of_party = missed.setdefault(party, {})
            of_party[rhythm] = of_party.get(rhythm, 0) + 1
    alike = {tuple(sorted(duties.items())) for duties in missed.values()}
    coming: dict[tuple[date, str], int] = {}
    for rhythm, _, due, state in recount.duties(DAY + timedelta(1), DAY + timedelta(10)):
        assert state == "open"
        coming[due, rhythm] = coming.get((due, rhythm), 0) + 1
    [numbers] = printed(report)["五、下步工作要求"]
    assert numbers == fractions(
        *gaps,
        *left,
        *(times for duties in alike for _, times in duties),
        len(problems(recount)[0]),
        *(coming[key] for key in sorted(coming)),
    )


def test_the_annex_has_a_line_for_every_target(recount: Recount, report: Report) -> None:
    expected = []
    for project in recount.plan.projects:
        counted = recount.counted(project.no)
        for target in project.all_targets:
            expected.append(
                _row(recount, target.id, added=True) if target.id in counted else [recount.promised(target.id)]
            )
        if not project.all_targets:
            expected.append([recount.expected(project.no)])  # a trajectory it has, and nothing to hold against it
    assert printed(report)["附件"] == expected


def test_each_ratio_and_each_mean_names_its_sources(report: Report) -> None:
    known = ("ratio", "mean", "at-least", "expected-mean", "done", "gap")
    assert [figure.text for figure in report.figures() if figure.measure in known and not figure.sources] == []


def test_each_figure_recomputes_from_the_sources_that_it_names(recount: Recount, report: Report) -> None:
    apart = ("mean", "at-least", "expected-mean", "count-each")  # these stand on many and were counted above
    figures = [figure for figure in report.figures() if figure.measure not in apart]
    assert len(figures) > 200
    assert {f.measure for f in figures} >= {"count", "share", "target", "done", "ratio", "expected", "gap", "added"}
    for figure in figures:
        assert recount.by_sources(figure) == figure.number, figure
