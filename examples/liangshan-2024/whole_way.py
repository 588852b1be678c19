"""The whole way as a script: notice → plan → duties → ledger → standing → report.

    python examples/liangshan-2024/whole_way.py [FOLDER]

The notice is a real public document; the progress recorded here is made up.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import minsheng as ms

HERE = Path(__file__).parent
NOTICE = HERE.parents[1] / "src/minsheng/example/data/notice.docx"


def with_a_document(folder: Path) -> ms.Standing:
    """An app developer, with a document."""
    reading = ms.read(NOTICE)  # draft plan, evidence, findings, questions; nothing guessed
    for question in reading.questions:
        print("?", question)
    plan = reading.confirm()  # unanswered questions stay in the plan as named unknowns
    print(ms.summary(plan))  # 汇总表, aligned in a terminal, a table in a notebook
    print(plan.portfolio("县住建局"))  # all that one unit leads or helps with

    calendar = ms.ChinaCalendar()
    print(plan.project("7").due.effective_on(calendar))  # 2024-08-31, a Saturday, does not roll, and why
    march = ms.expand_duties(plan, calendar, "2024-03-01", "2024-03-31")
    print(len(march), "duties are due in March; the first:", march[0].party, march[0].name, march[0].due)

    with ms.open_store(f"sqlite:///{folder / 'county.db'}") as store:
        ledger = ms.Ledger.adopt(store, plan, by="县政府办公室", on="2024-02-06")
        ledger.report("1", total="120公里", on="2024-06-28", by="县交运局")
        standing = ms.assess(ledger.as_of("2024-06-30"), calendar=calendar)
        print(standing["1"].explain())
        ms.write(ms.monthly_report(standing), folder / "月报.docx")
    return standing


def with_nothing_but_python() -> tuple[ms.Standing, ms.Standing]:
    """A notebook user, without document or store: what if the deadline were a month later?"""
    plan = ms.Plan(
        id="demo-2024",
        year=2024,
        projects=[
            ms.Project(no="1", name="乡村道路", leads=["县交运局"], targets=["约400公里"], deadlines=["2024年11月底"]),
            ms.Project(no="2", name="候车亭", leads=["县交运局"], targets=["约50处"], deadlines=["2024年11月底"]),
        ],
    )
    later = plan.changed("1", deadlines=["2024-12-31"])  # a new Plan; no approval needed for a thought
    view = ms.View.of(plan, [ms.Progress("1", total="120公里", on="2024-06-28")], day="2024-06-30")
    calendar = ms.ChinaCalendar()
    return ms.assess(view, calendar=calendar), ms.assess(view.under(later), calendar=calendar)


def as_a_test_author() -> None:
    """A test author: plans by hypothesis, and the suite of stores on a store of one's own."""
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", tempfile.mkdtemp())  # nothing is left where we are
    from hypothesis import HealthCheck, given, settings

    from minsheng.testing import StoreConformance
    from minsheng.testing import strategies as mst

    @settings(
        max_examples=10, suppress_health_check=[HealthCheck.too_slow]
    )  # a new folder has no table of characters yet
    @given(mst.plans())
    def every_plan_survives_its_json(plan: ms.Plan) -> None:
        assert ms.load_plan(ms.plan_json(plan)) == plan

    class TestMyStore(StoreConformance):  # in a file of tests pytest collects it by its name
        def new_store(self) -> ms.MemoryStore:
            return ms.MemoryStore()

    every_plan_survives_its_json()
    promises = [name for name in dir(TestMyStore) if name.startswith("test_")]
    for name in promises:
        getattr(TestMyStore(), name)()
    print("a law held for 10 plans, and a store kept", len(promises), "promises")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="minsheng-"))
    folder.mkdir(parents=True, exist_ok=True)
    with_a_document(folder)
    as_promised, a_month_later = with_nothing_but_python()
    print(as_promised["1"].explain())
    print(a_month_later["1"].explain())
    as_a_test_author()
    print("written:", folder / "county.db", folder / "月报.docx")


if __name__ == "__main__":
    main()
