"""What a made-up notice says, known before it is printed (标准答案)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen


@frozen(kw_only=True)
class Figure:
    """A target as it is printed, and what it means."""

    text: str
    value: Decimal
    upper: Decimal | None = None
    unit: str = "个"
    qualifier: str = "exact"

    def gold(self) -> dict[str, object]:
        upper = None if self.upper is None else format(self.upper, "f")
        return {
            "text": self.text,
            "value": format(self.value, "f"),
            "value_max": upper,
            "unit": self.unit,
            "qualifier": self.qualifier,
        }


@frozen(kw_only=True)
class Limit:
    """A time limit as it is printed, and the day it means."""

    text: str
    day: date | None
    milestone: str = "complete"

    def gold(self) -> dict[str, object]:
        day = None if self.day is None else self.day.isoformat()
        return {"text": self.text, "date": day, "milestone": self.milestone}


@frozen(kw_only=True)
class Report:
    """What a circular says was done so far."""

    text: str
    value: Decimal | None
    unit: str = ""
    percent: Decimal | None = None
    as_of: date | None = None

    def gold(self) -> dict[str, object]:
        return {
            "text": self.text,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "value": None if self.value is None else format(self.value, "f"),
            "unit": self.unit or None,
            "percent": None if self.percent is None else format(self.percent, "f"),
        }


@frozen(kw_only=True)
class Work:
    """One project."""

    no: str
    name: str
    content: str
    """As printed, marks of numbered pieces included."""
    figures: tuple[Figure, ...] = ()
    pieces: tuple[tuple[str, tuple[Figure, ...]], ...] = ()
    """Numbered pieces: number and targets. The project's own list is then empty."""
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    status: str = ""
    """What a circular says of it in words."""
    reports: tuple[Report, ...] = ()
    """What of that is a figure or a rate."""

    def gold(self) -> dict[str, object]:
        return {
            "no": self.no,
            "name": self.name,
            "content": self.content,
            "leads": list(self.leads),
            "partners": list(self.partners),
            "leaders": list(self.leaders),
            "deadlines": [limit.gold() for limit in self.limits],
            "targets": [] if self.pieces else [f.gold() for f in self.figures],
            "items": [{"no": no, "targets": [f.gold() for f in figures]} for no, figures in self.pieces],
            "progress": [r.gold() for r in self.reports],
        }


@frozen(kw_only=True)
class Head:
    """What the document says of itself."""

    title: str
    year: int
    number: str = ""
    issuer: str = ""
    issued: date | None = None

    def gold(self) -> dict[str, object]:
        return {
            "title": self.title,
            "number": self.number or None,
            "issuer": self.issuer or None,
            "issued": self.issued.isoformat() if self.issued else None,
            "year": self.year,
        }


@frozen(kw_only=True)
class MessyNotice:
    """A made-up notice as a file, with what it says (随机通知)."""

    data: bytes = field(repr=False)
    format: str
    """txt, html, docx, xlsx, pdf."""
    head: Head
    works: tuple[Work, ...]
    features: tuple[str, ...]
    """What is messy about it: merged-cells, header-of-two-rows, …"""
    kind: str = "notice"
    """notice or progress (a circular)."""

    def gold(self) -> dict[str, object]:
        """What a careful clerk reads out of it, as JSON values: kind, document, projects."""
        return {"kind": self.kind, "document": self.head.gold(), "projects": [w.gold() for w in self.works]}
