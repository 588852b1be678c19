"""From the options of ``record`` to the statement that they make (由选项到填报)."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from minsheng.calendars import Milestone
from minsheng.cli import options
from minsheng.errors import Lang, Unreadable, say

if TYPE_CHECKING:
    from minsheng.ledger import Evidence, Statement


_LIKE_A_FILE = re.compile(r"[/\\]|\.[A-Za-z][A-Za-z0-9]{1,4}$")
"""A path, or a name with the ending of one."""


class Given(TypedDict):
    """The options of ``record`` that say what is recorded."""

    target: str | None
    on: date | None
    by: str
    note: str
    total: str | None
    added: str | None
    period: str | None
    member: str
    reason: str
    received: str | None
    spent: str | None
    source: str
    milestone: str | None
    activity: str | None
    party: str | None
    problem: str | None
    evidence: tuple[str, ...]


def kinds(said: Given) -> int:
    """How many kinds of statement the options ask for."""
    figure = said["total"] if said["total"] is not None else said["added"]
    return sum(v is not None for v in (figure, _money(said), said["milestone"], said["activity"], said["problem"]))


def _money(said: Given) -> str | None:
    return said["received"] if said["received"] is not None else said["spent"]


def bearer(said: Given) -> str:
    """Whose duty was carried out."""
    return said["party"] if said["party"] is not None else said["by"]


def check(said: Given) -> None:
    """Whether the options go together.

    Raises:
        UsageError: some do not.
    """
    total, added, done = (said[name] is not None for name in ("total", "added", "activity"))
    period, money, asked = said["period"] is not None, _money(said) is not None, kinds(said)
    _refuse(total and added, "cli.total-or-added")
    _refuse(asked > 1, "cli.one-thing-at-a-time")
    _refuse(added and not period, "cli.added-when")
    for option, given, fits, goes_with in (
        ("period", period, added or done, ("--added", "--done")),
        ("member", bool(said["member"]), total or added, ("--total", "--added")),
        ("reason", bool(said["reason"]), total or money, ("--total", "--received", "--spent")),
        ("source", bool(said["source"]), money, ("--received", "--spent")),
        ("party", said["party"] is not None, done, ("--done",)),
    ):
        _refuse(given and not fits, "cli.goes-with", option=f"--{option}", others=goes_with)
    if asked:
        _refuse(said["on"] is None, "cli.recorded-when")
        _refuse(not done and not said["target"], "cli.recorded-of-what")
        _refuse(done and not bearer(said), "cli.done-by-nobody")


def _refuse(is_so: bool, code: str, **fields: object) -> None:
    if is_so:
        raise options.misuse(code, **fields)


def statement_of(said: Given) -> Statement:
    """The statement; call `check` first."""
    from minsheng.ledger import DutyFulfilled, FundingReported, MilestoneReached, ProblemRaised, Progress

    number, on = said["target"] or "", said["on"]
    assert on is not None
    by, note, proof = said["by"], said["note"], evidence(said["evidence"])
    if said["milestone"] is not None:
        milestone = Milestone(said["milestone"])
        return MilestoneReached(number, milestone=milestone, on=on, by=by, note=note, evidence=proof)
    if said["activity"] is not None:
        return DutyFulfilled(
            said["activity"], party=bearer(said), period=said["period"], on=on, by=by, note=note, evidence=proof
        )
    if said["problem"] is not None:
        return ProblemRaised(number, problem=said["problem"], on=on, by=by, note=note, evidence=proof)
    if _money(said) is not None:
        return FundingReported(
            number,
            source=said["source"],
            received=said["received"],
            spent=said["spent"],
            reason=said["reason"],
            on=on,
            by=by,
            note=note,
            evidence=proof,
        )
    return Progress(
        number,
        total=said["total"],
        added=said["added"],
        period=said["period"],
        member=said["member"],
        reason=said["reason"],
        on=on,
        by=by,
        note=note,
        evidence=proof,
    )


def evidence(references: tuple[str, ...]) -> tuple[Evidence, ...]:
    """References to what proves a statement; of one that is a file here the SHA-256 is taken.

    Raises:
        Unreadable: it is a file that can not be read.
    """
    from minsheng.ledger import Evidence

    found = []
    for reference in references:
        path = Path(reference)
        try:
            digest = _sha256(path) if os.path.isfile(reference) else ""
        except OSError as error:
            raise Unreadable.opening(path, error) from error
        found.append(Evidence(reference, sha256=digest))
    return tuple(found)


def missing_files(references: tuple[str, ...], lang: Lang) -> list[str]:
    """A line for each reference that is written as a file is and names none here, or names a folder or a pipe: no digest of it
    was taken.

    >>> missing_files(("某政办〔2024〕3号", "https://a.cn/b.pdf", "没有这个文件.pdf"), "zh")
    ['提示：没有文件“没有这个文件.pdf”，只记下名称，没有摘要；有了文件，可从标准输入记一条 evidence_attached']
    """
    found = []
    for reference in references:
        if os.path.exists(reference):
            if not os.path.isfile(reference):
                found.append(say("cli.evidence-no-file", lang, file=reference))
        elif os.path.lexists(reference) or (_LIKE_A_FILE.search(reference) and "://" not in reference):
            found.append(say("cli.no-evidence", lang, file=reference))
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
