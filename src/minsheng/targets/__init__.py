"""What was promised, in numbers (目标): units, quantities with their hedges, targets, achievement.

The grammar of single values and of running text stands in ``grammar``; its words are read when first used.
"""

from __future__ import annotations

from minsheng.targets.achievement import Achievement, achievement
from minsheng.targets.finding.deliverables import find_targets
from minsheng.targets.finding.overlooked import Overlooked, OverlookedReason, find_overlooked
from minsheng.targets.finding.reported import FoundReport, Said, find_reported, percent_of
from minsheng.targets.found import FoundQuantity
from minsheng.targets.qualifiers import Qualifier
from minsheng.targets.quantity import Quantity
from minsheng.targets.target import Aggregation, Direction, Target
from minsheng.targets.units import Unit, UnitTable, default_units

__all__ = [
    "Achievement",
    "Aggregation",
    "Direction",
    "FoundQuantity",
    "FoundReport",
    "Overlooked",
    "OverlookedReason",
    "Qualifier",
    "Quantity",
    "Said",
    "Target",
    "Unit",
    "UnitTable",
    "achievement",
    "default_units",
    "find_overlooked",
    "find_reported",
    "find_targets",
    "percent_of",
]
