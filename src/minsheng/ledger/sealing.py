"""The chain of digests (链式摘要): what makes a row an entry, and how a broken one is found."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from typing import Literal

from attrs import Attribute, field, frozen

from minsheng.errors import InvalidValue, Lang, MinshengError, WrongType, say
from minsheng.ledger.canonical import each_once
from minsheng.ledger.encoding import decoded
from minsheng.ledger.entries import Entry, made_entry
from minsheng.ledger.failures import BrokenChain
from minsheng.ledger.rows import Row, Store, StoreFailed

_ID = re.compile(r"\S{1,200}")
_HEX = re.compile(r"[0-9a-f]{64}")


def checked_id(id: str) -> str:
    """An entry id: 1 to 200 visible characters without white space.

    Raises:
        WrongType: it is no text.
        InvalidValue: it is none.
    """
    if not isinstance(id, str):
        raise WrongType("id", "str", id)
    if not _ID.fullmatch(id) or not id.isprintable():  # half characters can not be printed either
        raise InvalidValue("ledger.bad-id", value=ascii(id)[:80])
    return id


def digest(previous: bytes, plan: str, position: int, id: str, data: bytes) -> bytes:
    """SHA-256 over the digest in front (empty for the first), plan, position and id, each with a line feed, and data."""
    head = plan.encode("utf-8", "surrogateescape")  # a damaged row may be no text
    name = id.encode("utf-8", "surrogateescape")
    return sha256(b"%b%b\n%d\n%b\n%b" % (previous, head, position, name, data)).digest()


def chained(rows: Iterable[Row], plan: str, position: int = 0, previous: bytes = b"") -> Iterator[Row]:
    """The same rows, each checked against the one in front; `position` and `previous` are of the last one checked.

    Raises:
        BrokenChain: a row is not what was sealed; carries its position and id, and why.
    """
    head = f"{plan}\n".encode("utf-8", "surrogateescape")
    for row in rows:
        position += 1
        found, place, id, seal, data = row
        if place != position:
            raise BrokenChain("ledger.broken-gap", plan, position, id, found=place)
        if found != plan:
            raise BrokenChain("ledger.broken-plan", plan, position, id, found=found)
        # `digest`, without a call and the plan's bytes for each row
        name = id.encode("utf-8", "surrogateescape")
        previous = sha256(b"%b%b%d\n%b\n%b" % (previous, head, position, name, data)).digest()
        if seal != previous:
            raise BrokenChain("ledger.broken-digest", plan, position, id)
        yield row


def opened(row: Row) -> Entry:
    """The entry that a checked row holds.

    Raises:
        BrokenChain: its data was sealed, but is not that of an entry.
    """
    try:
        sealed = decoded(row.data)
    except MinshengError as error:
        raise BrokenChain("ledger.broken-data", row.plan, row.position, row.id, why=error) from error
    return made_entry(row.plan, row.position, row.id, row.digest, *sealed)


def entries_with(store: Store, plan: str, ids: Collection[str]) -> dict[str, Entry]:
    """The entries that a store has under these ids, by id.

    Raises:
        BrokenChain: what is stored under one of them is no entry.
    """
    return {row.id: opened(row) for row in store.get(plan, list(ids))} if ids else {}


def _hex(value: str) -> str:
    if not _HEX.fullmatch(value):
        raise InvalidValue("ledger.bad-checkpoint", value=value)
    return value


def _counted(_: object, attribute: Attribute[int], value: int) -> None:
    if type(value) is not int or value < 1:
        raise InvalidValue("ledger.bad-checkpoint", value=f"{attribute.name}={value!r}")


@frozen(kw_only=True)
class Checkpoint:
    """Where a ledger stood (校验点): kept elsewhere, it proves that nothing before it was changed since.

    >>> point = Checkpoint(plan="demo-2024", position=3, digest="0f" * 32)
    >>> Checkpoint.parse(str(point)) == point
    True
    """

    plan: str
    position: int = field(validator=_counted)
    digest: str = field(converter=_hex)
    """In hexadecimal."""

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read what `str` of a checkpoint gave.

        Raises:
            InvalidValue: the text is no checkpoint.
        """
        plan, position, digest = (*text.split(), "", "", "")[:3]
        if not position.isdecimal() or len(position) > 18 or len(text.split()) != 3:
            raise InvalidValue("ledger.bad-checkpoint", value=text[:120])
        return cls(plan=plan, position=int(position), digest=digest)

    @classmethod
    def from_json(cls, text: str) -> Checkpoint:
        """Read what `to_json` gave; a file of several is read by `load_checkpoints`.

        Raises:
            InvalidValue: the text is no checkpoint.
        """
        try:
            body = json.loads(text, object_pairs_hook=each_once)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict) or set(body) != {"plan", "position", "digest"}:
            raise InvalidValue("ledger.bad-checkpoint", value=text[:120])
        plan, digest = body["plan"], body["digest"]
        if not isinstance(plan, str) or not isinstance(digest, str):
            raise InvalidValue("ledger.bad-checkpoint", value=text[:120])
        return cls(plan=plan, position=body["position"], digest=digest)

    def to_json(self) -> str:
        """As one line of JSON.

        >>> Checkpoint(plan="demo-2024", position=3, digest="0f" * 32).to_json()[:40]
        '{"plan": "demo-2024", "position": 3, "di'
        """
        body = {"plan": self.plan, "position": self.position, "digest": self.digest}
        return json.dumps(body, ensure_ascii=False)

    def __str__(self) -> str:
        return f"{self.plan} {self.position} {self.digest}"


