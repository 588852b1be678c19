"""A value that is not known, and why (未定)."""

from __future__ import annotations

from attrs import field, frozen

from minsheng.errors.reasons import english
from minsheng.errors.words import Lang


@frozen
class Undefined:
    """What stands in place of a value that nobody may guess: the reason is part of it.

    Two of them are equal if their reasons are. It is falsy, so that ``if target.quantity:`` reads right.

    >>> Undefined("分母未知")
    Undefined('分母未知')
    >>> bool(Undefined("分母未知"))
    False
    """

    reason: str = field()
    """In Chinese, as a clerk reads it: 年份未知, 分母未知, 文件未列金额."""

    def text(self, lang: Lang = "zh") -> str:
        """The reason in words; in English where this library gave it, else as it stands.

        >>> Undefined("分母未知").text("en")
        'the denominator is unknown'
        """
        return self.reason if lang == "zh" else english(self.reason)

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return f"Undefined({self.reason!r})"

    def __str__(self) -> str:
        return self.reason
