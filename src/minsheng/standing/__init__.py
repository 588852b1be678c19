"""How each commitment stands on a day, by whose rules, and why (进展研判): levels, rule packs, roll-ups, duties met."""

from minsheng.standing.assess import assess
from minsheng.standing.bands import NEXT, Band, check_bands
from minsheng.standing.bases import Basis
from minsheng.standing.checking import Comparison, check_pack, compare
from minsheng.standing.facts import Amendment, Completion, NodeKind
from minsheng.standing.failures import UnknownLead, UnknownNode
from minsheng.standing.fulfilment import DutyFulfilment, DutyRow, DutyStatus, fulfilment
from minsheng.standing.judge import Judgement, RuleStep, judge
from minsheng.standing.levels import Level
from minsheng.standing.money import Money, money
from minsheng.standing.nodes import Node
from minsheng.standing.pace import Pace
from minsheng.standing.packs import DEFAULT, UnknownRules, load_rules, parse_rules, rule_packs, shipped_rules
from minsheng.standing.percents import Figures, percent, percentage
from minsheng.standing.plain import dump_standing
from minsheng.standing.proposing import sightings
from minsheng.standing.ranking import Load, Placing, Ranking, ranking
from minsheng.standing.rules import Curve, Rule, Rules, UnknownLevel
from minsheng.standing.scores import Scheme, Score, UnknownPart, UnknownScheme, load_scheme, parse_scheme, score_schemes
from minsheng.standing.selection import select
from minsheng.standing.since import LevelChange, Since
from minsheng.standing.stale import StaleLimit
from minsheng.standing.standing import Standing
from minsheng.standing.surveys import Contentment, Poll, polls
from minsheng.standing.trajectory import (
    BackLoading,
    Linear,
    Planned,
    SCurve,
    Steps,
    Trajectory,
    WorkingDays,
    back_loading,
)
from minsheng.standing.verdicts import Verdict
from minsheng.standing.wordings import UnknownWording, Wording, wording, wordings

__all__ = [
    "DEFAULT",
    "NEXT",
    "Amendment",
    "BackLoading",
    "Band",
    "Basis",
    "Comparison",
    "Completion",
    "Contentment",
    "Curve",
    "DutyFulfilment",
    "DutyRow",
    "DutyStatus",
    "Figures",
    "Judgement",
    "Level",
    "LevelChange",
    "Linear",
    "Load",
    "Money",
    "Node",
    "NodeKind",
    "Pace",
    "Placing",
    "Planned",
    "Poll",
    "Ranking",
    "Rule",
    "RuleStep",
    "Rules",
    "SCurve",
    "Scheme",
    "Score",
    "Since",
    "StaleLimit",
    "Standing",
    "Steps",
    "Trajectory",
    "UnknownLead",
    "UnknownLevel",
    "UnknownNode",
    "UnknownPart",
    "UnknownRules",
    "UnknownScheme",
    "UnknownWording",
    "Verdict",
    "Wording",
    "WorkingDays",
    "assess",
    "back_loading",
    "check_bands",
    "check_pack",
    "compare",
    "dump_standing",
    "fulfilment",
    "judge",
    "load_rules",
    "load_scheme",
    "money",
    "parse_rules",
    "parse_scheme",
    "percent",
    "percentage",
    "polls",
    "ranking",
    "rule_packs",
    "score_schemes",
    "select",
    "shipped_rules",
    "sightings",
    "wording",
    "wordings",
]
