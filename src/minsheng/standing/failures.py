"""What is asked of a standing and is not there."""

from __future__ import annotations

from minsheng.errors import NotFound


class UnknownNode(NotFound):
    """The plan has no project, item or target of this number."""

    code = "standing.unknown-node"


class UnknownLead(NotFound):
    """No lead unit has this name."""

    code = "standing.unknown-lead"
