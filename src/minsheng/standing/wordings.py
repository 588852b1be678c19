"""The classes that circulars use (通报用语), each place its own set, as labels of a pack."""

from __future__ import annotations

from functools import cache
from typing import TypedDict

from attrs import frozen

from minsheng.errors import NotFound
from minsheng.errors.data_files import read_data
from minsheng.standing.rules import Rules


class UnknownWording(NotFound):
    """No shipped set of words has this name."""

    code = "standing.unknown-wording"


@frozen(kw_only=True)
class Wording:
    """One place's classes (通报用语).

    >>> wording("lianyungang").classes
    ('提前完成全年任务', '超序时进度', '按序时推进')
    """

    name: str
    place: str
    source: str
    words: tuple[tuple[str, str], ...]
    """Class as printed, and the level of the shipped default that it stands for; empty where none can be named."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes as printed, best first."""
        return tuple(word for word, _ in self.words)

    def on(self, rules: Rules) -> Rules:
        """The same rules with these words for the levels that they stand for.

        >>> from minsheng.standing.packs import shipped_rules
        >>> wording("bazhong").on(shipped_rules()).level("slipping").label()
        '推进缓慢'
        """
        words = {level: word for word, level in self.words if level in rules}
        return rules.worded(words, source=f"{self.place}{self.source}")


class _Word(TypedDict):
    zh: str
    level: str


class _Row(TypedDict):
    name: str
    place: str
    source: str
    words: list[_Word]


class _File(TypedDict):
    wordings: list[_Row]


@cache
def wordings() -> tuple[Wording, ...]:
    """All shipped sets."""
    return tuple(
        Wording(
            name=row["name"],
            place=row["place"],
            source=row["source"],
            words=tuple((word["zh"], word["level"]) for word in row["words"]),
        )
        for row in read_data("minsheng.standing", "wordings.toml", _File)["wordings"]
    )


def wording(name: str) -> Wording:
    """A shipped set by its name.

    Raises:
        UnknownWording: none has this name; carries those that there are.
    """
    for found in wordings():
        if found.name == name:
            return found
    raise UnknownWording("wording", name, tuple(w.name for w in wordings()))
