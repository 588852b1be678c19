"""A changed plan is a new plan (变更), and how two plans differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TypedDict

import attrs
from attrs import frozen

from minsheng.calendars import Deadline
from minsheng.errors import InvalidValue, Lang, say
from minsheng.projects.document import DocumentInfo
from minsheng.projects.project import Funding, Item, Project, ProjectState
from minsheng.targets import Target
from minsheng.text import shortened


class Changes(TypedDict, total=False):
    """What can be changed of a project; of an item only `content`, `targets` and `deadlines`."""

    name: str
    content: str
    leads: Iterable[str]
    partners: Iterable[str]
    leaders: Iterable[str]
    deadlines: Iterable[Deadline | str]
    targets: Iterable[Target | str]
    items: Iterable[Item]
    funding: Iterable[Funding]
    delivery: Iterable[str]
    state: ProjectState


FIELDS = tuple(Changes.__annotations__)
"""Names of the fields that a change can name."""
ITEM_FIELDS = ("content", "targets", "deadlines")
_LONG = 60
"""Columns from which on a value is cut in a sentence."""
_NAMED = (*FIELDS, "unknowns", "rhythms", "project")
"""Fields that readers have a word for."""


def changed_project(project: Project, changes: Mapping[str, object]) -> Project:
    """`project` with `changes`; targets at the same place with the same unit keep their id."""
    _check(changes, FIELDS)
    new: Project = attrs.evolve(project, **changes)  # type: ignore[arg-type]  # checked against FIELDS; converters check values
    if "targets" in changes:
        new = attrs.evolve(new, targets=_keeping_ids(project.targets, new.targets))
    if "items" in changes:
        old = {item.no: item for item in project.items}
        new = attrs.evolve(
            new,
            items=tuple(
                attrs.evolve(i, targets=_keeping_ids(old[i.no].targets, i.targets)) if i.no in old else i
                for i in new.items
            ),
        )
    return new


def changed_item(project: Project, item: Item, changes: Mapping[str, object]) -> Project:
    """`project` with one of its items changed."""
    _check(changes, ITEM_FIELDS)
    new: Item = attrs.evolve(item, **changes)  # type: ignore[arg-type]  # checked against ITEM_FIELDS; converters check values
    if "targets" in changes:
        new = attrs.evolve(new, targets=_keeping_ids(item.targets, new.targets))
    return attrs.evolve(project, items=tuple(new if i.no == item.no else i for i in project.items))


def _check(changes: Mapping[str, object], allowed: Sequence[str]) -> None:
    for name in changes:
        if name not in allowed:
            raise InvalidValue("projects.unknown-field", field=name, choices=", ".join(allowed))


def _keeping_ids(old: Sequence[Target], new: Sequence[Target]) -> tuple[Target, ...]:
    used = {t.id for t in new if t.id}
    kept = []
    for place, target in enumerate(new):
        if not target.id and place < len(old) and old[place].unit == target.unit and old[place].id not in used:
            target = attrs.evolve(target, id=old[place].id)
        kept.append(target)
    return tuple(kept)


def change_to(field: str, value: object, lang: Lang = "zh") -> str:
    """Which field gets which value, a long one cut.

    >>> change_to("leads", ("县公路局",))
    '主办单位为县公路局'
    """
    name = say(f"projects.field-{field}", lang)
    return say("projects.change-to", lang, field=name, new=shortened(shown(value), _LONG))


@frozen(kw_only=True)
class Difference:
    """One field in which two plans differ (差异)."""

    number: str
    """Number of the project or item; empty for a field of the plan itself."""
    field: str
    old: str
    new: str

    def name(self, lang: Lang = "zh") -> str:
        """What a reader calls the field.

        >>> Difference(number="1", field="leads", old="县交运局", new="县公路局").name()
        '主办单位'
        """
        return say(f"projects.field-{self.field}", lang) if self.field in _NAMED else self.field

    def text(self, lang: Lang = "zh") -> str:
        """Which field of what, before and after."""
        code = "projects.differs" if self.number else "projects.differs-in-plan"
        return say(code, lang, number=self.number, field=self.name(lang), old=self.old, new=self.new)

    def change(self, lang: Lang = "zh") -> str:
        """Which field, before and after, long values cut; for whoever has named the project or item.

        >>> Difference(number="1", field="leads", old="县交运局", new="县公路局").change()
        '主办单位 县交运局 → 县公路局'
        """
        old, new = shortened(self.old, _LONG), shortened(self.new, _LONG)
        return say("projects.change", lang, field=self.name(lang), old=old, new=new)

    def __str__(self) -> str:
        return f"{self.number or '—'} {self.field}: {self.old} → {self.new}"


def of_fields(number: str, old: attrs.AttrsInstance, new: attrs.AttrsInstance, *, but: str = "") -> list[Difference]:
    """The fields in which two values of one class differ, in their order; `but` is left out."""
    found: list[Difference] = []
    for f in attrs.fields(type(old)):
        x, y = getattr(old, f.name), getattr(new, f.name)
        if f.name == but or x == y:
            continue
        if isinstance(x, DocumentInfo):
            found += (attrs.evolve(d, field=f"{f.name}.{d.field}") for d in of_fields(number, x, y))
        else:
            found.append(Difference(number=number, field=f.name, old=shown(x), new=shown(y)))
    return found


def of_projects(old: Sequence[Project], new: Sequence[Project]) -> list[Difference]:
    """What differs in each project, in the order of the plan; a project that only one side has, too."""
    found: list[Difference] = []
    mine, theirs = ({p.no: p for p in projects} for projects in (old, new))
    for number in dict.fromkeys((*mine, *theirs)):
        a, b = mine.get(number), theirs.get(number)
        if a is None or b is None:
            found.append(Difference(number=number, field="project", old=a.name if a else "—", new=b.name if b else "—"))
        else:
            found += (*of_fields(number, a, b, but="items"), *_of_items(a, b))
    return found


def _of_items(old: Project, new: Project) -> list[Difference]:
    """What differs in each item; one that only one side has, and another order, too."""
    found: list[Difference] = []
    mine, theirs = ({f"{p.no}.{i.no}": i for i in p.items} for p in (old, new))
    for number in dict.fromkeys((*mine, *theirs)):
        a, b = mine.get(number), theirs.get(number)
        if a is None or b is None:
            found.append(
                Difference(number=number, field="item", old=a.content if a else "—", new=b.content if b else "—")
            )
        else:
            found += of_fields(number, a, b)
    if not found and old.items != new.items:
        found.append(Difference(number=old.no, field="items", old="、".join(mine), new="、".join(theirs)))
    return found


def shown(value: object) -> str:
    """The value of a field as a reader sees it; nothing is a dash."""
    if isinstance(value, tuple):
        return "、".join(shown(v) for v in value) or "—"
    if isinstance(value, Item):
        return value.content
    return str(value.value) if isinstance(value, Enum) else str(value)
