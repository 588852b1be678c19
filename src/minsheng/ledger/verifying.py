"""Verifying (校验): one ledger, a whole store, against checkpoints that were kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable

from attrs import evolve

from minsheng.errors import InvalidValue, Undefined
from minsheng.ledger.blame import blamed
from minsheng.ledger.canonical import each_once
from minsheng.ledger.failures import BrokenChain, shown
from minsheng.ledger.feeding import Heads
from minsheng.ledger.rows import Inspecting, Row, Store, StoreDamaged
from minsheng.ledger.sealing import Checkpoint, Verdict, chained

Checkpoints = Checkpoint | Iterable[Checkpoint] | None
"""One, several or none."""


def verified(store: Store, plan: str, against: Checkpoints = None) -> Verdict:
    """See `Ledger.verify`."""
    return _inspected(store, (read_through(store, plan, against),))[0]


def read_through(store: Store, plan: str, against: Checkpoints) -> Verdict:
    """The verdict by the rows alone."""
    wanted: dict[int, set[str]] = {}
    for point in _points(against):
        if point.plan != plan:
            raise InvalidValue("ledger.other-checkpoint", plan=plan, other=point.plan)
        wanted.setdefault(point.position, set()).add(point.digest)
    count, previous = 0, b""
    try:
        try:
            last, damage = last_of(store, plan)  # asked first: others may append meanwhile
            for row in chained(store.read(plan), plan):
                if wanted and (digests := wanted.pop(count + 1, None)) and digests != {row.digest.hex()}:
                    raise BrokenChain("ledger.broken-checkpoint", plan, row.position, row.id)
                count, previous = row.position, row.digest
            if damage is not None:
                raise damage
            if not count or wanted or (last is not None and last.position > count):
                raise BrokenChain("ledger.broken-end", plan, count + 1, "—")
        except BrokenChain as broken:
            if broken.code in ("ledger.broken-checkpoint", "ledger.broken-end"):
                return Verdict(plan=shown(plan), entries=count, broken=broken)
            first, field = blamed(store, plan, broken, previous)
            return Verdict(plan=shown(plan), entries=count, broken=first, field=field)
    except StoreDamaged as error:
        return Verdict(plan=shown(plan), entries=count, broken=error)
    return Verdict(plan=shown(plan), entries=count)


def last_of(store: Store, plan: str) -> tuple[Row | None, StoreDamaged | None]:
    """The last row, or the damage that keeps it from being found: what stands in front can be read all the same."""
    try:
        return store.last(plan), None
    except StoreDamaged as error:
        return None, error


def _headed(store: Store) -> Iterable[str]:
    """Plans that have a last position, by a store that can tell."""
    try:
        return store.heads() if isinstance(store, Heads) else ()
    except StoreDamaged:  # reading comes to it
        return ()


def _inspected(store: Store, verdicts: tuple[Verdict, ...], *, every: bool = False) -> tuple[Verdict, ...]:
    """Those that are good by their rows are so only if nothing else of the store is damaged; `every`: they are all there are."""
    if not isinstance(store, Inspecting) or (verdicts and not any(verdicts)):
        return verdicts
    try:
        store.inspect()
    except StoreDamaged as error:
        if not verdicts:
            raise
        lost = {shown(plan): count for plan, count in error.lost.items()}
        gone = lost.keys() - {verdict.plan for verdict in verdicts} if every else ()
        return (
            *(_elsewhere(verdict, error, lost.get(verdict.plan, 0)) for verdict in verdicts),
            *(Verdict(plan=plan, entries=0, broken=error, missing=lost[plan]) for plan in sorted(gone)),
        )
    return verdicts


def _elsewhere(verdict: Verdict, error: StoreDamaged, lost: int) -> Verdict:
    """With damage that no reading came to."""
    return evolve(verdict, broken=error, whole=not lost, missing=lost) if verdict else verdict


def verify_store(store: Store, against: Checkpoints = ()) -> tuple[Verdict, ...]:
    """Whether every row of every plan is what was sealed: a verdict a plan, those of `against` that are gone included.

    Where `Ledger.verify` looks at one plan, this also finds a last row that was moved to another one.

    Raises:
        StoreDamaged: not even the names of the plans can be read.
        StoreFailed: the store can not do its work otherwise, which says nothing about its rows.

    >>> from minsheng.storage import MemoryStore
    >>> verify_store(MemoryStore())
    ()
    """
    points: dict[str, list[Checkpoint]] = {plan: [] for plan in (*store.plans(), *_headed(store))}
    for point in _points(against):
        points.setdefault(point.plan, []).append(point)
    return _inspected(store, tuple(read_through(store, plan, points[plan]) for plan in sorted(points)), every=True)


def _points(against: Checkpoints) -> tuple[Checkpoint, ...]:
    if against is None:
        return ()
    return (against,) if isinstance(against, Checkpoint) else tuple(against)


def consistent(one: Checkpoint, other: Checkpoint) -> bool | Undefined:
    """Whether two checkpoints can be of one ledger (校验点一致); only the ledger knows if they are of different places.

    Then ask it: ``ledger.verify(against=[one, other])``.

    >>> one = Checkpoint(plan="demo-2024", position=3, digest="0f" * 32)
    >>> consistent(one, Checkpoint(plan="demo-2024", position=3, digest="f0" * 32))
    False
    >>> consistent(one, Checkpoint(plan="demo-2024", position=4, digest="f0" * 32))
    Undefined('两个校验点位置不同，须由台账判断')
    """
    if one.plan != other.plan:
        return Undefined("两个校验点属于不同的台账")
    if one.position != other.position:
        return Undefined("两个校验点位置不同，须由台账判断")
    return one.digest == other.digest


def checkpoints_json(points: Iterable[Checkpoint]) -> str:
    """Checkpoints as the text of a file: a JSON array, one a line."""
    lines = ",\n".join(point.to_json() for point in points)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def load_checkpoints(text: str) -> tuple[Checkpoint, ...]:
    """Read a file of checkpoints: a JSON array, one object, or lines as `str` of a checkpoint gives them.

    Raises:
        InvalidValue: it is none of these.

    >>> [point.position for point in load_checkpoints("demo-2024 3 " + "0f" * 32)]
    [3]
    """
    stripped = text.lstrip("\ufeff").strip()
    if not stripped.startswith(("{", "[")):
        lines = [line for line in stripped.splitlines() if line.strip()]
        if not lines:
            raise InvalidValue("ledger.bad-checkpoint", value="")
        return tuple(Checkpoint.parse(line) for line in lines)
    try:
        body = json.loads(stripped, object_pairs_hook=each_once)
    except (ValueError, RecursionError):
        raise InvalidValue("ledger.bad-checkpoint", value=stripped[:120]) from None
    if not isinstance(body, list):
        body = [body]
    return tuple(Checkpoint.from_json(json.dumps(part)) for part in body)
