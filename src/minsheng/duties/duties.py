"""Many duties at once (任务清单): counted, grouped, printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from minsheng.calendars import full_day
from minsheng.calendars.status import first_guessed
from minsheng.duties.duty import Duty
from minsheng.errors import Finding, Lang, Question, Undefined, say
from minsheng.text import grid, html_grid


class Duties(Sequence[Duty]):
    """The duties of a plan in a window, by due day; those without a day stand apart.

    As a sequence it holds the dated ones; `undated` the others; counting and grouping take both.
    """

    __slots__ = ("_dated", "findings", "questions", "undated")

    def __init__(
        self,
        dated: Iterable[Duty],
        undated: Iterable[Duty] = (),
        questions: Iterable[Question] = (),
        findings: Iterable[Finding] = (),
    ) -> None:
        self._dated = tuple(dated)
        self.undated = tuple(undated)
        """Duties whose day nobody has named or announced; their `due` says which."""
        self.questions = tuple(questions)
        """What the document leaves open about these duties, each once."""
        self.findings = tuple(findings)
        """What a reader of the list must know: duties of the window whose day can not be known yet."""

    @overload
    def __getitem__(self, index: int) -> Duty: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Duty, ...]: ...

    def __getitem__(self, index: int | slice) -> Duty | tuple[Duty, ...]:
        return self._dated[index]

    def __len__(self) -> int:
        return len(self._dated)

    def __iter__(self) -> Iterator[Duty]:
        return iter(self._dated)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Duties):
            return NotImplemented
        return self._dated == other._dated and self.undated == other.undated

    def __hash__(self) -> int:
        return hash((self._dated, self.undated))

    @property
    def all(self) -> tuple[Duty, ...]:
        """The dated ones and, behind them, the undated."""
        return (*self._dated, *self.undated)

    def counts(self) -> Mapping[tuple[str, str], int]:
        """How many each party owes of each rhythm: (rhythm id, party) → number."""
        return Counter((d.rhythm.id, d.party) for d in self.all)

    def by_rhythm(self) -> Mapping[str, tuple[Duty, ...]]:
        """Rhythm id → its duties, in the order of the list."""
        found: dict[str, list[Duty]] = {}
        for duty in self.all:
            found.setdefault(duty.rhythm.id, []).append(duty)
        return {k: tuple(v) for k, v in found.items()}

    def by_party(self) -> Mapping[str, tuple[Duty, ...]]:
        """Party → its duties, in the order of the list."""
        found: dict[str, list[Duty]] = {}
        for duty in self.all:
            found.setdefault(duty.party, []).append(duty)
        return {k: tuple(v) for k, v in found.items()}

    def of(self, party: str) -> Duties:
        """What one party owes, without the questions on what only others owe; findings stay with the list."""
        mine = {d.rhythm.id for d in self.all if d.party == party}
        others = tuple({f"rhythms.{d.rhythm.id}." for d in self.all if d.rhythm.id not in mine})
        return Duties(
            (d for d in self._dated if d.party == party),
            (d for d in self.undated if d.party == party),
            (q for q in self.questions if not q.key.startswith(others)),
            self.findings,
        )

    def before(self, duty: Duty) -> tuple[Duty, ...]:
        """The duties of the step before `duty` in its chain (上一步): same period, any party; none for a first step.

        Of a windowed list only those that are in the window.
        """
        if not duty.rhythm.after:
            return ()
        return tuple(d for d in self.all if d.rhythm.id == duty.rhythm.after and d.period == duty.period)

    def table(self, lang: Lang = "zh") -> tuple[tuple[str, str, str, str], ...]:
        """Due day with weekday, party, what, period: what a list of duties prints."""
        return tuple(_row(duty, lang) for duty in self.all)

    def __str__(self) -> str:
        return "\n".join([grid(self.headers(), self.table()), *self._notes()])

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table()) + "".join(f"<p>{note}</p>" for note in self._notes())

    def _notes(self) -> tuple[str, ...]:
        """That days rest on a year which nobody has announced, if some do."""
        n = sum(map(_guessed, self._dated))
        return (say("duties.provisional", n=n),) if n else ()

    @staticmethod
    def headers(lang: Lang = "zh") -> tuple[str, ...]:
        """Headings of `table`."""
        return tuple(say("duties.headers", lang).split("|"))

    def __repr__(self) -> str:
        return f"<Duties {len(self._dated)} dated, {len(self.undated)} undated>"


def _guessed(duty: Duty) -> bool:
    """Whether the due day was found with days that a provisional calendar only expects."""
    calendar, due, stated = duty.calendar, duty.due, duty.stated
    if calendar is None or not calendar.provisional or isinstance(due, Undefined):
        return False
    stated = due if isinstance(stated, Undefined) else stated
    return first_guessed(calendar, min(stated, due), max(stated, due)) is not None


def _row(duty: Duty, lang: Lang) -> tuple[str, str, str, str]:
    if isinstance(duty.due, Undefined):
        day = say("duties.no-day", lang)
    else:
        day = full_day(duty.due, lang)
        day += duty.at.strftime(" %H:%M") if duty.at else ""
    return day, duty.party, duty.name, duty.label(lang)