Field = Literal["plan", "position", "id", "digest", "data", ""]
"""A column of a stored row; "" for none of them, or where it can not be told which."""


@frozen(kw_only=True)
class Verdict:
    """What `verify` found (校验结果); true if every row is what was sealed."""

    plan: str
    """As the rows stand under it; where one was moved here from another plan, `broken` names that one."""
    entries: int
    """Rows that are right, from the first on."""
    broken: MinshengError | None = None
    """The first that is not: `BrokenChain` with its position and id, or the store's own failure."""
    whole: bool = False
    """Whether all entries can be read and are right, although the store is damaged elsewhere, as in an index."""
    missing: int = 0
    """Entries behind those that can be read, which the store still knows of, as by an index (丢失的笔数)."""
    field: Field = ""
    """What of it was changed (被改动的字段), where that can be told: a digest over all of it does not always say."""

    @property
    def position(self) -> int | None:
        """Position of the first bad entry; None if all are right."""
        if self.broken is None or self.whole:
            return None
        return self.broken.position if isinstance(self.broken, BrokenChain) else self.entries + 1

    @property
    def id(self) -> str:
        """Id of the first bad entry as it is stored; "" if all are right, or nothing stands there."""
        return self.broken.id if isinstance(self.broken, BrokenChain) else ""

    def message(self, lang: Lang = "zh") -> str:
        """In one sentence."""
        if self.broken is None:
            return say("ledger.sound", lang, plan=self.plan, n=self.entries)
        text = self.broken.message(lang)
        if self.missing:
            return say("ledger.broken-missing", lang, text=text, plan=self.plan, n=self.entries, missing=self.missing)
        if isinstance(self.broken, StoreFailed):
            return say(f"ledger.broken-{'elsewhere' if self.whole else 'store'}", lang, text=text, n=self.entries)
        if self.field:
            return say("ledger.broken-field", lang, text=text, field=say(f"ledger.field-{self.field}", lang))
        if self.broken.code == "ledger.broken-digest":
            return say("ledger.broken-some-field", lang, text=text)
        return text

    def __bool__(self) -> bool:
        return self.broken is None

    def __str__(self) -> str:
        return self.message()
