"""A report as data (报告), before it is a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from minsheng.calendars.days import as_known_day
from minsheng.errors import InvalidValue, Lang, Undefined
from minsheng.reports.blocks import Block, Figure, Run, visible
from minsheng.reports.layout.lines import Lines
from minsheng.reports.layout.notebook import fragment


def _blocks(value: Iterable[Block]) -> tuple[Block, ...]:
    blocks = tuple(value)
    for block in blocks:
        if not isinstance(block, Block):
            raise InvalidValue("reports.not-a-block", value=type(block).__name__)
    return blocks


@frozen(kw_only=True)
class Report:
    """A document to be rendered (报告): blocks in reading order, every figure with its sources.

    >>> from minsheng.reports import Paragraph
    >>> print(Report(kind="note", title="Note", lang="en", blocks=[Paragraph("Nothing is recorded.")]), end="")
    Nothing is recorded.
    """

    kind: str = field(converter=visible)
    """summary, matrix, duties, monthly, ledger, status …"""
    title: str = field(converter=visible)
    day: date | Undefined = field(default=Undefined("未注明日期"), converter=as_known_day)
    """The day for which it holds (截止日期)."""
    lang: Lang = "zh"
    plan: str = field(default="", converter=visible)
    """Id of the plan it speaks of."""
    blocks: tuple[Block, ...] = field(default=(), converter=_blocks)

    def runs(self) -> Iterator[Run]:
        """Every stretch of text, in reading order."""
        for block in self.blocks:
            yield from block.runs()

    def figures(self) -> Iterator[Figure]:
        """Every number with its exact value and its sources, in reading order."""
        return (run for run in self.runs() if isinstance(run, Figure))

    def __str__(self) -> str:
        return Lines().text(self.blocks, self.lang)

    def _repr_html_(self) -> str:
        return fragment(self.blocks, self.lang)
