"""A second document in the file (另一份文件): its title stands between the projects of the first, and those behind are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from minsheng.errors import Severity
from minsheng.intake.drafts import Draft
from minsheng.intake.passages import Passage
from minsheng.intake.signatures import is_body_name, letterhead_words
from minsheng.intake.trail import Trail
from minsheng.text import number

_FIELDS = "document, name, leads, partners, leaders, deadlines, targets, items, progress"
_SHORTEST, _LONGEST = 8, 80
_SHOWN = 60
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年")
_MARKS = re.compile(r"[。；;：，,！!？?\t|]")
_TAIL = re.compile(r"[（(][^（）()]{0,30}[)）]$")


@cache
def _of_notices() -> tuple[str, ...]:
    return tuple(f"的{kind}" for kind in letterhead_words()["notices"])


def tell_second_notice(
    title: str, year: int, lines: Sequence[Passage], drafts: Sequence[Draft], numbers: Sequence[str], trail: Trail
) -> None:
    """A finding for each title behind one project and in front of another: the projects behind it are doubtful."""
    begins = [min(own) for d in drafts if (own := _blocks(d))]
    if len(begins) < 2 or len(begins) != len(drafts):
        return
    first, last = min(begins), max(begins)
    for i, line in enumerate(lines):
        at = line.spans[0].spot.block if line.spans else -1
        if not first < at < last:
            continue
        found = _titled(line.squeezed(), lines[i + 1].squeezed() if i + 1 < len(lines) else Passage(""), year)
        if found is None:
            continue
        first = found.spans[-1].spot.block  # a title over two lines is one
        above = lines[i - 1].squeezed() if i else Passage("")
        if is_body_name(above.text):
            found = Passage.joined([above, found])
        if found.text in title:  # the first one's own, printed again
            continue
        behind = [no for no, begin in zip(numbers, begins, strict=True) if begin > at]
        trail.find(
            "intake.second-notice",
            Severity.WARNING,
            found,
            text=found.text[:_SHOWN],
            n=len(behind),
            nos="、".join(behind),
            field=_FIELDS,
        )


def _titled(line: Passage, following: Passage, year: int) -> Passage | None:
    """The title that a line is, or that it begins and the next one ends; None if it is none."""
    if _is_title(line.text, year):
        return line
    if "关于" in line.text and not _MARKS.search(line.text) and _is_title(line.text + following.text, year):
        return Passage.joined([line, following])
    return None


def _is_title(line: str, year: int) -> bool:
    """Whether a line is the title of a document: 关于…的通知, …的通知, or the list of another year.

    >>> [
    ...     _is_title(t, 2024)
    ...     for t in ("关于印发2024年民生实事的通知", "2023年民生实事项目清单", "2024年民生实事项目清单")
    ... ]
    [True, True, False]
    >>> _is_title("落实县政府关于农村公路的通知，改造道路5公里", 2024)
    False
    """
    plain = _TAIL.sub("", line)
    if not _SHORTEST <= len(plain) <= _LONGEST or _MARKS.search(plain):
        return False
    if plain.endswith(_of_notices()):
        return True
    if not plain.endswith(letterhead_words()["kinds"]) or "实事" not in plain:
        return False
    years = [number(m[1]) for m in _YEAR.finditer(plain)]
    return bool(years) and year not in years


def _blocks(draft: Draft) -> list[int]:
    """The blocks of the document in which a project's name and contents stand."""
    return [span.spot.block for p in (draft.number_at, draft.name, *draft.contents) for span in p.spans]
