"""The fields of a reading, document, project by project, duties (字段), each with its words for a reader and its path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from minsheng.calendars import Deadline, Milestone, WorkCalendar, full_day
from minsheng.errors import Lang, Undefined, say
from minsheng.intake import ProgressFigure, Reading
from minsheng.projects import Bearer, DocumentInfo, Funding, Item, Project, Rhythm
from minsheng.targets import Qualifier, Quantity, Target
from minsheng.text import squeeze

_YEAR = re.compile(r"(?:19|20)\d\d|[一二三四五六七八九〇○零]{4}年")
_DAY = re.compile(r"[日号]|\d[-./]\d{1,2}[-./]\d")
_LONG = 60
"""Characters from which on a text is folded up: it stands on the page once more, in full."""


@frozen(kw_only=True)
class Value:
    """One value as it was understood."""

    path: str
    """In the plan's JSON: $.projects[0].leads[1]."""
    text: str
    notes: tuple[str, ...] = ()
    """How it is to be understood: the hedge, the day and why that day."""
    given: bool = True
    """False: the document does not say it, or it could not be read."""

    @property
    def folded(self) -> bool:
        return len(self.text) > _LONG


@frozen(kw_only=True)
class Group:
    """All values of one name."""

    path: str
    label: str
    kind: str
    """How its words are marked: target, limit, unit …"""
    values: tuple[Value, ...]
    lines: bool = True
    """Each value on a line of its own; else one behind the other."""
    needed: bool = False
    """Shown even if there is nothing of it."""


@frozen(kw_only=True)
class Section:
    """The document, a project, or the duties."""

    path: str
    number: Value | None
    title: Value | None
    label: str
    groups: tuple[Group, ...]


def sections_of(reading: Reading, calendar: WorkCalendar, lang: Lang) -> tuple[Section, ...]:
    """All fields of a reading, in the order of the page."""
    teller = _Teller(reading, calendar, lang)
    projects = [teller.project(i, p) for i, p in enumerate(reading.plan.projects)]
    duties = teller.duties()
    return (teller.document(), *projects, *([duties] if duties.groups else []))


def id_of(path: str) -> str:
    """The path of a field as the id of its element: projects-0-leads-1."""
    return re.sub(r"[^0-9A-Za-z]+", "-", path).strip("-") or "document"


