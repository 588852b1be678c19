"""A made-up plan, its supervision office, and a clock that stands at the end of its year."""

from __future__ import annotations

from minsheng.projects import Plan, Project
from minsheng.testing import Clock

OFFICE = "甲县政府督查室"
UNIT = "甲县交通运输局"
PLAN = Plan(
    id="甲县-2024",
    year=2024,
    projects=[
        Project(no="1", name="道路", leads=[UNIT], targets=["约400公里"], deadlines=["2024年11月底"]),
        Project(no="2", name="改造", leads=["甲县住建局"], targets=["36个小区"], deadlines=["2024年8月底"]),
    ],
)
clock = Clock("2024-12-31")
