"""A statement that has its place (记录), and one that is sealed in a ledger (台账条目)."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from minsheng.errors import Lang, say
from minsheng.errors.unfrozen import unfrozen
from minsheng.ledger.ids import is_generated
from minsheng.ledger.statements import Statement

_MADE_UP = ("虚构", "made up", "made-up")


@frozen(kw_only=True)
class Recorded:
    """A statement with a name and a place in an order (记录)."""

    id: str
    """Stable; "#1", "#2"… in a view without a store. Of a corrected statement: the last correction's."""
    position: int
    """Counted from 1; of a corrected statement the place of the one that it replaces."""
    statement: Statement
    replaces: tuple[str, ...] = ()
    """Ids of the entries in whose place it stands, the first one first; empty if nothing was corrected."""

    @property
    def made_up(self) -> bool:
        """Whether its note, its unit or its recorder says that it is made up (虚构)."""
        return _says_made_up(self.statement.note, self.statement.by)

    def reference(self, lang: Lang = "zh") -> str:
        """How a sentence names it: the id that its writer gave, else its position (第12笔)."""
        if not is_generated(self.id):
            return self.id
        corrected = say("ledger.corrected-since", lang) if self.replaces else ""
        return say("ledger.position", lang, n=self.position) + corrected

    def text(self, lang: Lang = "zh", *, said: str = "") -> str:
        """Position, day, who and what, in one line; `said`: what, where the caller knows it better."""
        statement = self.statement
        position = say("ledger.position", lang, n=self.position)
        by = f" {statement.by}" if statement.by else ""
        return say("ledger.entry", lang, position=position, on=statement.on, by=by, text=said or statement.text(lang))

    def __str__(self) -> str:
        return self.text()


def _says_made_up(*texts: str) -> bool:
    return any(mark in text.lower() for text in texts for mark in _MADE_UP)


@frozen(kw_only=True)
class Entry(Recorded):
    """A statement sealed in the ledger of one plan (台账条目)."""

    plan: str
    recorded_at: datetime
    """When it was written (登记时间), Asia/Shanghai; never before the entry in front of it."""
    recorder: str = ""
    """Person or login that wrote it (登记人)."""
    digest: bytes = field(repr=False)
    """SHA-256 over the digest in front, the place, the id and the stored data."""

    @property
    def made_up(self) -> bool:
        """Whether its note, its unit or its recorder says that it is made up (虚构)."""
        return _says_made_up(self.statement.note, self.statement.by, self.recorder)


_free = unfrozen(Entry)


def made_entry(
    plan: str, position: int, id: str, digest: bytes, recorded_at: datetime, recorder: str, statement: Statement
) -> Entry:
    """The same as `Entry(…)`, several times faster."""
    made = object.__new__(_free)
    made.plan = plan
    made.position = position
    made.id = id
    made.digest = digest
    made.recorded_at = recorded_at
    made.recorder = recorder
    made.statement = statement
    made.replaces = ()
    made.__class__ = Entry
    entry: Entry = made
    return entry
