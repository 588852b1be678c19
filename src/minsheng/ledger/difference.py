"""What is new between two views (台账变化)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from minsheng.errors import Finding, InvalidValue, Lang, Undefined, say
from minsheng.ledger.done import NOTHING
from minsheng.ledger.entries import Recorded
from minsheng.ledger.folding import with_changes
from minsheng.ledger.naming import called, subject
from minsheng.ledger.references import by_id, mentioned, readable, referred_to, those_mentioned
from minsheng.ledger.statements import ChangeApproved
from minsheng.ledger.view import View
from minsheng.projects import Difference, Plan
from minsheng.targets import Quantity

_SHOWN = 10
"""Lines of a kind that are printed."""


@frozen(kw_only=True)
class Correction:
    """An entry in whose place another stands now, or none (更正)."""

    old: Recorded
    new: Recorded | None
    """None: it was withdrawn (撤回), or what is right is of a later day."""

    def text(self, lang: Lang = "zh") -> str:
        """What was said, and what is said now."""
        if self.new is None:
            return say("ledger.diff-withdrawn", lang, old=self.old.text(lang))
        return say("ledger.diff-corrected", lang, old=self.old.text(lang), new=self.new.statement.text(lang))

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class Shift:
    """A target of which another figure counts (进度变化)."""

    target: str
    before: Quantity | Undefined
    after: Quantity | Undefined
    name: str = ""
    """What a clerk calls the target: its project, and what was promised (乡村道路（约400公里）)."""

    def text(self, lang: Lang = "zh") -> str:
        """The target, and both figures.

        >>> Shift(target="1.t1", name="道路（400公里）", before=NOTHING, after=Quantity.parse("120公里")).text()
        '1.t1 道路（400公里）：尚无填报 → 120公里'
        """
        before, after = (v.text(lang) if isinstance(v, Undefined) else str(v) for v in (self.before, self.after))
        target = f"{self.target} {self.name}" if self.name else self.target
        return say("ledger.diff-shift", lang, target=target, before=before, after=after)

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class Diff:
    """What changed from one view to another (变化); false if nothing did.

    The entries of the first view, less `gone` and what was `corrected`, with `new`, `approved` and what is right, are
    those of the second: `applied_to` puts them together.
    """

    first: date
    """Day of the first view."""
    second: date
    """Day of the second view."""
    new: tuple[Recorded, ...]
    """In force in the second view only, approved changes apart (新增)."""
    corrected: tuple[Correction, ...]
    """Put right or withdrawn since (更正、撤回)."""
    approved: tuple[Recorded, ...]
    """Approved changes in force in the second view only (批准的变更)."""
    gone: tuple[Recorded, ...]
    """In force in the first view only and not corrected: the second view is of an earlier day."""
    changed: tuple[Shift, ...]
    """Targets of which another figure counts, in the order of the plan (进度变化)."""
    plan: tuple[Difference, ...]
    """Where the two plans differ."""
    lost: tuple[Finding, ...] = field(default=(), repr=False)
    """What could not be applied in the second view."""
    supposed: Plan | None = field(default=None, repr=False)
    """Plan of the second view where it is a supposition (`View.under`)."""
    mentions: tuple[Recorded, ...] = field(default=(), repr=False)
    """Entries of the two views that those of the difference speak of: the problem that is resolved."""

    def said(self, entry: Recorded, lang: Lang = "zh") -> str:
        """What one of its entries claims; another that it speaks of is named by its place in the ledger, a problem by its words."""
        return readable(entry.statement, by_id(self.mentions), lang).text(lang)

    def number(self, entry: Recorded) -> str:
        """Id or number that one of its entries is about, by way of another entry too; "" where it is about none."""
        if number := subject(entry.statement):
            return number
        known = by_id(self.mentions)
        about = (subject(known[id].statement) for id in referred_to(entry.statement) if id in known)
        return next(filter(None, about), "")

    def applied_to(self, view: View) -> View:
        """The second view, made from the first.

        Raises:
            InvalidValue: `view` is not the first one.
        """
        old = {e.id for e in self.gone} | {c.old.id for c in self.corrected}
        kept = [e for e in view.entries if e.id not in old]
        if view.day != self.first or len(kept) + len(old) != len(view.entries):
            raise InvalidValue("ledger.other-view", day=self.first, value=view.day)
        right = [c.new for c in self.corrected if c.new is not None]
        entries = sorted((*kept, *self.new, *self.approved, *right), key=_place)
        plan = with_changes(view.baseline, entries)[0] if self.supposed is None else self.supposed
        return View(
            plan=plan,
            baseline=view.baseline,
            day=self.second,
            entries=tuple(entries),
            adopted_on=view.adopted_on,
            supposed=self.supposed is not None,
            lost=self.lost,
        )

    def text(self, lang: Lang = "zh") -> str:
        """How much changed, then what, each group with a mark of its own."""
        lines = [
            say(
                "ledger.diff",
                lang,
                new=len(self.new),
                corrected=len(self.corrected),
                approved=len(self.approved),
                gone=len(self.gone),
                changed=len(self.changed),
            )
        ]
        for mark, found in self._groups(lang):
            lines += [f"{mark} {line}" for line in found[:_SHOWN]]
            lines += [f"{mark} …"] * (len(found) > _SHOWN)
        return "\n".join(lines)

    def _groups(self, lang: Lang) -> Iterator[tuple[str, list[str]]]:
        yield "+", [entry.text(lang, said=self.said(entry, lang)) for entry in self.new]
        yield "~", [correction.text(lang) for correction in self.corrected]
        yield "-", [entry.text(lang, said=self.said(entry, lang)) for entry in self.gone]
        yield "!", [entry.text(lang) for entry in self.approved]
        yield "*", [difference.text(lang) for difference in self.plan]
        yield ">", [shift.text(lang) for shift in self.changed]

    def __str__(self) -> str:
        return self.text()

    def __bool__(self) -> bool:
        return bool(self.new or self.corrected or self.approved or self.gone or self.plan)


def between(first: View, second: View) -> Diff:
    """What changed from one view of a plan to another.

    Raises:
        InvalidValue: they are views of two ledgers.
    """
    if first.baseline != second.baseline:
        raise InvalidValue("ledger.two-plans", plan=first.baseline.id, other=second.baseline.id)
    mine, theirs = ({e.id: e for e in view.entries} for view in (first, second))
    old = {e.position: e for e in first.entries if e.id not in theirs}
    fresh = {e.position: e for e in second.entries if e.id not in mine}
    corrected = [Correction(old=old[place], new=fresh[place]) for place in old if place in fresh]
    gone = [e for place, e in old.items() if place not in fresh]
    if second.day >= first.day:  # what spoke of a day in sight and is not there any more was withdrawn
        corrected += [Correction(old=e, new=None) for e in gone]
        gone = []
    added = [e for place, e in fresh.items() if place not in old]
    claims = [e.statement for e in (*old.values(), *fresh.values())]
    known = by_id((*first.entries, *second.entries)) if mentioned(claims) else {}
    return Diff(
        first=first.day,
        second=second.day,
        new=tuple(e for e in added if not isinstance(e.statement, ChangeApproved)),
        corrected=tuple(sorted(corrected, key=lambda c: _place(c.old))),
        approved=tuple(e for e in added if isinstance(e.statement, ChangeApproved)),
        gone=tuple(gone),
        changed=tuple(_shifts(first, second)),
        plan=first.plan.differences(second.plan),
        lost=second.lost,
        mentions=tuple(dict.fromkeys(those_mentioned(claims, known))),
        supposed=second.plan if second.supposed else None,
    )


def _place(entry: Recorded) -> tuple[date, int]:
    return entry.statement.on, entry.position


def _shifts(first: View, second: View) -> Iterator[Shift]:
    for id in dict.fromkeys((*first.plan.target_ids, *second.plan.target_ids)):
        before, after = (v.done(id).total if id in v.plan.target_ids else NOTHING for v in (first, second))
        if before != after:
            name = called(second.plan, id) or called(first.plan, id)
            yield Shift(target=id, before=before, after=after, name=name)
