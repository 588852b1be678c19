"""A second document in the file (另一份文件): its title stands between the projects of the first, and those behind are its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from minsheng.errors import Severity
from minsheng.intake.drafts import Draft
from minsheng.intake.letterhead.signatures import is_body_name, letterhead_words
from minsheng.intake.passages import Passage, blocks_of
from minsheng.intake.trail import Trail
from minsheng.text import number

_FIELDS = "document, name, leads, partners, leaders, deadlines, targets, items, progress"
_SHORTEST, _LONGEST = 8, 80
_SHOWN = 60
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年")
_MARKS = re.compile(r"[。；;：，,！!？?\t|]")
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,4}[)）、.．]|第[\d一二三四五六七八九十]{1,4}[项条件]")
_TAIL = re.compile(r"[（(][^（）()]{0,30}[)）]$")


@cache
def _of_notices() -> tuple[str, ...]:
    return tuple(f"的{kind}" for kind in letterhead_words()["notices"])


def tell_second_notice(
    title: str, year: int, lines: Sequence[Passage], drafts: Sequence[Draft], numbers: Sequence[str], trail: Trail
) -> None:
    """A finding for each title behind one project and in front of another: the projects behind it are doubtful."""
    if not lines:
        return
    begins = [min(own) for d in drafts if (own := blocks_of(d.own))]
    if len(begins) < 2 or len(begins) != len(drafts):
        return
    order = sorted(range(len(begins)), key=begins.__getitem__)
    starts = [begins[k] for k in order]
    titles: list[tuple[int, Passage]] = []  # each with how many projects stand in front of it
    for at, found in _titles(title, year, lines, starts[0], starts[-1]):
        before = bisect_right(starts, at)
        if not titles or titles[-1][0] < before:  # the list annexed to a second notice is no third
            titles.append((before, found))
    for (before, found), (until, _) in pairwise([*titles, (len(starts), Passage(""))]):
        nos = "、".join(numbers[k] for k in order[before:until])
        text, n = found.text[:_SHOWN], until - before
        trail.find("intake.second-notice", Severity.WARNING, found, text=text, n=n, nos=nos, field=_FIELDS)


def _titles(title: str, year: int, lines: Sequence[Passage], first: int, last: int) -> Iterator[tuple[int, Passage]]:
    """Block and words of each line between the blocks `first` and `last` that is a title, but not the document's own."""
    for i, line in enumerate(lines):
        at = next(iter(blocks_of([line])), -1)
        if not first < at < last:
            continue
        found = _titled(line.squeezed(), lines[i + 1].squeezed() if i + 1 < len(lines) else Passage(""), year)
        if found is None:
            continue
        first = found.spans[-1].spot.block  # a title over two lines is one
        above = lines[i - 1].squeezed() if i else Passage("")
        if is_body_name(above.text):
            found = Passage.joined([above, found])
        if found.text not in title:  # the first one's own, printed again
            yield at, found


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
    if not _SHORTEST <= len(plain) <= _LONGEST or _MARKS.search(plain) or _NUMBERED.match(plain):
        return False
    if plain.endswith(_of_notices()):
        return True
    if not plain.endswith(letterhead_words()["kinds"]) or "实事" not in plain:
        return False
    years = [number(m[1]) for m in _YEAR.finditer(plain)]
    return bool(years) and year not in years
