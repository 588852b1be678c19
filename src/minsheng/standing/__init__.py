"""How each commitment stands on a day, by whose rules, and why (进展研判): levels, rule packs, roll-ups, duties met."""

from minsheng.standing.assess import assess
from minsheng.standing.bands import Band, check_bands
from minsheng.standing.fulfilment import DutyFulfilment, DutyRow, DutyStatus, fulfilment
from minsheng.standing.judge import Judgement, judge
from minsheng.standing.levels import Level
from minsheng.standing.nodes import Amendment, Completion, Node, NodeKind
from minsheng.standing.packs import DEFAULT, UnknownRules, load_rules, parse_rules, rule_packs, shipped_rules
from minsheng.standing.percents import Figures, percent, percentage
from minsheng.standing.plain import standing_dict
from minsheng.standing.rules import Basis, Rules, StaleLimit, UnknownLevel
from minsheng.standing.standing import Standing, UnknownLead, UnknownNode
from minsheng.standing.trajectory import Linear, Trajectory
from minsheng.standing.verdicts import Verdict

__all__ = [
    "DEFAULT",
    "Amendment",
    "Band",
    "Basis",
    "Completion",
    "DutyFulfilment",
    "DutyRow",
    "DutyStatus",
    "Figures",
    "Judgement",
    "Level",
    "Linear",
    "Node",
    "NodeKind",
    "Rules",
    "StaleLimit",
    "Standing",
    "Trajectory",
    "UnknownLead",
    "UnknownLevel",
    "UnknownNode",
    "UnknownRules",
    "Verdict",
    "assess",
    "check_bands",
    "fulfilment",
    "judge",
    "load_rules",
    "parse_rules",
    "percent",
    "percentage",
    "rule_packs",
    "shipped_rules",
    "standing_dict",
]
