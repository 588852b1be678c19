"""Places (排名): ties share one and the next ones are left out (1, 2, 2, 4), with a load factor where one is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from minsheng.errors import InvalidValue, Lang, say
from minsheng.standing.percents import percentage
from minsheng.text import grid, html_grid

Score = Fraction | Decimal | int


def places(scores: Mapping[str, Fraction]) -> dict[str, int]:
    """Each name's place, the highest score first; equal ones share a place, and as many are left out behind it.

    >>> places({"甲": Fraction(9), "乙": Fraction(8), "丙": Fraction(8), "丁": Fraction(7)})
    {'甲': 1, '乙': 2, '丙': 2, '丁': 4}
    """
    first: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(scores.values(), reverse=True), 1):
        first.setdefault(score, place)
    return {name: first[score] for name, score in scores.items()}


@frozen(kw_only=True)
class Load:
    """More for whoever bears more (系数): 1 for one project, `each` more for every further one.

    >>> Load(each=Fraction(1, 5)).factor(3)  # 椒政办发〔2018〕27号
    Fraction(7, 5)
    """

    each: Fraction

    def factor(self, projects: int) -> Fraction:
        """The factor for this many projects, at least one."""
        if projects < 1:
            raise InvalidValue("standing.no-load", n=projects)
        return 1 + self.each * (projects - 1)


@frozen(kw_only=True)
class Placing:
    """One line of a ranking."""

    name: str
    place: int
    score: Fraction
    """As given."""
    projects: int = 1
    factor: Fraction = Fraction(1)

    @property
    def counted(self) -> Fraction:
        """Score times factor: what is compared."""
        return self.score * self.factor


def _rows(value: Iterable[Placing]) -> tuple[Placing, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Ranking:
    """Names by their scores (排名), the best first; as an iterable it gives its places."""

    rows: tuple[Placing, ...] = field(converter=_rows)

    def __iter__(self) -> Iterator[Placing]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of `table`."""
        return [say(f"standing.column-{column}", lang) for column in ("place", "name", "score", "factor", "counted")]

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """Place, name, score, factor, what is compared."""
        del lang
        return [
            [str(row.place), row.name, _shown(row.score), _shown(row.factor), _shown(row.counted)] for row in self.rows
        ]

    def __str__(self) -> str:
        return grid(self.headers(), self.table())

    def _repr_html_(self) -> str:
        return html_grid(self.headers(), self.table())


def ranking(
    scores: Mapping[str, Score], *, projects: Mapping[str, int] | None = None, load: Load | None = None
) -> Ranking:
    """Names by their scores; with `load` each score times the factor for the number of its `projects` (1 by default).

    >>> found = ranking({"甲": 2, "乙": 1, "丙": 1}, projects={"丙": 3}, load=Load(each=Fraction(1, 5)))
    >>> [(row.place, row.name, str(row.counted)) for row in found]
    [(1, '甲', '2'), (2, '丙', '7/5'), (3, '乙', '1')]
    """
    loads = {name: (projects or {}).get(name, 1) for name in scores}
    factors = {name: Fraction(1) if load is None else load.factor(n) for name, n in loads.items()}
    place = places({name: Fraction(score) * factors[name] for name, score in scores.items()})
    rows = [
        Placing(name=name, place=place[name], score=Fraction(score), projects=loads[name], factor=factors[name])
        for name, score in scores.items()
    ]
    return Ranking(rows=sorted(rows, key=_place))


def _place(row: Placing) -> int:
    return row.place


def _shown(number: Fraction) -> str:
    return str(percentage(number / 100, 2))
