"""The contract of renderers (输出格式插件), version 1.

Laws, tested by `minsheng.testing.RendererConformance`:

- `render` returns bytes, the same for the same report, in whatever order and however often it is asked.
- It renders every block type that `supports` names; `render()` of this room refuses the others for it.
- Nothing that the report says is lost: each text of each block can be found in the output of a text format.
- What the report says stays text: no formula, script, link or markup comes from a cell.
- It asks no clock, reads no network, changes nothing outside of what it returns.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from minsheng.reports.blocks import Block
from minsheng.reports.report import Report

CONTRACT_VERSION = 1
"""Raised only when a renderer written for the former version would no longer pass the suite."""


@runtime_checkable
class Renderer(Protocol):
    """Turns a report into the bytes of one format. Plain attributes are enough for the properties."""

    @property
    def name(self) -> str:
        """What it is called by: docx."""

    @property
    def suffix(self) -> str:
        """Of the files it makes, with the dot: .docx"""

    @property
    def supports(self) -> frozenset[type[Block]]:
        """The block types it can render, exactly these (children of them included)."""

    def render(self, report: Report) -> bytes:
        """The whole file."""
