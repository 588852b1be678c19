"""What is due on a day, problems, visits; printed, in a notebook, as JSON, in both languages."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from minsheng.calendars import ChinaCalendar
from minsheng.ledger import CaseOpened, ProblemRaised, View
from minsheng.supervision import (
    AmbiguousCase,
    ProblemSolved,
    ProblemState,
    Supervision,
    TaskKind,
    cases,
    due_on,
    dump_cases,
    dump_due,
    dump_problems,
    dump_visits,
    problem_list,
)
from tests.supervision.made_up import OFFICE, PLAN, UNIT

_CHINESE = re.compile("[\u3001\u3002\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture
def busy(office: Supervision) -> Supervision:
    """One case of every kind of task on 2024-08-01, a Thursday."""

    def opened(id: str, **terms: str) -> str:
        return office.open("1", matter="滞后", party=UNIT, on="2024-07-05", id=id, number=id, **terms).id

    opened("late", reply_by="2024-07-31")
    opened("near", reply_by="2024-08-05")  # two working days on: Friday and Monday
    opened("owed", reply_by="2024-08-06")
    opened("asked", due="2024-08-05")
    office.ask_extension("asked", reason="汛期", new_due="2024-08-30", progress="一半", by=UNIT, on="2024-08-01")
    for id in ("replied", "verified", "closed"):
        opened(id, due="2024-08-05")
        office.reply(id, "已办", by="甲县交运局", finished=True, on="2024-07-29")
    for id in ("verified", "closed"):
        office.verify(id, passed=True, on="2024-07-30")
    office.close("closed", on="2024-07-31")
    opened("undated", reply_by="2024-07-31")
    office.reply("undated", "一半", by=UNIT, on="2024-07-31")
    return office


def test_what_is_due_on_a_day_stands_with_the_most_urgent_first(busy: Supervision) -> None:
    due = busy.due("2024-08-01")
    assert [(task.case.id, task.kind) for task in due] == [
        ("late", TaskKind.OVERDUE),
        ("near", TaskKind.NEAR),
        ("asked", TaskKind.ANSWER),
        ("replied", TaskKind.VERIFY),
        ("verified", TaskKind.CLOSE),
        ("owed", TaskKind.OWED),
        ("undated", TaskKind.UNDATED),
    ]
    assert [task.days_left for task in due][:2] == [-1, 4]


def test_each_body_sees_its_own(busy: Supervision) -> None:
    due = busy.due("2024-08-01")
    assert [task.case.id for task in due.of("甲县交运局")] == ["late", "near", "owed", "undated"]
    assert {name: len(tasks) for name, tasks in due.by_party().items()} == {UNIT: 4, OFFICE: 3}


def test_who_was_reminded_is_not_to_be_reminded_again_until_the_term_has_passed(busy: Supervision) -> None:
    assert [task.case.id for task in busy.due("2024-08-01").to_remind] == ["late", "near"]
    busy.remind("near", on="2024-08-01")
    busy.remind("late", on="2024-08-01")
    assert busy.due("2024-08-01").to_remind == ()
    due = {task.case.id: task for task in busy.due("2024-08-06")}
    assert due["near"].to_remind  # called upon, now that it is late
    assert (due["late"].to_remind, due["late"].reminded_on) == (False, date(2024, 8, 1))


def test_a_later_day_is_asked_by_what_is_known_today(busy: Supervision) -> None:
    view = busy.ledger.as_of("2024-08-01")
    due = due_on(view, "2024-08-09", calendar=ChinaCalendar())
    assert [task.case.id for task in due.kind(TaskKind.OVERDUE)] == ["late", "near", "owed"]
    earlier = due_on(view, "2024-07-31", calendar=ChinaCalendar())
    assert {task.case.id: task.kind for task in earlier}["asked"] is TaskKind.OWED


def test_books_find_cases_by_unit_project_and_number(busy: Supervision) -> None:
    book = busy.cases("2024-08-01")
    assert (len(book), len(book.open), [case.id for case in book.overdue]) == (8, 7, ["late"])
    assert len(book.of("甲县交运局")) == len(book.on("1")) == 8
    assert book.on("2") == ()
    assert ("late" in book, "nobody" in book) == (True, False)
    view = View.of(PLAN, [CaseOpened(matter="滞后", party=UNIT, number="3", on="2024-07-05")] * 2, day="2024-07-06")
    with pytest.raises(AmbiguousCase) as caught:
        cases(view)["3"]
    assert caught.value.choices == ("#1", "#2")


# problems


def test_a_problem_is_raised_assigned_and_solved(office: Supervision) -> None:
    problem = office.raise_problem("1", "征地未完成", request="请协调", by=UNIT, on="2024-07-01").id
    office.raise_problem("2", "资金未到位", by="甲县住建局", on="2024-07-10")

    def rows(day: str) -> list[tuple[str, ProblemState, int, int]]:
        return [(row.problem.project, row.state, row.age, row.days_over) for row in office.problems(day)]

    assert rows("2024-07-02") == [("1", ProblemState.RAISED, 1, 0)]
    office.assign(problem, party="甲县自然资源局", due="2024-07-31", on="2024-07-05")
    assert rows("2024-07-11") == [("2", ProblemState.RAISED, 1, 0), ("1", ProblemState.ASSIGNED, 10, 0)]
    assert rows("2024-08-05")[0] == ("1", ProblemState.OVERDUE, 35, 5)
    assert [row.problem.id for row in office.problems("2024-08-05").of("甲县自然资源局")] == [problem]
    office.solve(problem, note="已交地", on="2024-08-06")
    assert rows("2024-09-01")[-1] == ("1", ProblemState.SOLVED, 36, 0)
    with pytest.raises(ProblemSolved):
        office.solve(problem, on="2024-08-07")
    with pytest.raises(ProblemSolved):
        office.assign(problem, party="乙镇", on="2024-08-07")


def test_problems_on_another_day_than_the_views(office: Supervision) -> None:
    view = View.of(PLAN, [ProblemRaised("1", problem="征地", on="2024-07-01")], day="2024-07-05")
    assert [row.age for row in problem_list(view, "2024-07-31")] == [30]
    assert len(problem_list(view.earlier("2024-06-30"))) == 0


# visits


def test_a_visit_names_the_cases_that_it_led_to_and_served(office: Supervision) -> None:
    visit = office.visit("1", place="拳铺镇", findings=["一处未设标志"], visitors=["张三"], on="2024-07-04").id
    case = office.open("1", matter="未设标志", party=UNIT, about=visit, on="2024-07-05", number="督1").id
    office.reply(case, "已设", by=UNIT, finished=True, on="2024-07-10")
    again = office.visit("1", place="拳铺镇", findings=["标志已设"], on="2024-07-11").id
    office.verify(case, passed=True, visit=again, on="2024-07-11")
    found = office.visits("2024-07-11")
    assert [([c.id for c in v.opened], [c.id for c in v.verified]) for v in found] == [([case], []), ([], [case])]
    assert (len(found.of(case)), len(found.on("1")), len(found.on("2"))) == (2, 2, 0)
    assert "现场核实" in str(office.case(case, "2024-07-11"))


# what is printed


def test_everything_prints_in_both_languages(busy: Supervision) -> None:
    busy.raise_problem("1", "land", by="x", on="2024-07-01")
    busy.visit("1", place="site", on="2024-07-01")
    day = "2024-08-01"
    case = busy.case("late", day)
    book, due, problems, seen = busy.cases(day), busy.due(day), busy.problems(day), busy.visits(day)
    assert str(book).startswith("2024年8月1日督办台账：共8件，未销号7件，逾期1件")
    assert str(due).startswith("2024年8月1日督办事项：逾期1件；临近1件；待批延期1件；待核实1件；待销号1件；未到期1件")
    assert str(case).startswith(f"督办late（{UNIT}）：滞后。2024年8月1日：待反馈；期限2024年7月31日；逾期1天")
    for told in (case, book, due, problems):
        english = told.head("en")
        assert not _CHINESE.search(english.replace(UNIT, "").replace("滞后", "")), english
    for table in (case, book, due, problems, seen):
        assert "<table>" in table._repr_html_()
        assert str(table)
        assert all(len(line) == len(table.headers("en")) for line in table.table("en"))
        assert not _CHINESE.search("".join(table.headers("en")))
    for task in due:
        assert task.text("en")
        assert task.text()
    assert str(busy.problems(day).rows[0]).startswith("1：land（待交办")


def test_everything_is_json_without_loss_of_reasons(busy: Supervision) -> None:
    busy.visit("1", place="site", on="2024-07-01")
    busy.raise_problem("1", "land", by="x", on="2024-07-01")
    day = "2024-08-01"
    book = json.loads(json.dumps(dump_cases(busy.cases(day)), ensure_ascii=False, allow_nan=False))
    found = {case["id"]: case for case in book["cases"]}
    assert (found["late"]["term"], found["late"]["days_over"]) == ("2024-07-31", 1)
    assert found["undated"]["term"] is None
    assert found["undated"]["term_undefined"] == "督办单未写完成时限"
    assert [step["step"] for step in found["closed"]["steps"]] == ["finish", "pass", "close"]
    assert found["closed"]["allowed"] == ["reopen"]
    due = dump_due(busy.due(day), lang="en")
    assert isinstance(due["tasks"], list)
    assert (due["tasks"][0]["kind"], due["tasks"][0]["to_remind"]) == ("overdue", True)
    for dumped in (due, dump_problems(busy.problems(day)), dump_visits(busy.visits(day))):
        assert json.dumps(dumped, allow_nan=False)
