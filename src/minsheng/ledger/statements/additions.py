"""Statements about other entries (更正、佐证、备注)."""

from __future__ import annotations

from types import NoneType
from typing import ClassVar

from attrs import field, frozen

from minsheng.errors import InvalidValue, Lang, comma, of_type, say, whole_text
from minsheng.ledger.statements.base import Statement, named
from minsheng.ledger.statements.plans import PlanAdopted


@frozen(kw_only=True)
class Corrected(Statement):
    """An earlier entry was wrong (更正): another statement stands in its place, or none.

    A correction holds for every day, from the moment that it is recorded; `on` is the day on which it was decided.
    Whoever corrects a correction names that one, the last entry of the chain.
    """

    type: ClassVar[str] = "corrected"

    corrects: str = field(kw_only=False, validator=named)
    """Id of the entry that was wrong."""
    replacement: Statement | None = field(default=None, validator=of_type(Statement, NoneType))
    """What is right, at its own day; None: the entry is withdrawn (撤回)."""
    reason: str = field(default="", validator=whole_text)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.replacement, PlanAdopted | Corrected):
            raise InvalidValue("ledger.no-replacement", type=self.replacement.type)

    def text(self, lang: Lang = "zh") -> str:
        """Which entry was wrong, and what is right."""
        why = self.reason or "—"
        if self.replacement is None:
            return say("ledger.said-withdrawn", lang, entry=self.corrects, reason=why)
        return say("ledger.said-corrected", lang, entry=self.corrects, right=self.replacement.text(lang), reason=why)


@frozen(kw_only=True)
class EvidenceAttached(Statement):
    """Evidence for an entry that is there already (补充佐证).

    >>> EvidenceAttached("week-26", evidence=["照片/拳铺镇.jpg"], on="2024-07-01").text()
    '为week-26补充佐证：照片/拳铺镇.jpg'
    """

    type: ClassVar[str] = "evidence_attached"

    entry: str = field(kw_only=False, validator=named)
    """Id of the entry that it proves."""

    def __attrs_post_init__(self) -> None:
        if not self.evidence:
            raise InvalidValue("ledger.empty", field="evidence")

    def text(self, lang: Lang = "zh") -> str:
        """Which evidence for which entry."""
        found = comma(lang).join(e.text(lang) for e in self.evidence)
        return say("ledger.said-evidence", lang, entry=self.entry, evidence=found)


@frozen(kw_only=True)
class Annotated(Statement):
    """A remark on an entry (备注), such as why a number is as it is; it changes nothing.

    >>> Annotated("week-26", note="含上月漏报5公里", on="2024-07-01").text()
    '对week-26的备注：含上月漏报5公里'
    """

    type: ClassVar[str] = "annotated"

    entry: str = field(kw_only=False, validator=named)
    """Id of the entry that it speaks of."""

    def __attrs_post_init__(self) -> None:
        if not self.note.strip():
            raise InvalidValue("ledger.empty", field="note")

    def text(self, lang: Lang = "zh") -> str:
        """What is remarked on which entry."""
        return say("ledger.said-note", lang, entry=self.entry, note=self.note)
