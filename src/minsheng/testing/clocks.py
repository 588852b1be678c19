"""A clock for tests (测试时钟): it stands on a day until it is set to another, so that past days can be recorded on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from minsheng.calendars import Day, as_day

_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock:
    """Whatever takes a `clock` takes this one; an entry is then recorded on its day.

    >>> clock = Clock("2024-02-06")
    >>> str(clock())
    '2024-02-06 12:00:00+08:00'
    >>> clock.set("2024-06-28", at=time(17))
    >>> str(clock())
    '2024-06-28 17:00:00+08:00'
    """

    def __init__(self, day: Day, *, at: time = time(12)) -> None:
        self.set(day, at=at)

    def set(self, day: Day, *, at: time = time(12)) -> None:
        """From now on it is this day, at noon unless `at` says otherwise, Asia/Shanghai.

        Raises:
            InvalidValue: `day` is none.
        """
        self._now = datetime.combine(as_day(day), at, _ZONE)

    @property
    def day(self) -> date:
        """The day on which it stands."""
        return self._now.date()

    def __call__(self) -> datetime:
        return self._now

    def __repr__(self) -> str:
        return f"<Clock {self._now.isoformat(' ', 'minutes')}>"
