"""What a name tells about its bearer (单位性质), by the rules of kinds.toml."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NotRequired, TypedDict

from attrs import frozen

from minsheng.errors.data_files import read_data
from minsheng.responsibility.names import fold


class _Row(TypedDict):
    kind: str
    begins: NotRequired[str]
    ends: NotRequired[str]
    holds: NotRequired[str]


class _File(TypedDict):
    rule: list[_Row]


@frozen
class _Rule:
    kind: str
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    holds: tuple[str, ...]

    def fits(self, name: str) -> bool:
        return name.startswith(self.begins) or name.endswith(self.ends) or any(part in name for part in self.holds)


@cache
def _rules() -> tuple[_Rule, ...]:
    rows = read_data("minsheng.responsibility", "kinds.toml", _File)["rule"]
    return tuple(
        _Rule(row["kind"], _folded(row.get("begins", "")), _folded(row.get("ends", "")), _folded(row.get("holds", "")))
        for row in rows
    )


def _folded(words: str) -> tuple[str, ...]:
    return tuple(map(fold, words.split()))


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str:
    """Value of the OrganisationKind that the first fitting rule names; "unknown" if none fits.

    >>> kind_of("杰森热力"), kind_of("县法院"), kind_of("周明远")
    ('enterprise', 'court', 'unknown')
    """
    folded = fold(name)
    return next((rule.kind for rule in _rules() if rule.fits(folded)), "unknown")
