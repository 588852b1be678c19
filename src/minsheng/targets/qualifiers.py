"""How a number is hedged (限定): 约, 以上, 余, 不超过, 区间, 全覆盖."""

from __future__ import annotations

import enum


class Qualifier(enum.Enum):
    """How the promised number is to be understood (限定词)."""

    EXACT = "exact"
    APPROX = "approx"
    """约, 左右, 近. No tolerance follows from it."""
    AT_LEAST = "at_least"
    """以上, 不少于, 至少."""
    AT_MOST = "at_most"
    """以内, 不超过, 控制在…内, 低于."""
    OVER = "over"
    """余, 多, 超过."""
    RANGE = "range"
    """A—B; reached at A."""
    FULL_COVERAGE = "full_coverage"
    """全覆盖, 应…尽…: 100 % of a whole that the text does not count."""
