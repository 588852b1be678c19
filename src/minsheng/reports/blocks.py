"""What a report is made of (内容块): plain data that any renderer can put on paper or on a screen.

A number is a `Figure`: it carries its exact value, what it measures and where it comes from, so that whoever doubts
it can recompute it. Text is made harmless when a `Run` is made: characters that a reader can not see (control
characters, changes of direction) become visible as ``[U+202E]``, so no renderer has to think of them.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from minsheng.errors import InvalidValue

_DROPPED = "\u200b\u2060\ufeff\u00ad\r"
_BREAKS = "\n\u2028\u2029\u0085"


def visible(text: str) -> str:
    """`text` with nothing hidden in it: line feeds stay, other white space is a space, the unseen is written out.

    >>> visible("县住建局\\u202e（副本）\\x07")
    '县住建局[U+202E]（副本）[U+0007]'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _shown(c) for c in text)


def _shown(c: str) -> str:
    if c in _BREAKS:
        return "\n"
    if c in _DROPPED:
        return ""
    if c == "\t" or unicodedata.category(c) == "Zs":
        # the ideographic space is how Chinese text indents
        return c if c == "\u3000" else " "
    return f"[U+{ord(c):04X}]"


class Tone(enum.Enum):
    """How a run wants to be looked at (语气); the words say the same, so a renderer without colour loses nothing."""

    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    ALERT = "alert"
    QUIET = "quiet"


def _sources(value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(visible(source) for source in value)


@frozen(kw_only=True)
class Run:
    """A stretch of text (文字) and where it comes from."""

    text: str = field(kw_only=False, converter=visible)
    """Line feeds are line breaks."""
    strong: bool = False
    tone: Tone = Tone.PLAIN
    sources: tuple[str, ...] = field(default=(), converter=_sources)
    """Entry ids and paths of fields: ``entry:0192…``, ``plan:projects[1].targets[0]``."""


def _value(value: int | Decimal | Fraction | str) -> str:
    text = str(value)
    if len(text) > 200:
        raise InvalidValue("reports.figure-value", value=text[:40] + "…")
    try:
        exact = Fraction(text.strip())
    except (ValueError, ZeroDivisionError, OverflowError):
        raise InvalidValue("reports.figure-value", value=text) from None
    return str(exact)


@frozen(kw_only=True)
class Figure(Run):
    """A number as printed (数字), with its exact value and all that is needed to recompute it.

    >>> Figure(
    ...     "30.0%", value=Fraction(3, 10), measure="ratio", sources=["plan:projects[0].targets[0]", "entry:1"]
    ... ).number
    Fraction(3, 10)
    """

    value: str = field(converter=_value)
    """Exact and unrounded: ``3/10``, ``120``. Rates are parts of one, gaps are in percentage points."""
    measure: str = field(default="", converter=visible)
    """What it is: ``count``, ``ratio``, ``expected``, ``gap`` …; a ``count`` is the number of its sources."""

    @property
    def number(self) -> Fraction:
        return Fraction(self.value)


Content: TypeAlias = str | Run | Iterable[str | Run]
"""What may be given where text stands: a string, a run, or several of them."""


def as_runs(value: Content) -> tuple[Run, ...]:
    """What may be given as text, as runs."""
    if isinstance(value, str):
        return (Run(value),)
    if isinstance(value, Run):
        return (value,)
    return tuple(Run(part) if isinstance(part, str) else part for part in value)


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(visible(line) for line in value)


def plain(content: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in content)


class Block:
    """A part of a report (内容块). Outsiders may add their own: a frozen child that yields its runs."""

    __slots__ = ()

    def runs(self) -> Iterator[Run]:
        """Every stretch of text in it, in reading order."""
        return iter(())


@frozen(kw_only=True)
class DocumentHead(Block):
    """The head of a document (文件头): title, lines under it; with an issuer the red masthead above it (版头)."""

    title: str = field(kw_only=False, converter=visible)
    lines: tuple[str, ...] = field(default=(), converter=_texts)
    """Under the title, centred: （截至2024年8月31日）"""
    issuer: str = field(default="", converter=visible)
    """Name in the masthead (发文机关标志); empty: no masthead."""
    number: str = field(default="", converter=visible)
    """发文字号, under the masthead."""

    def runs(self) -> Iterator[Run]:
        return (Run(text) for text in (self.issuer, self.number, self.title, *self.lines) if text)


def _level(value: int) -> int:
    if not 1 <= value <= 4:
        raise InvalidValue("reports.heading-level", value=value)
    return value


@frozen(kw_only=True)
class Heading(Block):
    """A heading (标题) of level 1 to 4: 一、 / （一） / 1. / （1）; the number is part of the text."""

    content: tuple[Run, ...] = field(kw_only=False, converter=as_runs)
    level: int = field(default=1, converter=_level)

    def runs(self) -> Iterator[Run]:
        return iter(self.content)


@frozen(kw_only=True)
class Paragraph(Block):
    """A paragraph (段落)."""

    content: tuple[Run, ...] = field(kw_only=False, converter=as_runs)

    def runs(self) -> Iterator[Run]:
        return iter(self.content)


def _items(value: Iterable[Content]) -> tuple[tuple[Run, ...], ...]:
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(as_runs(item) for item in value)


@frozen(kw_only=True)
class Bullets(Block):
    """A list (列举)."""

    items: tuple[tuple[Run, ...], ...] = field(kw_only=False, converter=_items)
    numbered: bool = False

    def runs(self) -> Iterator[Run]:
        return (run for item in self.items for run in item)


class NoteKind(enum.Enum):
    """How much a note weighs: a remark, or something that limits what the whole report says."""

    REMARK = "remark"
    CAUTION = "caution"


@frozen(kw_only=True)
class Note(Block):
    """A note (说明)."""

    content: tuple[Run, ...] = field(kw_only=False, converter=as_runs)
    kind: NoteKind = NoteKind.REMARK

    def runs(self) -> Iterator[Run]:
        return iter(self.content)


@frozen(kw_only=True)
class Annex(Block):
    """Begins an annex (附件) on a new page; it runs to the next annex or to the end."""

    title: str = field(kw_only=False, converter=visible)
    label: str = field(default="", converter=visible)
    """附件, 附件2 …"""
    landscape: bool = False
    """For tables that are too wide for an upright page."""

    def runs(self) -> Iterator[Run]:
        return (Run(text) for text in (self.label, self.title) if text)
