"""The classes that circulars use (通报用语), each place its own set, as labels of a pack."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from attrs import frozen

from minsheng.errors import NotFound, Problems
from minsheng.standing.rules import Rules
from minsheng.standing.strict_toml import Table


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


@cache
def wordings() -> tuple[Wording, ...]:
    """All shipped sets."""
    text = resources.files("minsheng.standing").joinpath("wordings.toml").read_text("utf-8")
    top = Table(tomllib.loads(text))
    found = tuple(_wording(row) for row in top.tables("wordings"))
    top.close()
    if top.found:
        raise Problems("wordings.toml", tuple(top.found))
    return found


def wording(name: str) -> Wording:
    """A shipped set by its name.

    Raises:
        UnknownWording: none has this name; carries those that there are.
    """
    for found in wordings():
        if found.name == name:
            return found
    raise UnknownWording("wording", name, tuple(w.name for w in wordings()))


def _wording(row: Table) -> Wording:
    words = []
    for inner in row.tables("words"):
        words.append((inner.text("zh"), inner.text("level")))
        inner.close()
    found = Wording(name=row.text("name"), place=row.text("place"), source=row.text("source"), words=tuple(words))
    row.close()
    return found
