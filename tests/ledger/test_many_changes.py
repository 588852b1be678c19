"""A plan that changes often, in any order and with corrections; all changes are made up."""

from __future__ import annotations

import sys
from types import FrameType

from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.ledger import ChangeApproved, Corrected, Ledger, Statement
from minsheng.projects import Plan, Project
from minsheng.storage import MemoryStore

PLAN = Plan(
    id="甲县-2024",
    year=2024,
    projects=[Project(no=no, name=no, leads=["甲局"], targets=["约400公里"]) for no in "12"],
)


def change(no: str, month: int, day: int) -> ChangeApproved:
    due = f"2024-12-{day:02}"
    return ChangeApproved(no, changes={"deadlines": [due]}, on=f"2024-{month:02}-01", body="县人大", reason="汛期")


def adopted() -> Ledger:
    return Ledger.adopt(MemoryStore(), PLAN, by="县政府办公室", on="2024-02-06")


Step = tuple[str, int, int, int]
"""Project, month and day of a change; which earlier entry it replaces, if below the number of those that there are."""
STEPS = st.lists(
    st.tuples(st.sampled_from("12"), st.integers(3, 6), st.integers(1, 28), st.integers(0, 12)), max_size=8
)


@given(STEPS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_plan_that_a_ledger_goes_on_from_is_the_one_that_it_shows(steps: list[Step], withdrawn: bool) -> None:
    ledger, ids = adopted(), list[str]()
    for n, (no, month, day, which) in enumerate(steps):
        said: Statement = change(no, month, day)
        if which < len(ids):
            said = Corrected(ids.pop(which), on="2024-09-01", reason="误批", replacement=None if withdrawn else said)
        ids.append(ledger.append(said, id=f"c{n}").id)
        again = Ledger.open(ledger.store)
        assert ledger.plan == again.plan == again.as_of("9999-12-31").plan


def counted(ledger: Ledger, statements: list[Statement]) -> int:
    """How many times a changed plan is made when they are recorded."""
    found = 0

    def look(frame: FrameType, event: str, _: object) -> None:
        nonlocal found
        found += event == "call" and frame.f_code.co_name == "changed" and "folding" in frame.f_code.co_filename

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        ledger.append_all(statements)
    finally:
        sys.setprofile(before)
    return found


def test_each_of_many_changes_costs_as_much_as_the_first() -> None:
    few, many = (counted(adopted(), [change("1", 4, n % 28 + 1) for n in range(size)]) for size in (10, 100))
    assert few >= 10
    assert many <= 10 * few
