"""Calls that a type checker must refuse; each such line ends with “wrong”. Never run."""

import minsheng as ms


def wrong_calls(plan: ms.Plan, view: ms.View, store: ms.Standing) -> None:
    ms.Project(no=1, name="道路")  # wrong
    ms.Project("1", name="道路")  # wrong
    ms.Project(no="1", name="道路", owner="县交运局")  # wrong
    ms.Plan(id="demo", year="2024", projects=[])  # wrong
    plan.changed("1", deadline=["2024-12-31"])  # wrong
    plan.projects.append(plan.projects[0])  # wrong
    plan.year = 2025  # wrong
    ms.assess(view)  # wrong
    ms.Progress("1", total=120, on="2024-06-28")  # wrong
    ms.Ledger.adopt(store, plan, by="县政府办公室", on="2024-02-06")  # wrong
