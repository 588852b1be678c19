"""What a name tells about its bearer (单位性质), by the rules of kinds.toml."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources

from attrs import frozen

from minsheng.responsibility.names import fold


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
    text = resources.files("minsheng.responsibility").joinpath("kinds.toml").read_text("utf-8")
    return tuple(
        _Rule(row["kind"], *(tuple(map(fold, row.get(part, ()))) for part in ("begins", "ends", "holds")))
        for row in tomllib.loads(text)["rule"]
    )


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str:
    """Value of the OrganisationKind that the first fitting rule names; "unknown" if none fits.

    >>> kind_of("杰森热力"), kind_of("县法院"), kind_of("周明远")
    ('enterprise', 'court', 'unknown')
    """
    folded = fold(name)
    return next((rule.kind for rule in _rules() if rule.fits(folded)), "unknown")
