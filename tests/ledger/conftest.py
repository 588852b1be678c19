"""A made-up plan for the tests of the ledger."""

from __future__ import annotations

import pytest

from minsheng.projects import Item, Plan, Project
from tests.ledger.made_up import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def plan() -> Plan:
    return Plan(
        id="甲县-2024",
        year=2024,
        projects=[
            Project(no="1", name="道路", leads=["甲局"], targets=["约400公里"], deadlines=["2024年11月底"]),
            Project(
                no="2",
                name="改造",
                leads=["乙局"],
                items=[
                    Item(no="1", targets=["36个小区"]),
                    Item(no="2", targets=["29.1万平方米", "不超过5%"]),
                ],
                deadlines=["2024年8月底"],
            ),
            Project(no="3", name="就业", leads=["丙局"]),
            Project(no="4", name="体检", leads=["丁局"], targets=["全覆盖", "每人每年100元"]),
        ],
    )
