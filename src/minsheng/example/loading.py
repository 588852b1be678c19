"""Reading the example out of the package, and putting its entries into a ledger."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from importlib import resources
from pathlib import Path

from attrs import field, frozen

from minsheng.intake import Reading, read
from minsheng.ledger import Ledger, Statement, Store, load_statement, statement_json
from minsheng.projects import Plan

ADOPTED = date(2024, 2, 6)
_FIVE_O_CLOCK = time(17, tzinfo=timezone(timedelta(hours=8)))


@frozen(kw_only=True)
class Line:
    """One made-up entry: what is said, and the day on which it was recorded."""

    id: str
    day: date
    recorder: str
    statement: Statement


@frozen(kw_only=True)
class Example:
    """A notice as it was published, the plan that it gives, and a made-up year of entries."""

    notice: str = field(repr=False)
    """Text of the notice (公开文件)."""
    docx: bytes = field(repr=False)
    """The same notice as a Word file."""
    reading: Reading
    plan: Plan
    lines: tuple[Line, ...] = field(repr=False)
    """Made up (虚构), in the order of recording."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The made-up statements alone, for `View.of`."""
        return tuple(line.statement for line in self.lines)

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Write notice.txt, notice.docx and entries.jsonl into `folder`, which is made if it is not there.

        `minsheng record URL < entries.jsonl` takes the entries into a ledger of the plan.

        Raises:
            FileExistsError: one of them is there with something else in it; nothing is written.
        """
        into = Path(folder)
        files = {
            "notice.txt": self.notice.encode(),
            "notice.docx": self.docx,
            "entries.jsonl": _joined(map(_said, self.lines)).encode(),
        }
        for name, data in files.items():
            if (into / name).exists() and (into / name).read_bytes() != data:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(into / name))
        into.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (into / name).write_bytes(data)
        return into

    def ledger(self, store: Store) -> Ledger:
        """A ledger in `store` with the plan adopted and all entries recorded, each at 17:00 of its day.

        Done twice it changes nothing.
        """
        now = datetime.combine(ADOPTED, _FIVE_O_CLOCK)

        def clock() -> datetime:
            return now

        ledger = Ledger.adopt(store, self.plan, by="县政府办公室", on=ADOPTED, clock=clock)
        for day in sorted({line.day for line in self.lines}):
            now = datetime.combine(day, _FIVE_O_CLOCK)
            batch = [line for line in self.lines if line.day == day]
            ledger.append_all([b.statement for b in batch], ids=[b.id for b in batch], recorder=batch[0].recorder)
        return ledger


def load_example() -> Example:
    """The shipped example.

    >>> example = load_example()
    >>> example.plan.id, len(example.plan.projects), len(example.lines) > 1000
    ('梁山县-2024', 10, True)
    """
    data = resources.files("minsheng.example").joinpath("data")
    notice = data.joinpath("notice.txt").read_text("utf-8")
    reading = read(notice.encode(), name="notice.txt")
    lines = tuple(_line(text) for text in data.joinpath("entries.jsonl").read_text("utf-8").splitlines())
    return Example(
        notice=notice,
        docx=data.joinpath("notice.docx").read_bytes(),
        reading=reading,
        plan=reading.confirm(),
        lines=lines,
    )


def _line(text: str) -> Line:
    body = json.loads(text)
    return Line(
        id=body["id"],
        day=date.fromisoformat(body["day"]),
        recorder=body["recorder"],
        statement=load_statement(json.dumps(body["statement"], ensure_ascii=False)),
    )


def write_lines(lines: list[Line], path: Path) -> None:
    """Write entries as JSON lines, one an entry."""
    rows = ({"id": x.id, "day": x.day.isoformat(), "recorder": x.recorder} | _said(x) for x in lines)
    path.write_text(_joined(rows), "utf-8", newline="\n")


def _said(line: Line) -> dict[str, object]:
    """What is recorded of it; the day of recording is whenever that is done."""
    return {"id": line.id, "statement": json.loads(statement_json(line.statement))}


def _joined(rows: Iterable[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
