"""The contract of readers (读取器插件), version 1.

Laws, tested by `minsheng.testing.ReaderConformance`:

- `read` gives a `SourceDocument`, the same for the same bytes, or raises `Unreadable`; nothing else.
- Every paragraph and cell has text a person can read and a place that a person can find; no cell of a grid covers
  another's place, and within a cell a line break is one line feed, the border between two paragraphs two.
- Nothing visible is lost in silence: what is no part of the document stands in `aside`, what was left out in `findings`.
- No control character comes from the reader. It fetches nothing, runs nothing of the document, and writes nothing.
- Empty, cut and damaged bytes are refused, or read; time and memory are bounded by the size of the input.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from minsheng.intake.source import SourceDocument

CONTRACT_VERSION = 1
"""Raised only when a reader written for the former version would no longer pass the suite."""


@runtime_checkable
class Reader(Protocol):
    """Turns the bytes of one format into a document. A plain attribute is enough for the property."""

    @property
    def format(self) -> str:
        """What its documents say of themselves: docx."""

    def accepts(self, data: bytes, *, file: str) -> bool:
        """Whether the bytes are of this format, told by what they are; `file` is a hint, and may be empty. Quick."""

    def read(self, data: bytes, *, file: str) -> SourceDocument:
        """The document; `file` is the name for places and messages.

        Raises:
            Unreadable: broken, locked, too large, or nothing that a person could read.
            MissingExtra: a package or program that it needs is not installed.
        """
