"""Older forms of statements (旧版格式): brought to the present form when they are read; what is stored stays as it is.

A kind whose form changes gets the next `version`, and one step here from the version before. Steps are applied one
after the other, so that each is written once and never touched again.
"""

from __future__ import annotations

from collections.abc import Callable

Body = dict[str, object]
Step = Callable[[Body], Body]
"""Makes of the body of a statement, as stored, one of the next version; must not change the one that it is given."""

STEPS: dict[tuple[str, int], Step] = {}
"""By type and the version that a step begins with. No released form has changed yet."""


def upgraded(type: str, version: object, wanted: int, body: Body) -> Body | None:
    """The body in version `wanted` of its type; None where it is newer, or from no known version.

    >>> upgraded("progress", 2, 1, {"type": "progress", "version": 2}) is None
    True
    """
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < wanted:
        return None
    for step in range(version, wanted):
        if (type, step) not in STEPS:
            return None
        body = STEPS[type, step](body)
    return body
