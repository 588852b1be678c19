"""Which deadlines and targets an approved change gave another value (变更说明)."""

from __future__ import annotations

from minsheng.ledger import ChangeApproved, View
from minsheng.projects import AmbiguousTarget, Plan, UnknownNumber
from minsheng.standing.facts import Amendment

_BEHIND = {"due": ("deadlines", "items"), "target": ("targets", "items"), "state": ("state",)}
"""What a node shows, and the fields of a change that can be behind it."""


class Amendments:
    """The approved changes of a view, found by the number of what they changed; empty for nearly every plan."""

    def __init__(self, view: View) -> None:
        self._baseline, self._plan = view.baseline, view.plan
        self._approved: dict[tuple[str, str], tuple[str, ChangeApproved]] = {}
        for recorded in view.changes:
            change = recorded.statement
            if isinstance(change, ChangeApproved):
                for field, _ in change.changes:
                    self._approved[change.project, field] = recorded.id, change

    def of(self, number: str) -> tuple[Amendment, ...]:
        """What was changed of the project, item or target with this number, each with the last approval."""
        if not self._approved or number == "plan":
            return ()
        found = []
        for what, shown in (("due", _due), ("target", _target), ("state", _state)):
            old, new = shown(self._baseline, number), shown(self._plan, number)
            approval = self._approval(number, what)
            if old == new or approval is None:
                continue
            entry, change = approval
            found.append(
                Amendment(
                    field=what,
                    old=old,
                    new=new,
                    on=change.on,
                    body=change.body,
                    document=change.document,
                    entry=entry,
                )
            )
        return tuple(found)

    def _approval(self, number: str, what: str) -> tuple[str, ChangeApproved] | None:
        """The last approval that can have changed it: of itself or of the project that it belongs to."""
        found = [self._approved[o, f] for o in _owners(number) for f in _BEHIND[what] if (o, f) in self._approved]
        return max(found, key=_day) if found else None


def _owners(number: str) -> list[str]:
    """5.1.t2, 5.1, 5"""
    owners = [number]
    while "." in owners[-1]:
        owners.append(owners[-1].rpartition(".")[0])
    return owners


def _day(approval: tuple[str, ChangeApproved]) -> int:
    return approval[1].on.toordinal()


def _due(plan: Plan, number: str) -> str:
    try:
        due = plan.due(number)
    except UnknownNumber:
        return ""
    return due.text or str(due.day)


def _target(plan: Plan, number: str) -> str:
    try:
        return plan.target(number).text
    except (UnknownNumber, AmbiguousTarget):
        return ""


def _state(plan: Plan, number: str) -> str:
    for owner in _owners(number):
        try:
            return plan.project(owner).state.value
        except UnknownNumber:
            continue
    return ""
