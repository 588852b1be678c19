"""Entries that others speak of: found by what a person writes, told by what a person reads. Made-up county."""

from __future__ import annotations

import pytest

from minsheng.ledger import (
    Annotated,
    CaseOpened,
    CaseReplied,
    Corrected,
    Evidence,
    EvidenceAttached,
    Ledger,
    ProblemAssigned,
    ProblemRaised,
    ProblemResolved,
    Progress,
    Statement,
)
from minsheng.ledger.ids import is_generated
from minsheng.ledger.references import AmbiguousEntry, found_id, mentioned, resolved
from minsheng.projects import Plan
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

ON = "2024-07-02"


@pytest.fixture
def ledger(plan: Plan) -> Ledger:
    found = Ledger.adopt(MemoryStore(), plan, by="县政府办公室", on="2024-02-06", clock=Clock())
    found.append(Progress("1", total="120公里", on="2024-06-28"), id="w26-1")
    found.append(ProblemRaised("1", problem="汛期停工", on=ON))
    return found


def find(ledger: Ledger, name: str) -> str:
    return found_id(name, ledger.store, ledger.plan_id)


@pytest.mark.parametrize("name", ["3", "第3笔", "３", "no. 3", "no.3", "#3"])
def test_an_entry_is_found_by_its_number(ledger: Ledger, name: str) -> None:
    problem = list(ledger.entries())[-1]
    assert find(ledger, name) == problem.id


def test_and_by_how_its_id_alone_begins(ledger: Ledger) -> None:
    problem = list(ledger.entries())[-1]
    assert find(ledger, problem.id[:13]) == find(ledger, problem.id) == problem.id
    assert find(ledger, problem.id[:5]) == problem.id[:5], "too short to mean it"


def test_an_id_is_always_itself(ledger: Ledger) -> None:
    ledger.append(Progress("1", total="130公里", on="2024-07-05"), id="3")
    assert find(ledger, "3") == "3"
    assert find(ledger, "w26-1") == "w26-1"
    assert found_id("2", ledger.store, ledger.plan_id, pending={"2"}) == "2", "given with the same batch"


@pytest.mark.parametrize("name", ["9", "0", "no-such-entry", " ", "", "第笔"])
def test_what_nothing_is_called_is_given_back(ledger: Ledger, name: str) -> None:
    assert find(ledger, name) == name


def test_capital_letters_of_an_id_are_found_in_any_writing(ledger: Ledger) -> None:
    ledger.append(Progress("1", total="130公里", on="2024-07-05"), id="ABC-2024-01")
    assert [find(ledger, name) for name in ("ABC-20", "abc-20", "ＡＢＣ-20")] == ["ABC-2024-01"] * 3
    ledger.append(Progress("1", total="131公里", on="2024-07-06"), id="ABC-2024-02")
    with pytest.raises(AmbiguousEntry) as refused:
        find(ledger, "ABC-20")
    assert "4（ABC-2024-01）" in refused.value.mend()
    assert "5（ABC-2024-02）" in refused.value.mend()


def test_where_several_begin_so_they_are_named(ledger: Ledger) -> None:
    for n in (1, 2):
        ledger.append(Progress("1", total="130公里", on="2024-07-05"), id=f"2024-w27-{n}")
    with pytest.raises(AmbiguousEntry) as refused:
        find(ledger, "2024-w27")
    assert "2024-w27-2" in refused.value.mend("zh")


@pytest.mark.parametrize(
    "statement",
    [
        Corrected("3", on=ON),
        Corrected("3", replacement=ProblemRaised("1", problem="取土", on=ON), on=ON),
        ProblemResolved("3", on=ON),
        ProblemAssigned("3", party="甲局", on=ON),
        Annotated("3", note="x", on=ON),
        EvidenceAttached("3", evidence=[Evidence("a.pdf")], on=ON),
        CaseOpened("1", matter="滞后", party="甲局", about="3", on=ON),
    ],
    ids=lambda s: s.type,
)
def test_every_statement_about_another_entry_is_sealed_with_its_id(ledger: Ledger, statement: Statement) -> None:
    problem = list(ledger.entries())[-1]
    entry = ledger.append(resolved(statement, lambda name: find(ledger, name)))
    assert problem.id in mentioned([entry.statement])


def test_the_log_names_the_problem_that_was_solved(ledger: Ledger) -> None:
    problem = list(ledger.entries())[-1]
    assert is_generated(problem.id)
    ledger.append(ProblemAssigned(problem.id, party="乙局", on="2024-07-03"))
    ledger.append(ProblemResolved(problem.id, on="2024-07-20"))
    ledger.append(Annotated(problem.id, note="已复工", on="2024-07-21"))
    *_, assigned, solved, noted = ledger.journal()
    assert solved.said() == "问题销号：“汛期停工”（1，第3笔）"
    for step in (assigned, solved, noted):
        assert problem.id not in step.said() + step.said("en") + step.text()
        assert "汛期停工" in step.said("en")
    of_one = {step.entry.id: step.said() for step in ledger.history("1")}
    assert of_one[solved.entry.id] == solved.said(), "so does the history of one project"


def test_and_what_was_put_right(ledger: Ledger) -> None:
    wrong = ledger.report("2.1", total="9个", on=ON)
    right = Progress("2.1", total="8个", on=ON)
    first = ledger.append(Corrected(wrong.id, replacement=right, on="2024-07-05"))
    ledger.append(Corrected(first.id, on="2024-07-06", reason="误报"))
    *_, put_right, withdrawn = ledger.journal()
    assert put_right.said().startswith("更正第4笔为")
    assert withdrawn.said().startswith("撤回第5笔")
    one = next(iter(ledger.history("2.1")))
    assert one.text() == f"{one.entry.text()}（已由第5笔更正）"
    assert [row[-1] for row in ledger.history("2.1").table()] == ["第5笔", "第6笔", ""]
    assert wrong.id not in str(ledger.history("2.1"))


def test_a_step_of_a_case_keeps_the_number_of_its_notice(ledger: Ledger) -> None:
    case = ledger.append(CaseOpened("1", number="督〔2024〕3号", matter="滞后", party="甲局", on=ON))
    ledger.append(CaseReplied(case.id, reply="已复工", by="甲局", on="2024-07-08"))
    *_, reply = ledger.journal()
    assert "督〔2024〕3号" in reply.said()


def test_a_difference_names_project_and_words_of_a_solved_problem(ledger: Ledger) -> None:
    problem = list(ledger.entries())[-1]
    solved = ledger.append(ProblemResolved(problem.id, on="2024-07-20"))
    diff = ledger.diff("2024-07-10", "2024-07-31", hindsight=True)
    (entry,) = diff.new
    assert entry.id == solved.id
    assert diff.number(entry) == "1"
    assert diff.said(entry) == "问题销号：“汛期停工”（1，第3笔）"
    assert problem.id not in str(diff)
