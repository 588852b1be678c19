"""Days, working days, periods, time limits and rhythms of Chinese offices (日历、周期、时限、频次)."""

from minsheng.calendars.cadence import Cadence
from minsheng.calendars.china import ChinaCalendar
from minsheng.calendars.days import Day, as_day, day_text, full_day, weekday_name
from minsheng.calendars.deadlines import Deadline, Effective, FoundDeadline, find_deadlines
from minsheng.calendars.decrees import Decree, Holiday, shipped_decrees
from minsheng.calendars.due_rules import DueRule
from minsheng.calendars.milestones import Milestone
from minsheng.calendars.notice_clauses import ReadHoliday
from minsheng.calendars.notices import DecreeReading, read_decree
from minsheng.calendars.overlays import Days, LocalDay, Overlay
from minsheng.calendars.periods import Period, PeriodKind
from minsheng.calendars.rolls import Roll, RollAfter, Rolled, RollPolicy, roll, roll_policy
from minsheng.calendars.status import DayInfo, DayKind, DayStatus, TellsWhy, Unannounced, WorkCalendar, describe
from minsheng.calendars.terms import Extension, Term, TermLength, TermUnit

__all__ = [
    "Cadence",
    "ChinaCalendar",
    "Day",
    "DayInfo",
    "DayKind",
    "DayStatus",
    "Days",
    "Deadline",
    "Decree",
    "DecreeReading",
    "DueRule",
    "Effective",
    "Extension",
    "FoundDeadline",
    "Holiday",
    "LocalDay",
    "Milestone",
    "Overlay",
    "Period",
    "PeriodKind",
    "ReadHoliday",
    "Roll",
    "RollAfter",
    "RollPolicy",
    "Rolled",
    "TellsWhy",
    "Term",
    "TermLength",
    "TermUnit",
    "Unannounced",
    "WorkCalendar",
    "as_day",
    "day_text",
    "describe",
    "find_deadlines",
    "full_day",
    "read_decree",
    "roll",
    "roll_policy",
    "shipped_decrees",
    "weekday_name",
]
