"""A commitment (民生实事项目) and its numbered pieces."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from functools import cached_property

import attrs
from attrs import field, frozen

from minsheng.calendars import Deadline, Milestone
from minsheng.errors import InvalidValue, Undefined, as_texts, each_of_type, each_whole_text, of_type, whole_text
from minsheng.projects.document import parties
from minsheng.targets import Quantity, Target
from minsheng.text import is_one_word

NO_AMOUNT = Undefined("文件未列金额")


class ProjectState(enum.Enum):
    """Whether a commitment is being worked on (项目状态). Only an approved change pauses or stops one."""

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


def _targets(value: Iterable[Target | str]) -> tuple[Target, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple([Target.parse(v) if isinstance(v, str) else v for v in value])


def _deadlines(value: Iterable[Deadline | str]) -> tuple[Deadline, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple([Deadline.parse(v) if isinstance(v, str) else v for v in value])


_text: Callable[[object, attrs.Attribute[str], str], None] = of_type(str)


def _number(_: object, attribute: attrs.Attribute[str], value: str) -> None:
    _text(_, attribute, value)
    if not value or not is_one_word(value, 40):
        raise InvalidValue("projects.bad-number", value=value)


def _items(value: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(value)


def _amount(value: Quantity | Undefined | str) -> Quantity | Undefined:
    return Quantity.parse(value) if isinstance(value, str) else value


@frozen(kw_only=True)
class Funding:
    """Money promised for a project (资金).

    >>> Funding(source="县级资金奖补").amount
    Undefined('文件未列金额')
    """

    source: str = field(validator=whole_text)
    """As printed: 县级资金奖补."""
    amount: Quantity | Undefined = field(default=NO_AMOUNT, converter=_amount, validator=of_type(Quantity, Undefined))


def _funding(value: Iterable[Funding]) -> tuple[Funding, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Item:
    """A numbered piece of a project (事项). Number 1 of project 5 is addressed as 5.1."""

    no: str = field(validator=_number)
    """Within its project: 1."""
    content: str = field(default="", validator=whole_text)
    targets: tuple[Target, ...] = field(default=(), converter=_targets, validator=each_of_type(Target))
    deadlines: tuple[Deadline, ...] = field(default=(), converter=_deadlines, validator=each_of_type(Deadline))
    """Empty: those of the project hold."""


@frozen(kw_only=True)
class Project:
    """One commitment of a county to its people (民生实事项目).

    >>> p = Project(no="1", name="乡村道路", leads=["县交运局"], targets=["约400公里"], deadlines=["2024年11月底"])
    >>> p.targets[0].quantity.value, p.due.day
    (Decimal('400'), datetime.date(2024, 11, 30))
    """

    no: str = field(validator=_number)
    """As printed (序号)."""
    name: str = field(validator=whole_text)
    content: str = field(default="", validator=whole_text)
    """项目内容及工作目标, as printed."""
    leads: tuple[str, ...] = field(default=(), converter=parties, validator=each_whole_text)
    """主办 / 牵头 units, as printed less white space."""
    partners: tuple[str, ...] = field(default=(), converter=parties, validator=each_whole_text)
    """协办 / 配合 units."""
    leaders: tuple[str, ...] = field(default=(), converter=parties, validator=each_whole_text)
    """分管领导: heads of government in charge, by name or post."""
    deadlines: tuple[Deadline, ...] = field(default=(), converter=_deadlines, validator=each_of_type(Deadline))
    """完成时限, in the order of the text."""
    targets: tuple[Target, ...] = field(default=(), converter=_targets, validator=each_of_type(Target))
    """Targets of the project as a whole; those of its items stand there."""
    items: tuple[Item, ...] = field(default=(), converter=_items, validator=each_of_type(Item))
    funding: tuple[Funding, ...] = field(default=(), converter=_funding, validator=each_of_type(Funding))
    delivery: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_whole_text)
    """How it is carried out (实施方式): 以工代赈, 乡镇组织."""
    state: ProjectState = field(default=ProjectState.ACTIVE, validator=of_type(ProjectState))

    @cached_property
    def due(self) -> Deadline:
        """The last deadline for completion; always a `Deadline`, `Deadline.none()` if the document has none."""
        return _last(self.deadlines)

    @cached_property
    def all_targets(self) -> tuple[Target, ...]:
        """Its own targets and those of its items, in order."""
        return (*self.targets, *(t for item in self.items for t in item.targets)) if self.items else self.targets

    @cached_property
    def pieces(self) -> int:
        """Number of numbered pieces (事项): its items, or 1."""
        return len(self.items) or 1


def _last(deadlines: tuple[Deadline, ...]) -> Deadline:
    """The last one with milestone `complete`, else the last that is more than a start."""
    for wanted in ((Milestone.COMPLETE,), (Milestone.IN_SERVICE, Milestone.ONGOING)):
        found = [d for d in deadlines if d.milestone in wanted]
        if found:
            dated = [d for d in found if not isinstance(d.day, Undefined)]
            return max(dated, key=_ordinal) if dated else found[-1]
    return Deadline.none()


def _ordinal(deadline: Deadline) -> int:
    return 0 if isinstance(deadline.day, Undefined) else deadline.day.toordinal()


def due_of(project: Project, item: Item | None) -> Deadline:
    """An item's own deadline, else its project's."""
    return _last(item.deadlines) if item is not None and item.deadlines else project.due
