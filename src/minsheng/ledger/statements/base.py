"""What every statement has (填报事项): day, unit, note, evidence; and how its fields are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import attrs
from attrs import field, frozen

from minsheng.calendars import Day, Period, as_day, day_text
from minsheng.errors import InvalidValue, Lang, WrongType, check_text, say, semicolon, whole_text
from minsheng.targets import Qualifier, Quantity

_SHA256 = re.compile("[0-9a-f]{64}")


def named(_: object, attribute: attrs.Attribute[str], value: str) -> None:
    """A text that says something."""
    whole_text(_, attribute, value)
    if not value.strip():
        raise InvalidValue("ledger.empty", field=attribute.name)


def as_amount(value: Quantity | str | None, name: str) -> Quantity | None:
    """A number that can be counted, of the field `name`; a range or 全覆盖 is a promise, not a report."""
    if value is None:
        return None
    if not isinstance(value, Quantity | str):
        raise WrongType(name, "Quantity | str", value)
    quantity = Quantity.of(value)
    if quantity.qualifier in (Qualifier.RANGE, Qualifier.FULL_COVERAGE):
        raise InvalidValue("ledger.no-amount", value=quantity)
    return quantity


def as_period(value: Period | str | None) -> Period | None:
    """A period, or the one that the text is."""
    return Period.parse(value) if isinstance(value, str) else value


def as_day_or_none(value: Day | None) -> date | None:
    """A day, where one is given."""
    return None if value is None else as_day(value)


def as_texts(value: Iterable[str]) -> tuple[str, ...]:
    """Several texts; a bare one is refused."""
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(value)


def each_named(_: object, attribute: attrs.Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
    """Texts each of which says something."""
    for member in value:
        check_text(attribute.name, member)
        if not member.strip():
            raise InvalidValue("ledger.empty", field=attribute.name)


def with_clauses(sentence: str, lang: Lang, **clauses: object) -> str:
    """`sentence` and what else is known, each under its name; what is empty or not known is left out."""
    found = [sentence] if sentence else []
    for name, value in clauses.items():
        if value is not None and value not in ("", ()):
            shown = day_text(value, lang) if isinstance(value, date) else value
            found.append(say(f"ledger.clause-{name.replace('_', '-')}", lang, value=shown))
    return semicolon(lang).join(found)


def _digest(_: object, attribute: attrs.Attribute[str], value: str) -> None:
    check_text(attribute.name, value)
    if value and not _SHA256.fullmatch(value):
        raise InvalidValue("ledger.no-sha256", value=value)


@frozen(kw_only=True)
class Evidence:
    """Something that proves a statement (佐证), by reference: the ledger keeps no files.

    >>> Evidence("验收单/2024-06.pdf", sha256="0f" * 32, kind="验收单").text()
    '验收单 验收单/2024-06.pdf（SHA-256 0f0f0f0f…）'
    """

    ref: str = field(kw_only=False, validator=named)
    """Where it is kept: a path, an address, the number of a document (存放位置、文号)."""
    sha256: str = field(default="", validator=_digest)
    """SHA-256 of the file, 64 hexadecimal digits in lower case: shows later that the file is still the same."""
    name: str = field(default="", validator=whole_text)
    """What a list of evidence prints: 1至6月完工验收单."""
    kind: str = field(default="", validator=whole_text)
    """照片, 验收单, 会议纪要, 发票…"""

    def text(self, lang: Lang = "zh") -> str:
        """Kind, name or place, and the beginning of the digest."""
        what = " ".join(dict.fromkeys(filter(None, (self.kind, self.name or self.ref))))
        return say("ledger.evidence-sealed", lang, what=what, start=self.sha256[:8]) if self.sha256 else what

    def __str__(self) -> str:
        return self.text()


def as_evidence(value: Iterable[Evidence | str]) -> tuple[Evidence, ...]:
    """Pieces of evidence; a text is a reference."""
    if value == ():
        return ()
    if isinstance(value, str):
        raise InvalidValue("errors.bare-text", value=value)
    return tuple(Evidence(v) if isinstance(v, str) else v for v in value)


def each_evidence(_: object, attribute: attrs.Attribute[tuple[Evidence, ...]], value: tuple[Evidence, ...]) -> None:
    """Nothing but evidence."""
    for member in value:
        if not isinstance(member, Evidence):
            raise InvalidValue(
                "errors.wrong-type", field=attribute.name, wanted="Evidence | str", value=f"{member!r:.40}"
            )


@frozen(kw_only=True)
class Statement:
    """Who claims what for which day (填报). `type` and `version` name its form in stored data."""

    type: ClassVar[str] = ""
    version: ClassVar[int] = 1

    on: date = field(converter=as_day)
    """The day that it speaks of (截至日期, 发生日期), not the day on which it was recorded."""
    by: str = field(default="", validator=whole_text)
    """The unit or person who says so (填报单位)."""
    note: str = field(default="", validator=whole_text)
    """说明"""
    evidence: tuple[Evidence, ...] = field(default=(), converter=as_evidence, validator=each_evidence)
    """佐证: references, each with the SHA-256 of the file if it is known."""

    def text(self, lang: Lang = "zh") -> str:
        """What it claims, in one sentence; a kind that this version does not know is named."""
        return say("ledger.said-unknown", lang, type=self.type)

    def __str__(self) -> str:
        return f"{self.on} {self.by}：{self.text()}" if self.by else f"{self.on}：{self.text()}"


@frozen(kw_only=True)
class Unknown(Statement):
    """A statement of a newer version of this library: kept as it is and shown, never counted."""

    tag: str = field(validator=named)
    """Its type, as stored."""
    data: str = field(validator=named)
    """All of it, as canonical JSON."""

    def text(self, lang: Lang = "zh") -> str:
        """That this version does not know it."""
        return say("ledger.said-unknown", lang, type=self.tag)
