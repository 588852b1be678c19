"""What the verbs of supervision share: opening the office at a ledger, and what every step may say besides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Protocol, TypeVar

import click
from attrs import frozen

from minsheng.calendars import ChinaCalendar
from minsheng.cli import entries, inputs, options, outputs, receipts
from minsheng.cli.errors_told import plain
from minsheng.cli.record_options import evidence, missing_files
from minsheng.errors import Lang

if TYPE_CHECKING:
    from minsheng.ledger import Entry, View
    from minsheng.supervision import Case, CaseBook, How, Supervision

F = TypeVar("F", bound=Callable[..., object])
_WIDEST = 32
"""Columns of a terminal that one column of a table takes at most."""


URL = click.argument("url")


def terms_option(command: F) -> F:
    """``--terms``: by which terms a notice is counted that names none."""
    return click.option(
        "--terms", default="minsheng-default", help="期限规定：名称或文件 · terms: a name or a file of your own"
    )(command)


class Listing(Protocol):
    """Something that prints as a table in two languages."""

    def headers(self, lang: Lang = "zh") -> list[str]:
        """Headings of the columns."""
        ...

    def table(self, lang: Lang = "zh") -> list[list[str]]:
        """The lines."""
        ...


@frozen(kw_only=True)
class Look:
    """What is looked at, and where it is put: the options of every verb that only looks."""

    url: str
    on: date | None
    known: date | None
    plan_id: str | None
    calendar: ChinaCalendar
    terms: str
    to: str | None
    output: str
    lang: Lang

    @contextmanager
    def at_work(self, *, read_only: bool = True) -> Iterator[tuple[Supervision, View]]:
        """The office at the ledger, and the ledger's view: on the day that is asked for, by default the last."""
        with at_work(self.url, self.plan_id, calendar=self.calendar, terms=self.terms, read_only=read_only) as office:
            yield office, office.ledger.as_of(self.on or office.ledger.last_day, known=self.known)

    def view(self) -> View:
        """The ledger's view on the day that is asked for."""
        return inputs.viewed(self.url, self.plan_id, on=self.on, known=self.known)

    def case(self, name: str) -> Case:
        """One case, by the number of its notice, its id, or the number of its entry."""
        with self.at_work() as (office, view):
            return self.cases(view)[entries.case_named(office.ledger, name)]

    def cases(self, view: View) -> CaseBook:
        """The cases of a view."""
        from minsheng.supervision import cases

        return cases(view, calendar=self.calendar, terms=self.terms)

    def put(self, listing: Listing, data: Callable[[], Mapping[str, object]], *, head: str) -> None:
        """A listing as a table, or its `data` as JSON, to a file or to stdout."""
        from minsheng.text import grid

        if self.to == "json":
            text = json.dumps(data(), ensure_ascii=False, indent=2)
        else:
            headers = listing.headers(self.lang)
            rows = [[plain(cell) for cell in row] for row in listing.table(self.lang)]
            table = grid(headers, rows, widest=[_WIDEST] * len(headers)) if rows else ""
            text = "\n".join(filter(None, (plain(head), table)))
        if self.output == "-":
            click.echo(text)
        else:
            outputs.put(f"{text}\n".encode(), self.output)


def looking(command: Callable[..., None]) -> Callable[..., object]:
    """Options of what only looks: the command gets them as `look`, beside its own."""

    @wraps(command)
    def look_at(
        url: str,
        on: date | None,
        known: date | None,
        plan_id: str | None,
        calendar: ChinaCalendar,
        terms: str,
        to: str | None,
        output: str,
        lang: Lang,
        **own: object,
    ) -> None:
        look = Look(
            url=url,
            on=on,
            known=known,
            plan_id=plan_id,
            calendar=calendar,
            terms=terms,
            to=to,
            output=output,
            lang=lang,
        )
        command(look=look, **own)

    found: Callable[..., object] = look_at
    for option in (
        options.lang,
        options.output("table", "json"),
        terms_option,
        options.working_days,
        options.ledger_options,
        click.option("--known", type=options.DAY, help="按哪一天已知的情况 · as it was known on that day"),
        click.option(
            "--on", type=options.DAY, help="哪一天，默认为最后一笔的日期 · by default the day of the last entry"
        ),
    ):
        found = option(found)
    return found


@contextmanager
def at_work(
    url: str, plan_id: str | None, *, calendar: ChinaCalendar, terms: str, read_only: bool = True
) -> Iterator[Supervision]:
    """The office at the ledger of `url`."""
    from minsheng.supervision import Supervision

    with inputs.opened(url, plan_id, read_only=read_only) as ledger:
        yield Supervision(ledger, calendar=calendar, terms=terms)


def step(command: Callable[..., Entry]) -> Callable[..., object]:
    """A step that is recorded: the command gets the open office, the day, and `how` with who, note, evidence and id."""

    @wraps(command)
    def record(
        url: str,
        on: date,
        by: str,
        note: str,
        proof: tuple[str, ...],
        recorder: str,
        entry_id: str | None,
        plan_id: str | None,
        calendar: ChinaCalendar,
        terms: str,
        lang: Lang,
        **more: object,
    ) -> None:
        how: How = {"by": by, "note": note, "evidence": evidence(proof), "id": entry_id, "recorder": recorder}
        with at_work(url, plan_id, calendar=calendar, terms=terms, read_only=False) as office:
            for name in ("entry", "about"):
                if isinstance(text := more.get(name), str):
                    more[name] = entries.entry_id(office.ledger, text)
            if isinstance(case := more.get("case"), str):
                more["case"] = entries.case_named(office.ledger, case)
            entry = command(office=office, on=on, how=how, **more)
            receipts.tell(office.ledger, [entry], lang, entries.said_in(office.ledger, entry, lang))
        for line in missing_files(proof, lang):
            click.echo(plain(line), err=True)

    recorded: Callable[..., object] = record
    for option in (
        options.lang,
        terms_option,
        options.working_days,
        options.ledger_options,
        click.option("--id", "entry_id", help="自定的编号，重发不重记 · an id of your own: sent twice, stored once"),
        click.option("--recorder", default="", help="录入人 · who types it in"),
        click.option("--evidence", "proof", multiple=True, help="佐证：文件、地址或文号，可给多个 · evidence"),
        click.option("--note", default="", help="备注 · remark"),
        click.option("--by", required=True, help="谁办理 · who does it"),
        click.option("--on", type=options.DAY, required=True, help="办理日期 · on which day"),
    ):
        recorded = option(recorded)
    return recorded
