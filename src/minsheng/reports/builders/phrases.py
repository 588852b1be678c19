"""Sentences of a report as runs (语句): the words come from the data file, the numbers keep their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from minsheng.errors import Lang, say
from minsheng.reports.blocks import Run

Part: TypeAlias = str | int | Run | Sequence[Run]
_MARK = re.compile("\x00([a-z_]+)\x00")


def phrase(code: str, lang: Lang, /, **parts: Part) -> tuple[Run, ...]:
    """The sentence ``reports.<code>`` with its fields filled in; a field that is a run stays one.

    >>> [run.text for run in phrase("month-entries", "zh", period="8月", n=Run("3", sources=["entry:1"]))]
    ['8月共收到进展填报', '3', '条。']
    """
    template = say(f"reports.{code}", lang, **{name: f"\x00{name}\x00" for name in parts})
    runs: list[Run] = []
    words = ""
    for i, piece in enumerate(_MARK.split(template)):
        part: Part = piece if i % 2 == 0 else parts[piece]
        if isinstance(part, (str, int)):
            words += str(part)
            continue
        if words:
            runs.append(Run(words))
            words = ""
        runs += [part] if isinstance(part, Run) else part
    return (*runs, Run(words)) if words else tuple(runs)


def joined(parts: Iterable[Run | Sequence[Run]], separator: str) -> tuple[Run, ...]:
    """Runs with `separator` between them."""
    found: list[Run] = []
    for i, part in enumerate(parts):
        if i:
            found.append(Run(separator))
        found += [part] if isinstance(part, Run) else part
    return tuple(found)
