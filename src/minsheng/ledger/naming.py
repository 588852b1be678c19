"""What a clerk calls the targets and pieces that entries speak of (名称): names beside the ids."""

from __future__ import annotations

from minsheng.errors import Lang, say
from minsheng.ledger.statements import KINDS, Progress, ScheduleAdopted, Statement
from minsheng.projects import Plan, Project

_LONGEST = 24
"""Characters of an item's content that stand for its name."""


def called(plan: Plan, number: str, lang: Lang = "zh") -> str:
    """The name of a project, of an item with the beginning of its content, of a target with what was promised; "" if the
    plan has no such number.

    >>> from minsheng.projects import Item
    >>> road = Project(no="1", name="道路", targets=["约400公里"], items=[Item(no="1", content="改造桥梁")])
    >>> [called(Plan(year=2024, projects=[road]), number) for number in ("1", "1.1", "1.t1", "9")]
    ['道路', '道路（改造桥梁）', '道路（约400公里）', '']
    """
    for project in plan.projects:
        if number == project.no:
            return project.name
        for item in project.items:
            if number == f"{project.no}.{item.no}":
                return _with(project, _short(item.content), lang)
        for target in project.all_targets:
            if number == target.id:
                return _with(project, target.labelled or target.name, lang)
    return ""


def kind_named(tag: str) -> str:
    """A kind of statement as a Chinese sentence names it; one of a newer version by its tag alone.

    >>> kind_named("milestone_reached"), kind_named("no_such_kind")
    ('节点完成（milestone_reached）', 'no_such_kind')
    """
    return say(f"ledger.kind-{tag.replace('_', '-')}", "zh") if tag in KINDS else tag


def subject(said: Statement) -> str:
    """Id or number that a statement is about; "" where it is about none, or only by way of another entry."""
    if isinstance(said, Progress | ScheduleAdopted):
        return said.target
    number: str = getattr(said, "project", "")
    return number


def _with(project: Project, more: str, lang: Lang) -> str:
    if not more:
        return project.name
    return f"{project.name}（{more}）" if lang == "zh" else f"{project.name} ({more})"


def _short(content: str) -> str:
    line = content.split("\n", 1)[0]
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
