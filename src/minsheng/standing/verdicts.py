"""Which rule gave a level (判定依据)."""

from __future__ import annotations

import enum


class Verdict(enum.Enum):
    """Which rule gave a node its level; the first that holds, in this order."""

    STOPPED = "stopped"
    STANDARD = "standard"
    """每人每年100元: nothing to add up."""
    REACHED = "reached"
    """Done: the ratio is at least 1."""
    RECORDED = "recorded"
    """Done: a lead recorded the completion."""
    PAUSED = "paused"
    OVERDUE = "overdue"
    NO_NUMBER = "no-number"
    UNREPORTED = "unreported"
    NEVER_REPORTED = "never-reported"
    """No report, and the limit of stale data passed since the document's date."""
    STALE = "stale"
    NO_RATIO = "no-ratio"
    NO_TRAJECTORY = "no-trajectory"
    NO_MEASURE = "no-measure"
    """A rule of the pack has nothing to measure."""
    OPEN = "open"
    """The text of the pack does not say which level such a number has."""
    BAND = "band"
    WORST_PART = "worst-part"
    MASKED = "masked"
    """Parts without data keep the whole from the level of its worst ranked part."""
    NO_RANKED_PART = "no-ranked-part"
