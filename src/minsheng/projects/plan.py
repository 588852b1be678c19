"""A county's list of commitments for one year (民生实事计划): projects, who answers, by when, in which rhythm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Unpack

import attrs
from attrs import field, frozen

from minsheng.calendars import Deadline
from minsheng.errors import (
    InvalidValue,
    Lang,
    NotFound,
    Problems,
    Question,
    Undefined,
    as_texts,
    comma,
    each_of_type,
    each_whole_text,
    of_type,
    say,
    whole_text,
)
from minsheng.projects.allocation import Allocation, Reconciliation, reconcile
from minsheng.projects.changes import Changes, Difference, changed_item, changed_project, of_fields, of_projects
from minsheng.projects.document import DocumentInfo
from minsheng.projects.matrix import Matrix, Portfolio
from minsheng.projects.numbering import with_ids, wrong_numbers
from minsheng.projects.project import Item, Project, due_of
from minsheng.projects.rhythms import Bearer, Rhythm, WorkMethod, methods
from minsheng.responsibility import Assignment, Directory, Role, check_division_code
from minsheng.targets import Target
from minsheng.text import grid, html_grid

_SLUG = re.compile(r"[^\s/\\?#%:]{1,120}")
_year = attrs.validators.and_(of_type(int), attrs.validators.ge(1949), attrs.validators.le(2200))


class UnknownNumber(NotFound):
    """No project, item or target has this number."""

    code = "projects.unknown-number"


class UnknownParty(NotFound):
    """No unit or leader of this name has a part in the plan."""

    code = "projects.unknown-party"


class AmbiguousTarget(NotFound):
    """A number was given that has several counted targets; `choices` are their ids."""

    code = "projects.ambiguous-target"


def _projects(value: Iterable[Project]) -> tuple[Project, ...]:
    return tuple(value)


def _rhythms(value: Iterable[Rhythm]) -> tuple[Rhythm, ...]:
    return tuple(value)


def _allocations(value: Iterable[Allocation]) -> tuple[Allocation, ...]:
    return tuple(value)


def _questions(value: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(value)


def _division(value: str) -> str:
    return check_division_code(value) if value else ""


def _number(values: tuple[object, ...]) -> str:
    return f"<{len(values)}>"


@frozen(kw_only=True)
class Plan:
    """What a county promised for one year, and who answers for it (民生实事计划).

    Targets get their ids (7.t4, 5.1.t2) when the plan is made; deadlines printed without a year get the plan's.

    Raises:
        Problems: a number stands twice, a retired id is used, an allocation names no target; all of them at once.

    >>> plan = Plan(
    ...     id="demo-2024",
    ...     year=2024,
    ...     projects=[
    ...         Project(no="1", name="乡村道路", leads=["县交运局"], targets=["约400公里"], deadlines=["11月底"])
    ...     ],
    ... )
    >>> plan.target("1").id, plan.project("1").due.day
    ('1.t1', datetime.date(2024, 11, 30))
    """

    id: str = field(default="", validator=whole_text)
    """Any short name without white space; by default issuer and year: 梁山县-2024."""
    year: int = field(validator=_year)
    document: DocumentInfo = field(factory=DocumentInfo, validator=of_type(DocumentInfo))
    projects: tuple[Project, ...] = field(
        repr=_number, default=(), converter=_projects, validator=each_of_type(Project)
    )
    directory: Directory = field(repr=False, factory=Directory, validator=of_type(Directory))
    rhythms: tuple[Rhythm, ...] = field(repr=_number, default=(), converter=_rhythms, validator=each_of_type(Rhythm))
    methods: tuple[WorkMethod, ...] = field(
        repr=_number, default=(), converter=methods, validator=each_of_type(WorkMethod)
    )
    """Work methods with rhythms of their own (“212”工作法); a name stands for its preset."""
    allocations: tuple[Allocation, ...] = field(
        repr=_number, default=(), converter=_allocations, validator=each_of_type(Allocation)
    )
    retired: tuple[str, ...] = field(default=(), converter=as_texts, validator=each_whole_text)
    """Ids of targets that were taken out; never given again."""
    division_code: str = field(default="", converter=_division)
    """行政区划代码 of the county, GB/T 2260, checked; empty if not given."""
    unknowns: tuple[Question, ...] = field(
        repr=_number, default=(), converter=_questions, validator=each_of_type(Question)
    )
    """Questions that nobody has answered yet (待确认)."""

    def __attrs_post_init__(self) -> None:
        put = object.__setattr__  # the class is frozen for everybody else
        put(self, "projects", tuple(_in_year(p, self.year) for p in with_ids(self.projects, self.retired)))
        if not self.id:
            put(self, "id", f"{self.document.place or 'plan'}-{self.year}")
        if not _SLUG.fullmatch(self.id) or not self.id.isprintable():
            raise InvalidValue("projects.bad-id", value=self.id)
        if wrong := wrong_numbers(self.projects, self.retired):
            raise Problems(self.id, wrong)
        for allocation in self.allocations:
            self.target(allocation.target)

    # looking up

    @cached_property
    def _by_number(self) -> dict[str, tuple[Project, Item | None]]:
        found: dict[str, tuple[Project, Item | None]] = {p.no: (p, None) for p in self.projects}
        found |= {f"{p.no}.{i.no}": (p, i) for p in self.projects for i in p.items}
        return found

    @cached_property
    def _by_target(self) -> dict[str, tuple[Target, Project, Item | None]]:
        found: dict[str, tuple[Target, Project, Item | None]] = {}
        for p in self.projects:
            found |= {t.id: (t, p, None) for t in p.targets}
            found |= {t.id: (t, p, i) for i in p.items for t in i.targets}
        return found

    def project(self, number: str) -> Project:
        """The project with this number (序号).

        Raises:
            UnknownNumber: there is none; carries those that there are.
        """
        project, item = self._piece(number)
        if item is not None:
            raise UnknownNumber("project", number, tuple(p.no for p in self.projects))
        return project

    def item(self, number: str) -> Item:
        """The item with this number, project first: 5.1.

        Raises:
            UnknownNumber: there is none; carries those that there are.
        """
        item = self._piece(number)[1]
        if item is None:
            raise UnknownNumber("item", number, tuple(n for n, (_, i) in self._by_number.items() if i is not None))
        return item

    def _piece(self, number: str) -> tuple[Project, Item | None]:
        try:
            return self._by_number[number]
        except KeyError:
            raise UnknownNumber("project", number, tuple(self._by_number)) from None

    def target(self, reference: str) -> Target:
        """The target with this id (7.t4), or the only counted one of a project (1) or item (5.2).

        Raises:
            AmbiguousTarget: the number has several counted targets; carries their ids.
            UnknownNumber: there is no such number, or it has no counted target.
        """
        if reference in self._by_target:
            return self._by_target[reference][0]
        project, item = self._piece(reference)
        targets = item.targets if item is not None else project.all_targets
        counted = [t for t in targets if not t.standard]
        if len(counted) == 1:
            return counted[0]
        if counted:
            raise AmbiguousTarget("target", reference, tuple(f"{t.id}（{t}）" for t in counted))
        raise UnknownNumber("target", reference, self.target_ids)

    @cached_property
    def target_ids(self) -> tuple[str, ...]:
        """Ids of all targets, in the order of the notice."""
        return tuple(self._by_target)

    def owner(self, target_id: str) -> tuple[Project, Item | None]:
        """Project and item that the target with this id belongs to."""
        target = self.target(target_id)
        return self._by_target[target.id][1:]

    def due(self, number: str) -> Deadline:
        """The deadline of a project, item or target: its item's, else its project's."""
        if number in self._by_target:
            _, project, item = self._by_target[number]
        else:
            project, item = self._piece(number)
        return due_of(project, item)

    # time

    @cached_property
    def starts(self) -> date:
        """The document's date; 1 January of the year where there is none. No duty is older."""
        issued = self.document.issued
        return date(self.year, 1, 1) if isinstance(issued, Undefined) else issued

    @cached_property
    def ends(self) -> date:
        """31 December of the year."""
        return date(self.year, 12, 31)

    # who

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who is what to which project, in the order of the notice."""
        found = []
        for p in self.projects:
            for role, parties in ((Role.LEAD, p.leads), (Role.PARTNER, p.partners), (Role.LEADER, p.leaders)):
                found += [Assignment(party=self.party(name), role=role, project=p.no) for name in parties]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Every name that the notice prints → what all names of that unit have in common."""
        names = dict.fromkeys([n for p in self.projects for n in (*p.leads, *p.partners, *p.leaders)])
        return {name: self.directory.key(name) for name in names}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Key of a unit → the name under which the notice has it first."""
        found: dict[str, str] = {}
        for name, key in self._spellings.items():
            found.setdefault(key, name)
        return found

    @cached_property
    def _printed(self) -> dict[str, str]:
        """Every name that the notice prints → the one under which it has that unit first."""
        return {name: self._names[key] for name, key in self._spellings.items()}

    def party(self, name: str) -> str:
        """`name` as this plan prints it: 县交通运输局 → 县交运局; a name that it does not have stays as it is."""
        printed = self._printed.get(name)
        return self._names.get(self.directory.key(name), name) if printed is None else printed

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """All units and leaders, each once, in the order of the notice."""
        return tuple(self._names.values())

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """All lead units (牵头部门、单位), each once; a group is one."""
        names = self._printed
        return tuple(dict.fromkeys([names[lead] for p in self.projects for lead in p.leads]))

    @cached_property
    def matrix(self) -> Matrix:
        """Party × project (责任矩阵)."""
        return Matrix(parties=self.parties, projects=self.projects, assignments=self.assignments)

    def portfolio(self, name: str) -> Portfolio:
        """All that one unit leads or helps with, or one leader is in charge of (责任清单).

        Raises:
            UnknownParty: it has no part in the plan and is not in the directory.
        """
        party = self.party(name)
        if party not in self.parties and not self.directory.knows(name):
            raise UnknownParty("party", name, self.parties)
        numbers = {role: {a.project for a in self.assignments if a.party == party and a.role is role} for role in Role}
        return Portfolio(
            party=party,
            leading=tuple(p for p in self.projects if p.no in numbers[Role.LEAD]),
            helping=tuple(p for p in self.projects if p.no in numbers[Role.PARTNER]),
            overseeing=tuple(p for p in self.projects if p.no in numbers[Role.LEADER]),
        )

    # rhythms

    @cached_property
    def all_rhythms(self) -> tuple[Rhythm, ...]:
        """The notice's own rhythms and those of its work methods."""
        return (*self.rhythms, *(r for m in self.methods for r in m.rhythms))

    def bearers(self, rhythm: Rhythm, *, expand_groups: bool = False) -> tuple[str, ...]:
        """Who owes `rhythm`: each its own.

        A group counts once unless `expand_groups`; an unnamed role is one party until its persons are named, in the
        directory or as the projects' leaders.
        """
        if rhythm.bearer is Bearer.LEADS:
            found = self.leads
        elif rhythm.bearer is Bearer.LEADERS:
            persons = self.directory.members(rhythm.party)
            leaders = tuple(dict.fromkeys(a.party for a in self.assignments if a.role is Role.LEADER))
            return persons or leaders or (rhythm.party,)
        else:
            found = (rhythm.party,)
        if not expand_groups:
            return found
        members = [m for name in found for m in (self.directory.members(name) or (name,))]
        return tuple(dict.fromkeys(self.party(m) for m in members))

    # sharing out

    def reconcile(self, target_id: str) -> Reconciliation | Undefined:
        """Whether the shares of a target make up the whole; Undefined where it is not shared out."""
        target = self.target(target_id)
        for allocation in self.allocations:
            if self.target(allocation.target).id == target.id:
                project, _ = self.owner(target.id)
                members = {self.party(m): None for lead in project.leads for m in self.directory.members(lead)}
                shared = tuple(self.party(s.party) for s in allocation.shares)
                return reconcile(target, allocation, tuple(members), shared)
        return Undefined("未分解到成员")

    # printing

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """One row a project: number, name, targets, deadline, leads."""
        return [
            [
                p.no,
                p.name,
                comma(lang).join(str(t) for t in p.all_targets) or say("projects.no-figure", lang),
                str(p.due),
                comma(lang).join(p.leads),
            ]
            for p in self.projects
        ]

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        return [say(f"projects.{h}", lang) for h in ("number", "name", "targets", "deadline", "leads")]

    def head(self, lang: Lang = "zh") -> str:
        """Id, title, and how much there is, in one line."""
        name = " ".join(filter(None, (self.id, self.document.title)))
        n, open_ = len(self.projects), len(self.unknowns)
        return say("projects.plan-head", lang, name=name, year=self.year, n=n, unknowns=open_)

    def __str__(self) -> str:
        return f"{self.head()}\n{grid(self.headers(), self.table(), widest=(None, 24, 36, 12, 16))}"

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table(), title=self.head())

    # changing

    def changed(self, number: str, /, **changes: Unpack[Changes]) -> Plan:
        """A new plan in which one project (or item: 5.1) is different.

        A target at the same place with the same unit keeps its id; an id that goes is retired for good.

        >>> plan = Plan(year=2024, projects=[Project(no="1", name="道路", targets=["400公里"])])
        >>> plan.changed("1", targets=["450公里"]).target("1").id
        '1.t1'
        >>> plan.changed("1", targets=["9座"]).retired
        ('1.t1',)
        """
        project, item = self._piece(number)
        new = changed_project(project, changes) if item is None else changed_item(project, item, changes)
        kept = {t.id for t in new.all_targets}
        gone = tuple(t.id for t in project.all_targets if t.id not in kept)
        return attrs.evolve(
            self,
            projects=tuple(new if p.no == project.no else p for p in self.projects),
            retired=(*self.retired, *gone),
            allocations=tuple(a for a in self.allocations if a.target not in gone),
        )

    def differences(self, other: Plan) -> tuple[Difference, ...]:
        """All fields in which `other` differs from this plan."""
        return (*of_fields("", self, other, but="projects"), *of_projects(self.projects, other.projects))


def _has_undated(deadlines: Iterable[Deadline]) -> bool:
    return bool([d for d in deadlines if isinstance(d.day, Undefined)])


def _in_year(project: Project, year: int) -> Project:
    """Deadlines that were printed without a year belong to the plan's."""
    if not _has_undated(project.deadlines) and not any(_has_undated(i.deadlines) for i in project.items):
        return project
    items = tuple(attrs.evolve(i, deadlines=tuple(d.in_year(year) for d in i.deadlines)) for i in project.items)
    return attrs.evolve(project, deadlines=tuple(d.in_year(year) for d in project.deadlines), items=items)
