"""How the command line tells of an error (报错): where, what, and how to mend it with the options that a user has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.errors import Finding, Lang, MinshengError, brackets, say

if TYPE_CHECKING:
    from minsheng.ledger import PlanDiffers
    from minsheng.projects import Difference

_OWN_ADVICE = {
    "calendars.unannounced": "cli.for-unannounced",
    "ledger.adopted-ahead": "cli.for-adopted-ahead",
    "ledger.adopted-early": "cli.for-adopted-early",
    "ledger.not-adopted": "cli.for-not-adopted",
    "ledger.not-earlier": "cli.for-not-earlier",
    "ledger.not-recorded": "cli.for-not-recorded",
    "ledger.unknown-ledger": "cli.for-unknown-ledger",
    "ledger.adopted-twice": "cli.for-change",
    "ledger.adoption-stands": "cli.for-change",
    "ledger.below-added": "cli.for-fall",
    "ledger.conflict": "cli.for-conflict",
    "ledger.falls": "cli.for-fall",
    "ledger.fell": "cli.for-fall",
    "ledger.less-than-nothing": "cli.for-less",
    "ledger.no-amount": "cli.for-no-amount",
    "ledger.can-not-add": "cli.for-can-not-add",
    "ledger.nothing-to-count": "cli.for-nothing-to-count",
    "ledger.other-entry": "cli.for-other-entry",
    "ledger.other-kind": "cli.for-other-kind",
    "ledger.which-funding": "cli.for-unknown-funding",
    "ledger.unknown-entry": "cli.for-unknown-entry",
    "ledger.unknown-funding": "cli.for-unknown-funding",
    "ledger.plan-differs": "cli.for-plan-differs",
    "storage.read-only": "cli.for-read-only",
    "storage.missing-file": "cli.for-missing-file",
}
"""Errors whose own advice names Python, with the sentence that names options instead."""
_SHOWN = 8
"""Differences that are told; a plan that differs in more is another plan."""
_LONGEST, _AROUND = 60, 8
"""Characters of a text that differs, and of what is the same on either side."""


def plain(text: str) -> str:
    """`text` as a screen may show it: what would move the cursor, change colours or turn the writing is written out."""
    if text.isascii() and text.isprintable():
        return text
    from minsheng.reports.blocks import visible  # not at the start: most verbs never need it

    return visible(text)


def told(error: MinshengError, lang: Lang) -> str:
    """The error as a clerk reads it, with its advice in brackets behind it."""
    return plain(_told(error, lang))


def _told(error: MinshengError, lang: Lang) -> str:
    return advised(_message(error, lang), mend_of(error, lang), lang)


def mend_of(told: MinshengError | Finding, lang: Lang) -> str:
    """How to mend it, with options where the library's own advice names Python."""
    own = _OWN_ADVICE.get(told.code)
    return told.mend(lang) if own is None else say(own, lang, **dict(told.fields))


def advised(message: str, advice: str, lang: Lang) -> str:
    """The message with its advice, if there is one, in brackets behind it; below it where it has several lines."""
    if advice and "\n" in message:
        return f"{message}\n{advice}"
    return message + brackets(advice, lang)


def _message(error: MinshengError, lang: Lang) -> str:
    if error.code == "ledger.plan-differs":
        from minsheng.ledger import PlanDiffers  # not at the start: most verbs never need it

        if isinstance(error, PlanDiffers):
            return _differing(error, lang)
    return error.message(lang)


def _differing(error: PlanDiffers, lang: Lang) -> str:
    """What differs, one a line, each as short as it can be told."""
    found = error.differences
    lines = [say("cli.plan-differs", lang, plan=error.fields["plan"], n=len(found))]
    lines += [f"  - {_difference(difference, lang)}" for difference in found[:_SHOWN]]
    return "\n".join(lines + ["  - …"] * (len(found) > _SHOWN))


def _difference(difference: Difference, lang: Lang) -> str:
    old, new = _apart(difference.old, difference.new)
    code = "cli.differs-in-project" if difference.number else "cli.differs-in-plan"
    return say(code, lang, number=difference.number, field=difference.name(lang), old=old, new=new)


def _apart(old: str, new: str) -> tuple[str, str]:
    """Two long texts cut down to where they differ."""
    if old == new or max(len(old), len(new)) <= _LONGEST:
        return old, new
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = next((i for i, (a, b) in enumerate(rest) if a != b), min(len(old), len(new)) - head)
    first, behind = max(0, head - _AROUND), max(0, tail - _AROUND)
    return _cut(old, first, len(old) - behind), _cut(new, first, len(new) - behind)


def _cut(text: str, first: int, last: int) -> str:
    shown = text[first:last]
    shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")
