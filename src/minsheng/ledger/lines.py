"""Ledgers as JSON lines (逐行导出与导入): one sealed entry a line, for archives and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from minsheng.errors import InvalidValue, MinshengError, Place, check_text
from minsheng.ledger.canonical import canonical, is_canonical, strictly
from minsheng.ledger.copying import BYTES, ROWS, Copied, read_back
from minsheng.ledger.failures import BrokenChain, CopiesDiffer, UnknownLedger
from minsheng.ledger.rows import Duplicate, Moved, Row, Store
from minsheng.ledger.sealing import chained, checked_id, opened
from minsheng.ledger.statements import PlanAdopted

_KEYS = {"plan", "position", "id", "digest", "data"}
_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Characters at which some programs end a line, and which JSON leaves as they are."""


def export_rows(store: Store, plan: str) -> Iterator[str]:
    """The rows of a ledger, one line of JSON each without a line end: plan, position, id, digest (hex), data.

    `data` is the JSON that was sealed. Where its bytes are not in canonical form (another program sealed them) it is
    their text as a string, so that nothing is lost.

    Raises:
        UnknownLedger: the store has no ledger of this plan.
        BrokenChain: while reading, a row is not what was sealed.
    """
    if store.last(plan) is None:
        raise UnknownLedger("ledger", plan, store.plans())
    return (_line(row) for row in chained(store.read(plan), plan))


def _line(row: Row) -> str:
    try:
        text = row.data.decode()
    except UnicodeDecodeError as error:
        raise BrokenChain("ledger.broken-data", row.plan, row.position, row.id, why=error) from None
    data = text if is_canonical(row.data) else json.dumps(text, ensure_ascii=False)
    plan, id = (json.dumps(value, ensure_ascii=False) for value in (row.plan, row.id))
    line = f'{{"plan":{plan},"position":{row.position},"id":{id},"digest":"{row.digest.hex()}","data":{data}}}'
    return line if line.isascii() else line.translate(_BREAKS)


def import_rows(store: Store, lines: Iterable[str]) -> tuple[Copied, ...]:
    """Store the rows that `export_rows` wrote, of one plan or several; empty lines are passed over.

    What is there already must be the same and is not written again, so that an import that was broken off is simply
    repeated. Rows are written in batches: those in front of a bad line may be stored when its error is raised; who can
    read the lines twice asks `wrong_lines` first.

    Raises:
        InvalidValue: a line is no row.
        BrokenChain: a row does not continue the one in front of it, or is no entry.
        CopiesDiffer: the store holds another row in its place.
        StoreFailed: the store can not take them. Each of these errors names the line.
    """
    incoming: dict[str, _Incoming] = {}
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if not line.strip("\ufeff \t\r\n"):
                continue
            row = _row(line)
            if row.plan not in incoming:
                incoming[row.plan] = _Incoming(store, row)
            incoming[row.plan].take(number, row)
        for part in incoming.values():
            part.write()
    except MinshengError as error:
        if not error.place.line:
            error.place = Place(line=number)
        raise
    return tuple(
        read_back(store, plan, rows=incoming[plan].written, before=incoming[plan].before, end=incoming[plan].end)
        for plan in sorted(incoming)
    )


def wrong_lines(lines: Iterable[str], *, from_start: bool = False) -> Iterator[tuple[int, MinshengError]]:
    """What is wrong with lines that `export_rows` should have written, all of it, with the number of each line; nothing is
    stored. Whether a store has other rows in their place only `import_rows` can say. `from_start`: for a store that is
    still empty, where a ledger without its first entries is wrong as well.

    Each line is held against the one in front of it as that stands, so that one wrong line is not told twice.
    """
    chains: dict[str, tuple[int, bytes]] = {}
    lost = not from_start
    """Whether something may stand in front of the next line that is not known here."""
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            row = _row(line)
        except MinshengError as error:
            yield number, error
            lost = True
            chains.clear()  # it may have been of any plan
            continue
        front = chains.get(row.plan)
        chains[row.plan] = row.position, row.digest
        try:
            if front is None and (row.position == 1 or not lost):
                front = 0, b""
            if front is not None:
                for _ in chained([row], row.plan, *front):
                    pass
            _check_start(row)
        except MinshengError as error:
            yield number, error


def _check_start(row: Row) -> None:
    """The row holds an entry, the first one the adoption of its plan."""
    statement = opened(row).statement
    if row.position == 1 and not (isinstance(statement, PlanAdopted) and statement.plan.id == row.plan):
        raise BrokenChain("ledger.broken-start", row.plan, 1, row.id)


def _row(line: str) -> Row:
    try:
        body = strictly(line.lstrip("\ufeff"))
    except ValueError:
        body = None
    if not isinstance(body, dict) or set(body) != _KEYS:
        raise InvalidValue("ledger.bad-line", value=line.strip()[:80])
    plan, position, id, digest, data = (body[key] for key in ("plan", "position", "id", "digest", "data"))
    try:
        check_text("plan", plan)
        check_text("id", id)
        if type(position) is not int or not 0 < position < 1 << 62:
            raise ValueError(position)
        sealed = bytes.fromhex(digest)
        content = data.encode() if isinstance(data, str) else canonical(data)
    except (TypeError, ValueError):
        raise InvalidValue("ledger.bad-line", value=line.strip()[:80]) from None
    if len(sealed) != 32 or sealed.hex() != digest or not isinstance(data, str | dict):
        raise InvalidValue("ledger.bad-line", value=line.strip()[:80])
    return Row(plan, position, checked_id(id), sealed, content)


class _Incoming:
    """The rows of one plan on their way into the store."""

    def __init__(self, store: Store, first: Row) -> None:
        self._store, self._plan = store, first.plan
        last = store.last(first.plan)
        self.before = last.position if last else 0
        self.written = 0
        self.end = first
        self._waiting: list[tuple[int, Row]] = []
        self._size = 0
        self._known = iter(store.read(first.plan, after=max(first.position - 2, 0)))
        """What the store has from the row in front of `first` on."""
        front = (next(self._known, None) or last) if first.position > 1 else None
        self._chain = (front.position, front.digest) if front else (0, b"")

    def take(self, line: int, row: Row) -> None:
        """The next row."""
        for sound in chained([row], self._plan, *self._chain):
            self._chain = (sound.position, sound.digest)
        known = next(self._known, None)
        if known is not None:
            if known.digest != row.digest:
                raise CopiesDiffer(self._plan, row.position, known.id)
        else:
            _check_start(row)
            self._waiting.append((line, row))
            self._size += len(row.data)
            if len(self._waiting) >= ROWS or self._size >= BYTES:
                self.write()
        self.end = row

    def write(self) -> None:
        """Store the rows that wait."""
        while self._waiting:
            rows = [row for _, row in self._waiting]
            try:
                self._store.append(self._plan, rows, after=rows[0].position - 1)
            except (Moved, Duplicate):
                if not self._drop_known():
                    raise
            else:
                self.written += len(rows)
                self._waiting = []
        self._size = 0

    def _drop_known(self) -> int:
        """Pass over those that somebody else has stored in the meantime; how many they are."""
        dropped = 0
        for known in self._store.read(self._plan, after=self._waiting[0][1].position - 1):
            if not self._waiting:
                break
            line, row = self._waiting[0]
            if known.digest != row.digest:
                error = CopiesDiffer(self._plan, row.position, known.id)
                error.place = Place(line=line)
                raise error
            del self._waiting[0]
            dropped += 1
        return dropped
