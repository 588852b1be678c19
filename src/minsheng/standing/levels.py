"""Levels (进展等次): names with a rank; colours, marks and local words are labels of a rule pack."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from minsheng.errors import Lang


@frozen(kw_only=True)
class Level:
    """How a commitment stands (等次), as a rule pack names it.

    >>> Level("behind", rank=20, zh="滞后", en="behind", mark="■", colour="red").label()
    '滞后'
    """

    name: str = field(kw_only=False)
    """Stable: done, behind."""
    rank: int | None = None
    """Higher is better; None for a level that can not be compared: no data, no number."""
    zh: str = ""
    """The word of the county: 滞后, 慢序时."""
    en: str = ""
    mark: str = ""
    """A sign that every console can print: ● ▲ ■ ◆ ○."""
    colour: str = ""
    """Name of the light's colour, a label only: red is praise in one county and blame in the next."""
    masks: str = ""
    """Beside a part on this unranked level, a whole whose ranked parts are all at the named level or better takes over
    this level: missing data never hide behind a green light."""
    counted: bool = True
    """False: left out of roll-ups and listed (a standard, a stopped project)."""
    then_zh: str = ""
    """What the rules say is done about it (处置): 约谈, 下发督办函; empty where they say nothing."""
    then_en: str = ""

    def label(self, lang: Lang = "zh") -> str:
        """The word for it."""
        return (self.zh if lang == "zh" else self.en) or self.name

    def then(self, lang: Lang = "zh") -> str:
        """What the rules say is done about it; empty where they say nothing."""
        return (self.then_zh if lang == "zh" else self.then_en) or self.then_zh

    def __str__(self) -> str:
        return self.label()


def worst(levels: Iterable[Level]) -> Level | None:
    """The ranked level with the lowest rank; None if none is ranked.

    >>> worst([Level("done", rank=6), Level("behind", rank=2), Level("unknown")]).name
    'behind'
    """
    ranked = [(level.rank, level) for level in levels if level.rank is not None]
    return min(ranked, key=_rank)[1] if ranked else None


def _rank(pair: tuple[int, Level]) -> int:
    return pair[0]
