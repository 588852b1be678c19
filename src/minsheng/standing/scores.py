"""How a place scores those who bear projects (考核计分): parts, deductions, places and load as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from attrs import field, frozen

from minsheng.codec import OpenPoint, RuleFiles, toml_table
from minsheng.errors import InvalidValue, Lang, NotFound, Problems, comma, say
from minsheng.standing.percents import percentage
from minsheng.standing.ranking import Load
from minsheng.standing.strict_toml import Table, open_point

SCHEMA = "minsheng.scores/1"


class UnknownScheme(NotFound):
    """No shipped scheme has this name."""

    code = "standing.unknown-scheme"


class UnknownPart(NotFound):
    """A scheme has no part of this name."""

    code = "standing.unknown-part"


@frozen(kw_only=True)
class ScorePart:
    """Marks that somebody gives, from 0 to `most` (打分)."""

    name: str
    zh: str
    en: str
    most: Fraction

    def label(self, lang: Lang = "zh") -> str:
        """Its words."""
        return self.zh if lang == "zh" else self.en


@frozen(kw_only=True)
class Times:
    """Points for each time that something happened (每次加分、扣分)."""

    name: str
    zh: str
    en: str
    each: Fraction
    """Negative: a deduction."""

    def label(self, lang: Lang = "zh") -> str:
        """Its words."""
        return self.zh if lang == "zh" else self.en


@frozen(kw_only=True)
class PlacePoints:
    """Points for a place (名次加扣分)."""

    up_to: int = 0
    """Holds for so many peers at most; 0: for any number."""
    points: tuple[Fraction, ...]
    """Of the first places, in order."""
    then: Fraction
    """More, or less, for each place behind them."""

    def of(self, place: int) -> Fraction:
        """The points of a place."""
        if place <= len(self.points):
            return self.points[place - 1]
        return self.points[-1] + self.then * (place - len(self.points))


def _fixed(value: Iterable[tuple[str, Fraction]]) -> tuple[tuple[str, Fraction], ...]:
    return tuple(value)


@frozen(kw_only=True)
class Score:
    """A total and what it is made of (得分)."""

    scheme: str
    lines: tuple[tuple[str, Fraction], ...] = field(converter=_fixed)
    """Name and points of each part, in the order of the scheme."""

    @property
    def total(self) -> Fraction:
        """The sum."""
        return sum((points for _, points in self.lines), Fraction(0))


@frozen(kw_only=True)
class Scheme:
    """How a place scores (考核办法), with its source and what its text leaves open.

    >>> scheme = load_scheme("jiaojiang-2018")
    >>> score = scheme.score({"department": 66, "poll": Decimal("4.5")}, times={"last_of_month": 2})
    >>> print(scheme.told(score))
    市级部门打分66、民调满意率得分4.5、月通报末位-0.4，合计70.1
    """

    name: str
    zh: str
    en: str
    place: str
    year: int
    source: str
    parts: tuple[ScorePart, ...]
    times: tuple[Times, ...] = ()
    places: tuple[PlacePoints, ...] = ()
    load: Load | None = None
    open: tuple[OpenPoint, ...] = ()

    def title(self, lang: Lang = "zh") -> str:
        """Its name for readers."""
        return self.zh if lang == "zh" else self.en

    def score(self, marks: Mapping[str, Decimal | int], *, times: Mapping[str, int] | None = None) -> Score:
        """The total of marks for every part, and of what happened how many times.

        Raises:
            UnknownPart: the scheme has no such part; or a part of it has no marks.
            InvalidValue: more than the part gives, or less than 0.
        """
        happened = times or {}
        _known(marks, tuple(part.name for part in self.parts), whole=True)
        _known(happened, tuple(t.name for t in self.times))
        lines = []
        for part in self.parts:
            points = Fraction(marks[part.name])
            if not 0 <= points <= part.most:
                raise InvalidValue("standing.no-marks", part=part.zh, value=marks[part.name], most=_shown(part.most))
            lines.append((part.name, points))
        for kind in self.times:
            n = happened.get(kind.name, 0)
            if n < 0:
                raise InvalidValue("standing.no-times", part=kind.zh, value=n)
            if n:
                lines.append((kind.name, kind.each * n))
        return Score(scheme=self.name, lines=lines)

    def place_points(self, place: int, *, of: int) -> Fraction:
        """Points for a place among `of` peers; 0 where the scheme gives none.

        >>> scheme = load_scheme("jiaojiang-2018")
        >>> [str(scheme.place_points(place, of=9)) for place in (1, 2, 3, 4)], scheme.place_points(4, of=5)
        (['3', '3/2', '0', '-1/2'], Fraction(-2, 1))
        """
        if not 1 <= place <= of:
            raise InvalidValue("standing.no-place", n=place, of=of)
        for row in self.places:
            if not row.up_to or of <= row.up_to:
                return row.of(place)
        return Fraction(0)

    def told(self, score: Score, lang: Lang = "zh") -> str:
        """The parts of a score and their sum, in words."""
        labels = {part.name: part.label(lang) for part in self.parts} | {t.name: t.label(lang) for t in self.times}
        parts = comma(lang).join(
            say("standing.score-part", lang, part=labels[name], points=_shown(points)) for name, points in score.lines
        )
        return say("standing.score", lang, parts=parts, total=_shown(score.total))


def _known(given: Mapping[str, object], names: tuple[str, ...], *, whole: bool = False) -> None:
    for name in given:
        if name not in names:
            raise UnknownPart("part", name, names)
    for name in names if whole else ():
        if name not in given:
            raise InvalidValue("standing.part-without-marks", part=name)


def _shown(points: Fraction) -> str:
    """Points with two decimals at most, as they are written: 4.5, -0.4."""
    text = f"{percentage(points / 100, 2):f}".rstrip("0").rstrip(".")
    return text or "0"


def score_schemes() -> tuple[str, ...]:
    """Names of the shipped schemes.

    >>> score_schemes()
    ('jiaojiang-2018', 'zhenhai-2013')
    """
    return _SCHEMES.names()


def load_scheme(source: str | Path) -> Scheme:
    """A scheme: a shipped one by name, or a file of one's own.

    Raises:
        UnknownScheme: neither a shipped name nor a file.
        Unreadable: the file is no TOML in UTF-8.
        Problems: all that is wrong with it.
    """
    return _SCHEMES.load(source)


def parse_scheme(text: str, *, name: str = "") -> Scheme:
    """A scheme from the text of its TOML.

    Raises:
        Unreadable: it is no TOML.
        Problems: all that is wrong with it.
    """
    top = Table(toml_table(text, file=name))
    top.choice("schema", (SCHEMA,))
    called, zh, en, place, source = (top.text(key) for key in ("name", "zh", "en", "place", "source"))
    year = top.whole("year", 0)
    parts = tuple(_part(row) for row in top.tables("parts"))
    times = tuple(_times(row) for row in top.tables("times", ()))
    places = tuple(_places(row) for row in top.tables("places", ()))
    load = None
    if "load" in top:
        inner = top.table("load")
        load = Load(each=inner.number("each"))
        inner.close()
    open_points = tuple(open_point(row) for row in top.tables("open", ()))
    top.close()
    if top.found:
        raise Problems(name or called, tuple(top.found))
    return Scheme(
        name=called,
        zh=zh,
        en=en,
        place=place,
        year=year,
        source=source,
        parts=parts,
        times=times,
        places=places,
        load=load,
        open=open_points,
    )


def _part(row: Table) -> ScorePart:
    part = ScorePart(name=row.text("name"), zh=row.text("zh"), en=row.text("en"), most=row.number("most"))
    row.close()
    return part


def _times(row: Table) -> Times:
    times = Times(name=row.text("name"), zh=row.text("zh"), en=row.text("en"), each=row.number("each"))
    row.close()
    return times


def _places(row: Table) -> PlacePoints:
    points = PlacePoints(up_to=row.whole("up_to", 0), points=row.numbers("points"), then=row.number("then"))
    row.close()
    return points


_SCHEMES = RuleFiles(
    package="minsheng.standing", folder="schemes", unknown=UnknownScheme, kind="scheme", parse=parse_scheme
)
