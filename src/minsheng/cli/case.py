"""``minsheng case``: supervision cases (督办): look at them, and take the next step."""

from __future__ import annotations

from datetime import date

import click

from minsheng.calendars import Period, PeriodKind
from minsheng.cli import case_steps, office, options, receipts
from minsheng.cli.entries import said_in
from minsheng.cli.errors_told import plain
from minsheng.cli.office import Look
from minsheng.errors import say


@click.group("case")
def command() -> None:
    """督办件：查看、到期事项、按规则拟办、逐步办理 · supervision cases: look, what is due, drafts, every step."""


for step_command in case_steps.COMMANDS:
    command.add_command(step_command)


@command.command("list")
@office.URL
@click.option("--party", default="", help="只看这个承办单位的 · of this unit only")
@click.option("--open", "only_open", is_flag=True, help="只看未销号的 · not closed yet")
@office.looking
def listed(*, look: Look, party: str, only_open: bool) -> None:
    """督办台账 · all cases on a day."""
    import attrs

    from minsheng.supervision import dump_cases

    book = look.cases(look.view())
    wanted = book.of(party) if party else book.cases
    shown = attrs.evolve(book, cases=tuple(case for case in wanted if case.is_open or not only_open))
    look.put(shown, lambda: dump_cases(shown, lang=look.lang), head=shown.head(look.lang))
    for finding in book.findings:
        click.echo(plain(finding.message(look.lang)), err=True)


@command.command("show")
@office.URL
@click.argument("case")
@office.looking
def shown(*, look: Look, case: str) -> None:
    """一件督办：每一步、期限、现在可以怎么办 · one case by its number, its id or that of its entry: its steps, its term, what may be done now."""
    from minsheng.supervision import dump_case

    found = look.case(case)
    look.put(found, lambda: dump_case(found, lang=look.lang), head=found.head(look.lang))


@command.command("due")
@office.URL
@office.looking
def due(*, look: Look) -> None:
    """今天督办上要办什么、要提醒谁 · what is to be done on a day, and who must be reminded."""
    from minsheng.supervision import due_list, dump_due

    found = due_list(look.cases(look.view()), look.calendar)
    look.put(found, lambda: dump_due(found, lang=look.lang), head=found.head(look.lang))


@command.command("visits")
@office.URL
@office.looking
def visited(*, look: Look) -> None:
    """现场督导记录 · visits on site up to a day."""
    from minsheng.supervision import dump_visits, visits

    view = look.view()
    found = visits(view, look.cases(view))
    head = "" if len(found) else say("cli.no-visits", look.lang)
    look.put(found, lambda: dump_visits(found, lang=look.lang), head=head)


@command.command("propose")
@office.URL
@click.option(
    "--proposals", default="minsheng-default", help="拟办规则：名称或文件 · rules that propose: a name or a file"
)
@click.option("--rules", "pack", default="minsheng-default", help="评判规则 · rule pack: a name or a file")
@click.option("--months", type=click.IntRange(1, 36), default=6, help="看最近几个月 · how many months to look at")
@click.option("--confirm", "draft_id", help="确认这一条并登记 · record the draft with this id")
@click.option("--by", default="", help="由谁确认 · who confirms")
@office.looking
def proposed(
    *,
    look: Look,
    proposals: str,
    pack: str,
    months: int,
    draft_id: str | None,
    by: str,
) -> None:
    """按规则拟办（如连续两个月滞后→约谈）；只是草稿，--confirm 才登记。

    What rules propose, such as a talk after two months behind: drafts, of which a person confirms one with --confirm.
    """
    from minsheng.errors import NotFound
    from minsheng.standing import assess, load_rules, sightings
    from minsheng.supervision import dump_drafts, load_proposals, propose

    if draft_id is not None and not by:
        raise options.misuse("cli.confirmed-by-nobody")
    rules = load_rules(pack)
    calendar = look.calendar
    with look.at_work(read_only=draft_id is None) as (at, view):
        days = [end for end in _month_ends(view.day, months) if end >= view.adopted_on]
        seen = sightings(assess(view.earlier(end), calendar=calendar, rules=rules) for end in days)
        found = propose(load_proposals(proposals), seen, day=view.day, book=look.cases(view), calendar=calendar)
        if draft_id is not None:
            chosen = next((draft for draft in found if draft.id == draft_id), None)
            if chosen is None:
                raise NotFound("draft", draft_id, tuple(draft.id for draft in found))
            entry = at.confirm(chosen, on=view.day, by=by)
            receipts.tell(at.ledger, [entry], look.lang, said_in(at.ledger, entry, look.lang))
            return
    look.put(found, lambda: dump_drafts(found, lang=look.lang), head=found.head(look.lang))


def _month_ends(day: date, months: int) -> list[date]:
    """The last days of the months before `day`, and of its own if that is `day`; in order."""
    period = Period.of(PeriodKind.MONTH, day)
    found = [day] if day == period.last else []
    while len(found) < months:
        period = period.previous()
        found.append(period.last)
    return found[::-1]
