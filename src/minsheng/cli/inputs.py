"""What the verbs read: plans, small files, the ledger at a URL, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.calendars import ChinaCalendar
from minsheng.cli.entries import with_numbers
from minsheng.cli.options import lang_asked
from minsheng.errors import MinshengError, NotFound, Unreadable

if TYPE_CHECKING:
    from minsheng.ledger import Ledger, View
    from minsheng.projects import Plan
    from minsheng.standing import Standing


_LARGEST = 64 * 1024 * 1024
"""Bytes of a plan's JSON; a county's is a hundredth of this."""


def plan_from(path: Path, year: int | None = None) -> Plan:
    """A plan from its JSON, or from the notice itself with all open questions left open."""
    if is_json(path):
        from minsheng.codec import load_plan

        if path.stat().st_size > _LARGEST:
            raise Unreadable("cli.too-large", file=path.name)
        return load_plan(path.read_bytes(), file=path.name)
    from minsheng.intake import read

    return read(path, year=year).confirm()


def is_json(path: Path) -> bool:
    """Whether a file begins as a JSON object does, a byte order mark and white space aside."""
    with path.open("rb") as file:
        return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def text_of(path: Path) -> str:
    """The text of a small file in UTF-8.

    Raises:
        Unreadable: it is too large, or no text.
    """
    if path.stat().st_size > _LARGEST:
        raise Unreadable("cli.too-large", file=path.name)
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("cli.not-text", file=path.name) from None


@contextmanager
def opened(url: str, plan_id: str | None, *, read_only: bool = True) -> Iterator[Ledger]:
    """The ledger of `plan_id` in the store at `url`; of the only plan there, if none is named."""
    from minsheng.ledger import Ledger, StoreFailed
    from minsheng.storage import open_store

    if not read_only:
        with open_store(url, read_only=True):
            pass  # only init makes a new file: to record in a mistyped one is refused here
    with open_store(url, read_only=read_only) as store:
        plans = store.plans()
        if not plans:
            raise EmptyStore("plan", url)
        if plan_id is None and len(plans) != 1:
            raise WhichPlan("plan", url, plans)
        ledger = Ledger.open(store, plan_id if plan_id is not None else plans[0])
        try:
            yield ledger
        except MinshengError as error:
            if not isinstance(error, StoreFailed):
                with_numbers(ledger, error, lang_asked())
            raise


class OfStore(NotFound):
    """What is not in the store at a URL; a password in it is not repeated."""

    def __init__(self, kind: str, url: str, choices: tuple[str, ...] = ()) -> None:
        from minsheng.storage.shown import without_password

        super().__init__(kind, without_password(url), choices)


class WhichPlan(OfStore):
    """The store holds several plans and none was named."""

    code = "cli.which-plan"


class EmptyStore(OfStore):
    """The store holds no plan yet."""

    code = "cli.empty-store"


def viewed(url: str, plan_id: str | None, *, on: date | None, known: date | None) -> View:
    """The view of the ledger at `url` on a day, by default that of its last entry."""
    with opened(url, plan_id) as ledger:
        return ledger.as_of(on or ledger.last_day, known=known)


def assessed(
    url: str, plan_id: str | None, *, on: date | None, known: date | None, pack: str | None, calendar: ChinaCalendar
) -> Standing:
    """The standing of the ledger at `url` on a day, by default that of its last entry."""
    from minsheng.standing import DEFAULT, assess, load_rules

    view = viewed(url, plan_id, on=on, known=known)
    rules = DEFAULT if pack is None else load_rules(pack)
    return assess(view, calendar=calendar, rules=rules)
