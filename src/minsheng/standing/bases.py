"""What the bands of a rule measure (评判依据): each basis with the numbers that it can have."""

from __future__ import annotations

import enum
from decimal import Decimal


class Basis(enum.Enum):
    """What the bands of a rule measure (评判依据)."""

    POINTS_BELOW = "points-below"
    """Percentage points below the trajectory (落后于序时进度的百分点); negative = ahead."""
    RATIO = "ratio"
    """Done as a percentage of what the trajectory asks for (完成比例占序时进度的百分比)."""
    PROGRESS = "progress"
    """Done as a percentage of the target (完成比例), whatever the day."""
    PERIOD_SHARE = "period-share"
    """Done in the last whole period as a percentage of that period's task (当期任务完成率)."""
    MISSED_IN_A_ROW = "missed-in-a-row"
    """How many whole periods, the last one and those before it, ended below the trajectory (连续未完成当期任务的期数)."""
    GAPS_OPEN = "gaps-open"
    """Whole periods that ended below the trajectory and are not made good to this day (欠账期数)."""
    GAPS_FILLED = "gaps-filled"
    """Whole periods that ended below the trajectory and were made good later (后来补上的期数)."""
    NOT_STARTED = "not-started"
    """Whole periods since the planned start, its own included, that ended without it (应开工未开工的期数)."""
    NEARNESS = "nearness"
    """Days from the day to the deadline (距完成时限的天数); negative = passed."""
    RANK = "rank"
    """Place among the projects of the plan, counted from the one furthest below its trajectory (倒数名次)."""

    @property
    def whole(self) -> bool:
        """Whether it counts: then only whole numbers occur."""
        return self in _COUNTS

    @property
    def least(self) -> Decimal | None:
        """The smallest number that can occur, itself included; None where there is none: a corrected total may fall."""
        if not self.whole or self is Basis.NEARNESS:
            return None
        return Decimal(1 if self is Basis.RANK else 0)

    @property
    def by_period(self) -> bool:
        """Whether it looks at whole periods, so that a rule must say which."""
        return self in _BY_PERIOD


_BY_PERIOD = (Basis.PERIOD_SHARE, Basis.MISSED_IN_A_ROW, Basis.GAPS_OPEN, Basis.GAPS_FILLED, Basis.NOT_STARTED)
_COUNTS = (
    Basis.MISSED_IN_A_ROW,
    Basis.GAPS_OPEN,
    Basis.GAPS_FILLED,
    Basis.NOT_STARTED,
    Basis.NEARNESS,
    Basis.RANK,
)
