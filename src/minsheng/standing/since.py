"""What changed since another day (变化): newly red, recovered, newly stale, new, done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from minsheng.calendars import day_text
from minsheng.errors import InvalidValue, Lang, comma, say, semicolon
from minsheng.standing.levels import Level
from minsheng.standing.nodes import Node
from minsheng.standing.rules import Rules

RED = "red"
"""The colour by which a pack itself calls a light red; a pack that has none has no newly red projects."""


@frozen(kw_only=True)
class LevelChange:
    """One project, then and now."""

    node: Node
    """As it is now."""
    before: Level | None
    """None: it is new."""

    @property
    def number(self) -> str:
        """Of the project."""
        return self.node.id


KINDS = ("newly_red", "recovered", "newly_stale", "done", "new", "gone", "worse", "better")
"""Kinds of change, in the order in which they are told."""


@frozen(kw_only=True)
class Since:
    """What changed between two standings of one plan under one pack (与上次相比), by project."""

    before: date
    day: date
    newly_red: tuple[LevelChange, ...]
    """Red by the pack's own colours, and not red then."""
    recovered: tuple[LevelChange, ...]
    """Not red, on a ranked level, and red then."""
    newly_stale: tuple[LevelChange, ...]
    new: tuple[LevelChange, ...]
    """Not in the plan then."""
    gone: tuple[str, ...]
    """Numbers that are no longer in the plan."""
    done: tuple[LevelChange, ...]
    """Done, and not done then."""
    worse: tuple[LevelChange, ...]
    """On a lower rank than then."""
    better: tuple[LevelChange, ...]
    """On a higher rank than then."""

    def __bool__(self) -> bool:
        return any(
            (self.newly_red, self.recovered, self.newly_stale, self.new, self.gone, self.done, self.worse, self.better)
        )

    def text(self, lang: Lang = "zh") -> str:
        """Each kind of change with its numbers, in one sentence."""
        parts = [
            say(f"standing.since-{kind.replace('_', '-')}", lang, n=len(found), numbers=comma(lang).join(found))
            for kind in KINDS
            if (found := self.numbers(kind))
        ]
        days = {"before": day_text(self.before, lang), "day": day_text(self.day, lang)}
        return say(
            "standing.since", lang, what=semicolon(lang).join(parts) or say("standing.since-nothing", lang), **days
        )

    def numbers(self, kind: str) -> tuple[str, ...]:
        """Numbers of the projects of one kind: newly_red, recovered, newly_stale, new, gone, done, worse, better."""
        found = getattr(self, kind)
        return tuple(shift if isinstance(shift, str) else shift.number for shift in found)

    def __str__(self) -> str:
        return self.text()


def since(
    now: Mapping[str, Node], then: Mapping[str, Node], *, rules: Rules, other: Rules, day: date, before: date
) -> Since:
    """What changed for the projects of one plan.

    Raises:
        InvalidValue: the two were judged by different packs, whose levels can not be compared.
    """
    if rules != other:
        raise InvalidValue("standing.other-rules", rules=rules.name, other=other.name)
    shifts = [LevelChange(node=node, before=then[id].level if id in then else None) for id, node in now.items()]
    known = [(shift, shift.node.level, shift.before) for shift in shifts if shift.before is not None]
    ranked = [(s, level.rank, old.rank) for s, level, old in known if level.rank is not None and old.rank is not None]
    return Since(
        before=before,
        day=day,
        newly_red=tuple(s for s, level, old in known if level.colour == RED and old.colour != RED),
        recovered=tuple(
            s for s, level, old in known if old.colour == RED and level.colour != RED and level.rank is not None
        ),
        newly_stale=tuple(s for s, level, old in known if level.name == "stale" != old.name),
        new=tuple(shift for shift in shifts if shift.before is None),
        gone=tuple(id for id in then if id not in now),
        done=tuple(s for s, level, old in known if level.name == "done" != old.name),
        worse=tuple(s for s, rank, old in ranked if rank < old),
        better=tuple(s for s, rank, old in ranked if rank > old),
    )
