"""Yearly decrees on days off (放假通知) of the General Office of the State Council, as values and as TOML."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

from attrs import field, frozen

from minsheng.calendars.days import Day, as_day
from minsheng.calendars.decree_file import (
    FIRST_YEAR,
    LAST_YEAR,
    UNRECORDED,
    DecreeTable,
    HolidayTable,
    read_table,
    table_text,
)
from minsheng.errors import InvalidValue, Place, Undefined, Unreadable

NOT_RECORDED = Undefined("未记录")
"""The number or date of a decree whose days are known but whose text was not found."""
_LARGEST = 256 * 1024
"""Bytes of a decree's file; a shipped one has 1,500."""


def _days(value: Iterable[Day]) -> tuple[date, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(as_day(v) for v in value)


def _number(value: str | Undefined) -> str | Undefined:
    return value if isinstance(value, str) and value not in ("", UNRECORDED) else NOT_RECORDED


def _issued(value: Day | Undefined) -> date | Undefined:
    return NOT_RECORDED if isinstance(value, Undefined) else as_day(value)


@frozen(kw_only=True)
class Holiday:
    """A run of days off (放假) with the weekend days worked for it (调休上班)."""

    name: str
    """元旦, 春节, 清明节, 劳动节, 端午节, 中秋节, 国庆节; joined by 、 where two fall together."""
    first: date = field(converter=as_day)
    last: date = field(converter=as_day)
    """Last day off, weekends included."""
    work: tuple[date, ...] = field(default=(), converter=_days)
    """Saturdays and Sundays on which work is ordered."""
    number: str = ""
    """文号 of the notice that set these days later than the year's decree; empty if the decree did."""

    @property
    def days(self) -> tuple[date, ...]:
        """All days off."""
        return tuple(self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


def _holidays(value: Iterable[Holiday]) -> tuple[Holiday, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Decree:
    """One year's decree (国务院办公厅关于…年部分节假日安排的通知). It may set days of the December before, too.

    Raises:
        InvalidValue: a run goes backwards, lies outside the year and the December before, two runs overlap,
            or a make-up day is no weekend day or lies within a run.
    """

    year: int = field()
    number: str | Undefined = field(default=NOT_RECORDED, converter=_number)
    """文号: 国办发明电〔2023〕7号."""
    issued: date | Undefined = field(default=NOT_RECORDED, converter=_issued)
    """Day of the decree."""
    source: str
    """Where its text, or at least its days, were taken from."""
    holidays: tuple[Holiday, ...] = field(converter=_holidays)

    @year.validator
    def _countable(self, _: object, value: int) -> None:
        if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:
            raise InvalidValue("calendars.bad-decree", year=value, why=f"year: {FIRST_YEAR}–{LAST_YEAR}")

    @holidays.validator
    def _consistent(self, _: object, value: tuple[Holiday, ...]) -> None:
        off: set[date] = set()
        earliest, latest = date(self.year - 1, 12, 1), date(self.year, 12, 31)
        for holiday in value:
            if not earliest <= holiday.first <= holiday.last <= latest:
                raise self._wrong(f"{holiday.name} {holiday.first}–{holiday.last}")
            if off.intersection(holiday.days):
                raise self._wrong(f"{holiday.name} {holiday.first}: 重叠")
            off.update(holiday.days)
        for holiday in value:
            for day in holiday.work:
                if day in off or day.weekday() < 5 or not earliest <= day <= latest:
                    raise self._wrong(f"{holiday.name} {day}: 调休上班日")

    def _wrong(self, why: str) -> InvalidValue:
        return InvalidValue("calendars.bad-decree", year=self.year, why=why)

    @classmethod
    def parse(cls, text: str) -> Decree:
        """A decree from TOML as in the shipped files.

        Raises:
            InvalidValue: it is no TOML, a key is missing or has the wrong type, or the days contradict each other.

        >>> Decree.parse('''
        ... year = 2024
        ... number = "国办发明电〔2023〕7号"
        ... date = 2023-10-25
        ... source = "made up"
        ... [[holidays]]
        ... name = "元旦"
        ... first = 2024-01-01
        ... last = 2024-01-01
        ... ''').holidays[0].name
        '元旦'
        """
        table = read_table(text)
        return cls(
            year=table.year,
            number=table.number or NOT_RECORDED,
            issued=table.date or NOT_RECORDED,
            source=table.source,
            holidays=[
                Holiday(name=row.name, first=row.first, last=row.last, work=row.work, number=row.number)
                for row in table.holidays
            ],
        )

    @classmethod
    def load(cls, path: str | Path) -> Decree:
        """A decree from a TOML file (放假安排文件), such as ``minsheng calendar decree NOTICE.txt -o FILE`` writes.

        Raises:
            InvalidValue: as `parse` does; or the file is far too large for a decree.
            Unreadable: there is no such file, or it may not be opened.
        """
        try:
            with Path(path).open("rb") as file:
                data = file.read(_LARGEST + 1)
        except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
            raise Unreadable.opening(Path(path), error) from error
        place = Place(file=Path(path).name)
        if len(data) > _LARGEST:
            raise InvalidValue("calendars.bad-decree", place=place, year="?", why=f"> {_LARGEST} B")
        try:
            return cls.parse(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise InvalidValue("calendars.bad-decree", place=place, year="?", why="UTF-8") from error
        except InvalidValue as error:
            raise InvalidValue(error.code, place=place, **error.fields) from error

    def toml(self) -> str:
        """The decree as a TOML file has it; `parse` reads it back equal.

        >>> decree = shipped_decrees()[-1]
        >>> Decree.parse(decree.toml()) == decree
        True
        """
        return table_text(self._table())

    def _table(self) -> DecreeTable:
        return DecreeTable(
            year=self.year,
            number=self.number if isinstance(self.number, str) else "",
            date=self.issued if isinstance(self.issued, date) else None,
            source=self.source,
            holidays=tuple(
                HolidayTable(name=h.name, first=h.first, last=h.last, work=h.work, number=h.number)
                for h in self.holidays
            ),
        )

    def __str__(self) -> str:
        return self.number if isinstance(self.number, str) else f"{self.year}年放假安排"


@cache
def shipped_decrees() -> tuple[Decree, ...]:
    """The decrees in the package, oldest first: 2004 to 2026."""
    folder = resources.files("minsheng.calendars").joinpath("decrees")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(Decree.parse(f.read_text("utf-8")) for f in files)