class _Teller:
    def __init__(self, reading: Reading, calendar: WorkCalendar, lang: Lang) -> None:
        self.reading, self.calendar, self.lang = reading, calendar, lang
        self.rules = {e.field: e.rule for e in reading.evidence}

    def _say(self, name: str, **fields: object) -> str:
        return say(f"reports.check-{name}", self.lang, **fields)

    def _group(
        self, path: str, name: str, kind: str, values: Iterable[Value], *, lines: bool = True, needed: bool = False
    ) -> Group:
        return Group(
            path=path, label=self._say(f"col-{name}"), kind=kind, values=tuple(values), lines=lines, needed=needed
        )

    # the document

    def document(self) -> Section:
        reading, info = self.reading, self.reading.plan.document
        base = "$.document"
        year = Value(path=f"{base}.year", text=str(reading.plan.year))
        issued = info.issued
        dated = [Value(path=f"{base}.issued", text=full_day(issued, self.lang))] if isinstance(issued, date) else []
        groups = [
            self._group("$.kind", "kind", "head", [Value(path="$.kind", text=say(f"intake.kind-{reading.kind}", self.lang))]),
            self._text(info, "title", needed=True),
            self._text(info, "number"),
            self._text(info, "issuer", needed=True),
            self._group(f"{base}.issued", "issued", "head", dated, needed=True),
            self._group(f"{base}.year", "year", "head", [year]),
            self._text(info, "adopted_by"),
            *(self._group(f"{base}.{name}", name, "head", self._listed(f"{base}.{name}", values), lines=name == "annexes")
              for name, values in (("addressees", info.addressees), ("copies", info.copies), ("annexes", info.annexes))),
            self._text(info, "publicity"),
        ]  # fmt: skip
        return Section(path="$", number=None, title=None, label=self._say("document"), groups=tuple(groups))

    def _text(self, info: DocumentInfo, name: str, *, needed: bool = False) -> Group:
        path, text = f"$.document.{name}", str(getattr(info, name))
        return self._group(path, name, "head", [Value(path=path, text=text)] if text else [], needed=needed)

    def _listed(self, path: str, values: Sequence[str]) -> Iterator[Value]:
        return (Value(path=f"{path}[{k}]", text=text) for k, text in enumerate(values))

    # a project

    def project(self, index: int, project: Project) -> Section:
        base = f"$.projects[{index}]"
        figures = self.reading.progress.get(project.no, ())
        targets = [self._target(f"{base}.targets[{k}]", t) for k, t in enumerate(project.targets)]
        limits = [self._limit(f"{base}.deadlines[{k}]", d) for k, d in enumerate(project.deadlines)]
        funding = [self._funding(f"{base}.funding[{k}]", f) for k, f in enumerate(project.funding)]
        content = [Value(path=f"{base}.content", text=project.content)] if project.content else []
        parties = (("leads", project.leads), ("partners", project.partners), ("leaders", project.leaders))
        return Section(
            path=base,
            number=Value(path=f"{base}.no", text=project.no),
            title=Value(path=f"{base}.name", text=project.name),
            label=self._say("project", no=project.no),
            groups=(
                self._group(f"{base}.content", "content", "content", content),
                self._group(f"{base}.targets", "targets", "target", targets, needed=not project.items),
                *(group for k, item in enumerate(project.items) for group in self._item(f"{base}.items[{k}]", item)),
                self._group(f"{base}.deadlines", "deadlines", "limit", limits, needed=True),
                *(self._group(f"{base}.{name}", name, "unit", self._listed(f"{base}.{name}", names), lines=False, needed=name == "leads")
                  for name, names in parties),
                self._group(f"{base}.funding", "funding", "money", funding),
                self._group(f"{base}.delivery", "delivery", "money", self._listed(f"{base}.delivery", project.delivery), lines=False),
                self._group(f"{base}.progress", "progress", "progress", [self._figure(f"{base}.progress[{k}]", f) for k, f in enumerate(figures)]),
            ),
        )  # fmt: skip

    def _item(self, path: str, item: Item) -> Iterator[Group]:
        """A numbered piece: its number and text, and what it promises."""
        label = self._say("item", no=item.no)
        whole = [Value(path=f"{path}.no", text=f"{item.no}."), Value(path=f"{path}.content", text=item.content or "—")]
        yield Group(path=path, label=label, kind="content", values=tuple(whole), lines=False)
        targets = tuple(self._target(f"{path}.targets[{k}]", t) for k, t in enumerate(item.targets))
        yield Group(
            path=f"{path}.targets",
            label=self._say("item-targets", no=item.no),
            kind="target",
            values=targets,
            needed=True,
        )

    def _target(self, path: str, target: Target) -> Value:
        quantity = target.quantity
        if isinstance(quantity, Undefined):
            return Value(path=path, text=target.label or quantity.text(self.lang), notes=(quantity.text(self.lang),))
        notes = [self._say("amount", amount=_amount(quantity), hedge=self._say(f"hedge-{quantity.qualifier.value}"))]
        if quantity.qualifier is Qualifier.FULL_COVERAGE:
            notes = [self._say("hedge-full_coverage")]
        if target.label:
            notes.append(self._say("counts", label=target.label))
        elif target.counted and quantity.qualifier is not Qualifier.FULL_COVERAGE:
            notes.append(self._say("counts", label=target.counted))
        if target.standard:
            notes.append(self._say("standard"))
        if not quantity.unit.known:
            notes.append(self._say("unknown-unit", unit=quantity.unit.name))
        return Value(path=path, text=target.label + str(target), notes=tuple(notes))

    def _limit(self, path: str, limit: Deadline) -> Value:
        """The words, the day with its weekday, how the day follows from the words, and whether it moves."""
        notes = []
        day = limit.day
        if isinstance(day, Undefined):
            notes.append(
                limit.milestone.label(self.lang) if limit.milestone is Milestone.ONGOING else day.text(self.lang)
            )
        else:
            said = limit.effective_on(self.calendar).rolled
            notes.append(
                self._say("means", day=said.text(self.lang) if isinstance(said, Undefined) else said.reason(self.lang))
            )
            if limit.milestone is not Milestone.COMPLETE:
                notes.append(limit.milestone.label(self.lang))
            if limit.text and not _YEAR.search(squeeze(limit.text)):
                notes.append(self._say("year-of-document", year=day.year))
            if limit.text and not _DAY.search(limit.text):
                notes.append(self._say("last-day"))
        if self.rules.get(path, "").startswith(("deadline.common", "deadline.remark")):
            notes.append(self._say("limit-" + self.rules[path].partition(".")[2]))
        return Value(path=path, text=limit.shown(self.lang), notes=tuple(notes))

    def _funding(self, path: str, funding: Funding) -> Value:
        amount = funding.amount
        note = amount.text(self.lang) if isinstance(amount, Undefined) else self._say("money", amount=str(amount))
        return Value(path=path, text=funding.source, notes=(note,))

    def _figure(self, path: str, figure: ProgressFigure) -> Value:
        notes = []
        if figure.value is not None:
            unit = "" if figure.unit is None else figure.unit.name
            name = "reported-added" if figure.added else "reported"
            notes.append(self._say(name, amount=f"{figure.value:f}{unit}"))
        if figure.percent is not None:
            notes.append(self._say("rate", percent=f"{figure.percent:f}"))
        as_of = figure.as_of
        notes.append(
            as_of.text(self.lang)
            if isinstance(as_of, Undefined)
            else self._say("as-of", day=full_day(as_of, self.lang))
        )
        notes.append(self._say("of-target", target=figure.target) if figure.target else self._say("of-no-target"))
        return Value(path=path, text=figure.text, notes=tuple(notes))

    # the duties

    def duties(self) -> Section:
        plan = self.reading.plan
        groups = []
        if plan.rhythms:
            groups.append(self._group("$.rhythms", "rhythms", "duty", self._rhythms("$.rhythms", plan.rhythms)))
        for m, method in enumerate(plan.methods):
            base = f"$.methods[{m}]"
            meaning = method.definition
            note = meaning.text(self.lang) if isinstance(meaning, Undefined) else meaning
            groups.append(
                self._group(base, "method", "duty", [Value(path=f"{base}.name", text=method.name, notes=(note,))])
            )
            if method.rhythms:
                values = self._rhythms(f"{base}.rhythms", method.rhythms)
                groups.append(self._group(f"{base}.rhythms", "rhythms", "duty", values))
        return Section(path="$.duties", number=None, title=None, label=self._say("duties"), groups=tuple(groups))

    def _rhythms(self, path: str, rhythms: Sequence[Rhythm]) -> Iterator[Value]:
        for k, rhythm in enumerate(rhythms):
            who = rhythm.party or self._say("leads-each" if rhythm.bearer is Bearer.LEADS else "leaders-each")
            kind = rhythm.cadence.period_kind
            days = dict.fromkeys(rule.text(kind, self.lang) for rule in rhythm.dues) if kind is not None else {}
            notes = (self._say("who", who=who), self._say("how-often", often=rhythm.often(self.lang)), *days)
            yield Value(path=f"{path}[{k}]", text=rhythm.name, notes=notes)


def _amount(quantity: Quantity) -> str:
    """The bare number with its unit; of a range both ends."""
    upper = "" if quantity.upper is None else f"–{quantity.upper:f}"
    return f"{quantity.value:f}{upper} {quantity.unit.name}"
