"""What a reader of a document should know (发现) or be asked (待确认), collected and never printed from inside."""

from __future__ import annotations

import enum

from attrs import field, frozen

from minsheng.errors.places import Place
from minsheng.errors.reasons import english
from minsheng.errors.words import Lang, brief, mend, say

_NOWHERE = Place()


class Severity(enum.Enum):
    """How much a finding weighs (程度)."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    """The document can not be used before this is mended."""


def _pairs(fields: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((k, str(v)) for k, v in fields.items())


@frozen(kw_only=True)
class Finding:
    """Something worth knowing about a document (发现), with a stable code.

    >>> f = Finding.of(
    ...     "errors.wrong-value", Severity.WARNING, Place(row=3), field="单位", value="公理", why="不在单位表中"
    ... )
    >>> f.message()
    '第3行：单位“公理”不对：不在单位表中'
    """

    code: str
    severity: Severity
    place: Place = _NOWHERE
    fields: tuple[tuple[str, str], ...] = field(default=())
    """Name and printed value of what the sentence mentions."""

    @classmethod
    def of(cls, code: str, severity: Severity, place: Place = _NOWHERE, /, **fields: object) -> Finding:
        """A finding whose sentence mentions `fields`, by the names that it has for them; each is printed by `str`."""
        return cls(code=code, severity=severity, place=place, fields=_pairs(fields))

    def what(self, lang: Lang = "zh") -> str:
        """What it is, in one sentence, for a reader who sees where."""
        fields = dict(self.fields)
        if lang == "en" and "reason" in fields:
            fields["reason"] = english(fields["reason"])
        return say(self.code, lang, **brief(fields))

    def message(self, lang: Lang = "zh") -> str:
        """Where and what, in one sentence."""
        return self.place.before(self.what(lang), lang)

    def mend(self, lang: Lang = "zh") -> str:
        """How to mend it; may be empty."""
        return mend(self.code, lang, **brief(dict(self.fields)))

    def __str__(self) -> str:
        return self.message()


@frozen(kw_only=True)
class Question:
    """Something that only a person can answer (待确认). Unanswered, it stays in the plan as a named unknown."""

    code: str
    key: str
    """What an answer is given to: 8.targets, 3.t2.denominator, rhythms.report.day."""
    place: Place = _NOWHERE
    fields: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def of(cls, code: str, key: str, place: Place = _NOWHERE, /, **fields: object) -> Question:
        """A question whose sentence mentions `fields`, as with `Finding.of`; an answer is given to `key`.

        >>> Question.of("intake.ask-members", "groups.共建小组.members", group="共建小组").key
        'groups.共建小组.members'
        """
        return cls(code=code, key=key, place=place, fields=_pairs(fields))

    def message(self, lang: Lang = "zh") -> str:
        """Where and what is asked, in one sentence."""
        return self.place.before(say(self.code, lang, **brief(dict(self.fields))), lang)

    def mend(self, lang: Lang = "zh") -> str:
        """How an answer can be given; may be empty."""
        return mend(self.code, lang, key=self.key, **brief(dict(self.fields)))

    def __str__(self) -> str:
        return self.message()
