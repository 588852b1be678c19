"""Words for a seal behind the name of who signs (盖章)."""

from __future__ import annotations

import re

from minsheng.intake.passages import Passage

SEAL = r"[（(](?:盖章|公章|印章|签章|章|印)[)）]"
"""As a copy prints it: 甲县人民政府（盖章）."""
_AT_END = re.compile(SEAL + r"\Z")


def without_seal(line: Passage) -> Passage:
    """The line without it; the words of the seal are a name's no part.

    >>> without_seal(Passage("甲县人民政府（盖章）")).text
    '甲县人民政府'
    """
    if not line.text.endswith(("章）", "章)", "印）", "印)")):
        return line
    seal = _AT_END.search(line.text)
    return line if seal is None or not seal.start() else line[: seal.start()]
