"""What a party has to do with a project (职责)."""

from __future__ import annotations

import enum

from attrs import frozen

from minsheng.errors import Lang, say


class Role(enum.Enum):
    """The part that a party takes (分工).

    >>> Role.LEAD.text(), Role.PARTNER.text("en")
    ('主办', 'partner')
    """

    LEAD = "lead"
    """主办, 牵头: answers for the result and reports it."""
    PARTNER = "partner"
    """协办, 配合."""
    LEADER = "leader"
    """分管领导: the head or vice-head of government in charge, a person or a post."""
    SUPERVISOR = "supervisor"
    """督查: watches and reports, does not carry out."""

    def text(self, lang: Lang = "zh") -> str:
        """Its name for a reader."""
        return say(f"responsibility.role-{self.value}", lang)


@frozen(kw_only=True)
class Assignment:
    """That one party takes one part in one project (任务分工).

    >>> Assignment(party="县民政局", role=Role.LEAD, project="10").role.text()
    '主办'
    """

    party: str
    """Canonical name of the organisation, group or post."""
    role: Role
    project: str
    """Number of the project, as printed: 10."""
