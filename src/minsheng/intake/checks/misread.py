"""What a list of projects says by itself that something was misread (疑似误读): its number of projects, odd names, labels left in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from minsheng.errors import Severity, Undefined
from minsheng.intake.drafts import Draft
from minsheng.intake.letterhead.counts import LEAST, counts_in, counts_told
from minsheng.intake.passages import Passage, blocks_of
from minsheng.intake.tables.unread import tell_unread_label
from minsheng.intake.trail import Trail
from minsheng.intake.words.fitting import Look, look
from minsheng.intake.words.header import UNITS, Column, column_of, labels
from minsheng.intake.words.roles import bodies
from minsheng.projects import Project
from minsheng.targets import Quantity, Unit, find_targets
from minsheng.text import number

_FIELDS = "name, leads, partners, leaders, deadlines, targets, items, progress"
_NO_NAME = re.compile(r"[:：]|^[①-⑳⑴-⒇]|[（(【][^（()）]{0,6}(?:领导|单位|部门|时限|时间)|^[^\u4e00-\u9fff]*$")
"""What no project is called: a label in it, a number in front of it, no word at all."""
_LABEL = re.compile(
    r"(?:^|[；;。，,\n])[^\u4e00-\u9fff\w\n]{0,3}([\u4e00-\u9fff]{2,8})(?:[:：]|[】\]〕」]|[ \t\u3000]{2,}|\u3000)[ \t\u3000]*([^；;。\n]{2,60})"
)
_PERHAPS = re.compile("[:：】\\]〕」\t\u3000 ](?:(?<! )|(?<= ) )")
"""One of these, or two spaces, stand behind every label, so that most texts are passed in one look. It begins with a set."""
_LONGEST = 2_000
_ANNOUNCES = (*UNITS, Column.DEADLINE)


def tell_misread(
    title: str, body: Sequence[Passage], drafts: Sequence[Draft], projects: Sequence[Project], trail: Trail
) -> None:
    """The findings on the whole list, on names that are none, on labels that were taken for text."""
    _tell_count(title, body, len(projects), trail)
    names, known = Counter(p.name for p in projects), labels()
    for draft, project in zip(drafts, projects, strict=True):
        if project.name in known or _NO_NAME.search(project.name):
            where = draft.name or draft.anywhere
            trail.find("intake.odd-name", Severity.WARNING, where, no=project.no, field=_FIELDS, text=project.name[:40])
        elif names[project.name] > 1:
            where = draft.name or draft.anywhere
            trail.find("intake.name-twice", Severity.INFO, where, no=project.no, field="name", text=project.name[:40])
        if draft.outer is not None:
            text = draft.outer.squeezed().text[:40]
            trail.find("intake.level-doubtful", Severity.WARNING, draft.outer, no=project.no, field=_FIELDS, text=text)
        if len(project.targets) > _PARTS:
            _tell_sum(draft, project, trail)
        for label, value in _left_labels(draft):
            tell_unread_label(label, value, project.no, trail)


def _tell_count(title: str, body: Sequence[Passage], read: int, trail: Trail) -> None:
    """The document prints how many projects it lists, and another number was read."""
    said = [(title[start:end], None) for start, end in counts_told(title)]
    told: list[tuple[str, Passage | None]] = [*said, *counts_in(body)]
    values = [(number(printed), where) for printed, where in told]
    counts = [(int(value), where) for value, where in values if value is not None and value >= LEAST]
    if counts and all(count != read for count, _ in counts):
        count, where = counts[0]
        trail.find("intake.count-differs", Severity.INFO, where, printed=count, read=read, field="projects")


def tell_outside(body: Sequence[Passage], drafts: Sequence[Draft], numbers: Sequence[str], trail: Trail) -> None:
    """Amounts, and labels with units, in running text between the projects, or right behind the last, given to none of them."""
    places = [blocks_of((*d.own, *d.labels)) for d in drafts]
    if not all(places) or not body:
        return
    begins = sorted((min(own), k) for k, own in enumerate(places))
    first, last = begins[0][0], max(map(max, places))
    for passage in body:
        at = next(iter(blocks_of([passage])), -1)
        if not first < at <= last + 1 or len(passage) > _LONGEST:
            continue
        labels_left, amounts = [*_labels_in(passage)], bool(find_targets(passage.text))
        if not labels_left and not amounts:
            continue
        before = begins[bisect_left(begins, (at,)) - 1][0]
        no = numbers[begins[bisect_left(begins, (before,))][1]]
        for label, value in labels_left:
            tell_unread_label(label, value, no, trail)
        if not amounts:
            continue
        text = passage.squeezed().text[:40]
        trail.find("intake.amount-outside", Severity.WARNING, passage, no=no, field="targets, deadlines", text=text)


_PARTS = 2
"""So many amounts at least are the parts of one before them."""


def _tell_sum(draft: Draft, project: Project, trail: Trail) -> None:
    """The amounts behind the first of the same unit make its sum: whoever adds up counts twice."""
    first = _first_sum([t.quantity for t in project.targets])
    if first is not None:
        where = draft.contents[0] if draft.contents else draft.anywhere
        words, parts = str(first[0]), first[1]
        trail.find("intake.parts-of-sum", Severity.WARNING, where, no=project.no, field="targets", text=words, n=parts)


def _first_sum(quantities: Sequence[Quantity | Undefined]) -> tuple[Quantity, int] | None:
    """The first that those of its unit behind it make up, and how many they are. From the back, each is added once."""
    behind: dict[Unit, tuple[Decimal, int]] = {}
    found = None
    for quantity in reversed(quantities):
        if isinstance(quantity, Undefined):
            continue
        total, parts = behind.get(quantity.unit, (Decimal(0), 0))
        if parts >= _PARTS and total == quantity.value:
            found = quantity, parts
        behind[quantity.unit] = total + quantity.value, parts + 1
    return found


def _left_labels(draft: Draft) -> Iterator[tuple[Passage, Passage]]:
    """Labels of units and limits that stand in the text of a project as if they were words of it."""
    for passage in draft.contents:
        yield from _labels_in(passage)


def _labels_in(passage: Passage) -> Iterator[tuple[Passage, Passage]]:
    if len(passage) > _LONGEST or _PERHAPS.search(passage.text) is None:
        return
    for match in _LABEL.finditer(passage.text):
        told = column_of(match[1])
        named = told in _ANNOUNCES or match[1].endswith((*bodies(), "领导", "时限", "期限"))
        if named and (told in _ANNOUNCES or look(match[2]) in (Look.UNIT, Look.TIME)):
            yield passage[match.start(1) : match.end(1)], passage[match.start(2) : match.end(2)]
