"""In which state of a case which steps may be taken (督办流程); the table is ``machine.toml``."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from functools import cache

from minsheng.errors import Lang, say
from minsheng.errors.data_files import read_data
from minsheng.ledger import (
    CaseClosed,
    CaseEscalated,
    CaseExtended,
    CaseReminded,
    CaseReopened,
    CaseReplied,
    CaseReturned,
    CaseStep,
    CaseVerified,
    ExtensionAsked,
)

BACK = "back"
"""In the table: the state in which more time was asked for."""


class CaseState(enum.Enum):
    """Where a case stands (督办状态)."""

    OPEN = "open"
    """待反馈: a reply is owed."""
    WORKING = "working"
    """办理中: the unit has told how far it is; it is not finished."""
    ASKED = "asked"
    """待批延期: a request for more time waits for an answer."""
    REPLIED = "replied"
    """待核实: the unit says that it is finished."""
    RETURNED = "returned"
    """退回重办"""
    FAILED = "failed"
    """核实未通过"""
    VERIFIED = "verified"
    """待销号: somebody other than the unit has seen that it is so."""
    CLOSED = "closed"
    """已销号"""
    REOPENED = "reopened"
    """重新督办"""

    @property
    def owes_reply(self) -> bool:
        """Whether the unit owes a reply, and has not told anything since it was asked."""
        return self in _OWING

    @property
    def with_unit(self) -> bool:
        """Whether the next step is the unit's; else it is the supervision office's, or nobody's."""
        return self.owes_reply or self is CaseState.WORKING

    def label(self, lang: Lang = "zh") -> str:
        """Its word: 待反馈, 待核实."""
        return say(f"supervision.state-{self.value}", lang)


_OWING = frozenset((CaseState.OPEN, CaseState.RETURNED, CaseState.FAILED, CaseState.REOPENED))


class Step(enum.Enum):
    """What can be done in a case (督办环节)."""

    REPLY = "reply"
    """反馈: how far it is, and why it is not finished."""
    FINISH = "finish"
    """办结报告"""
    REMIND = "remind"
    """提醒、催办"""
    RETURN = "return"
    """退回: of a reply, or of a request for more time."""
    ASK = "ask"
    """申请延期"""
    EXTEND = "extend"
    """同意延期"""
    ESCALATE = "escalate"
    """升级"""
    PASS = "pass"
    """核实属实"""
    FAIL = "fail"
    """核实不属实或未到位"""
    CLOSE = "close"
    """办结销号"""
    DROP = "drop"
    """撤销督办: closed without being finished, with a reason."""
    REOPEN = "reopen"
    """重新督办"""

    def label(self, lang: Lang = "zh") -> str:
        """Its word: 催办, 办结销号."""
        return say(f"supervision.step-{self.value}", lang)


_PLAIN: dict[type[CaseStep], Step] = {
    CaseReminded: Step.REMIND,
    CaseReturned: Step.RETURN,
    ExtensionAsked: Step.ASK,
    CaseExtended: Step.EXTEND,
    CaseEscalated: Step.ESCALATE,
    CaseReopened: Step.REOPEN,
}


def step_of(said: CaseStep) -> Step | None:
    """Which step a statement is; None for a kind that this version does not know."""
    match said:
        case CaseReplied():
            return Step.FINISH if said.finished else Step.REPLY
        case CaseVerified():
            return Step.PASS if said.passed else Step.FAIL
        case CaseClosed():
            return Step.DROP if said.dropped else Step.CLOSE
        case _:
            return _PLAIN.get(type(said))


@cache
def table() -> Mapping[CaseState, Mapping[Step, CaseState | None]]:
    """State → step that is allowed in it → state after it; None: the state in which more time was asked for.

    >>> [step.value for step in table()[CaseState.VERIFIED]]
    ['pass', 'fail', 'close']
    """
    rows = read_data("minsheng.supervision", "machine.toml", dict[str, dict[str, str]])
    return {
        state: {Step(step): None if after == BACK else CaseState(after) for step, after in rows[state.value].items()}
        for state in CaseState
    }


def allowed(state: CaseState) -> tuple[Step, ...]:
    """The steps that may be taken in a state, as the table lists them."""
    return tuple(table()[state])
