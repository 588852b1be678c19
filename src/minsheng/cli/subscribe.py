"""``minsheng duties --to ics``: calendar files to import or to subscribe to (日历订阅)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from attrs import frozen

from minsheng.cli import options, outputs
from minsheng.errors import Lang, MinshengError, Place, Unreadable

if TYPE_CHECKING:
    from minsheng.duties import Duties
    from minsheng.projects import Plan

F = TypeVar("F", bound=Callable[..., object])
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\u200e\u200f\u2028-\u202e\u2066-\u2069]')
_LONGEST = 200
"""Bytes in UTF-8; file systems take 255, and a number and the suffix come behind."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever suffix follows."""
_OF_THE_OLD_FILE = ("reports.wrong-ics", "reports.large-ics", "reports.other-calendar")


@frozen(kw_only=True)
class Subscription:
    """What is asked of a calendar file, and where it goes."""

    to: str | None
    output: str
    party: str | None
    first: date | None
    last: date | None
    split: Path | None
    previous: Path | None
    alarms: bool
    as_events: bool
    lang: Lang

    @property
    def wanted(self) -> bool:
        """Whether this is a calendar file at all; what only a calendar file has is refused for the others."""
        if self.to == "ics" or (self.to is None and (self.split is not None or self.output.lower().endswith(".ics"))):
            return True
        if self.split is not None or self.previous is not None or self.as_events or not self.alarms:
            raise options.misuse("cli.only-for-ics")
        return False

    def put(self, duties: Duties, plan: Plan) -> None:
        """Write one file, or one for each party into a folder, whose names are printed."""
        if self.split is None:
            outputs.put(self._made(duties, plan, self.party, self.previous), self.output)
            return
        if self.party is not None or self.output != "-":
            raise options.misuse("cli.split-alone")
        taken: set[str] = set()
        made: dict[Path, bytes] = {}  # all before the first is written: a damaged old file changes none
        for party in dict.fromkeys((*plan.parties, *duties.by_party())):
            name = _file_name(party, taken)
            old = None if self.previous is None else self.previous / name
            made[self.split / name] = self._made(duties, plan, party, old if old and old.is_file() else None)
        with outputs.writing(self.split / "*.ics"):
            self.split.mkdir(exist_ok=True)
        for path, data in made.items():
            outputs.put(data, str(path))
            click.echo(str(path))

    def _made(self, duties: Duties, plan: Plan, party: str | None, previous: Path | None) -> bytes:
        from minsheng.reports import duties_ics

        try:
            return duties_ics(
                duties,
                plan=plan,
                party=party,
                first=self.first,
                last=self.last,
                previous=None if previous is None else _read(previous),
                lang=self.lang,
                alarms=self.alarms,
                as_events=self.as_events,
            )
        except MinshengError as error:
            if previous is not None and error.code in _OF_THE_OLD_FILE:
                error.place = Place(file=previous.name)
            raise


def subscription(command: F) -> F:
    """The options that only calendar files have."""
    for option in (
        click.option("--as-events", is_flag=True, help="ics：任务也写成日程，供不显示待办的程序用 · tasks as events"),
        click.option("--alarms/--no-alarms", default=True, help="ics：提前提醒 · reminders on working days before"),
        click.option(
            "--previous",
            type=click.Path(exists=True, path_type=Path),
            help="ics：上次的文件（与 --split 同用时为文件夹），改期的标为新版 · the file given out before",
        ),
        click.option(
            "--split",
            type=click.Path(file_okay=False, path_type=Path),
            help="ics：每个单位一个文件，写入此文件夹 · one file a party, into this folder",
        ),
    ):
        command = option(command)
    return command


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise Unreadable("cli.no-old-calendar", file=str(path))
    with path.open("rb") as file:
        return file.read(64 * 1024 * 1024)  # more than any calendar file that is accepted


def _file_name(party: str, taken: set[str]) -> str:
    """A name that every system can write, none twice."""
    stem = _NO_FILE_NAME.sub("_", party).encode()[:_LONGEST].decode(errors="ignore").strip(". ") or "_"
    if _DEVICE.fullmatch(stem):
        stem = f"_{stem}"
    name, n = stem, 1
    while name.lower() in taken:
        n += 1
        name = f"{stem}-{n}"
    taken.add(name.lower())
    return f"{name}.ics"
