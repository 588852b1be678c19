"""How much of a target is reached (完成比例): a ratio, or why there is none."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from minsheng.errors import Lang, Undefined, say
from minsheng.targets.qualifiers import Qualifier
from minsheng.targets.quantity import Quantity
from minsheng.targets.target import Direction, Target


@frozen(kw_only=True)
class Achievement:
    """What was done against what was promised (完成情况).

    >>> a = achievement(Target.parse("约400公里"), Quantity.parse("120公里"))
    >>> a.ratio, a.reached
    (Fraction(3, 10), False)
    >>> achievement(Target.parse("全覆盖"), Quantity.parse("300人")).ratio
    Undefined('分母未知')
    """

    target: Target
    done: Quantity | Undefined
    """As reported; Undefined if nothing was."""
    ratio: Fraction | Undefined
    """Raw: 961.7 % stays 961.7 %."""
    reached: bool
    """Whether the ratio is 1 or more; without a ratio only a completion recorded by a lead can say so."""
    within: bool | Undefined
    """For a limit (不超过, 低于): whether the reported value keeps it; Undefined for every other target."""
    codes: tuple[str, ...] = ()
    """What has to be said beside the ratio, as codes of sentences: why there is none, how a range was taken."""

    @property
    def capped(self) -> Fraction | Undefined:
        """The ratio for roll-ups: never above 1."""
        return min(self.ratio, Fraction(1)) if isinstance(self.ratio, Fraction) else self.ratio

    def remarks(self, lang: Lang = "zh") -> tuple[str, ...]:
        """The sentences of `codes`.

        >>> achievement(Target.parse("4—8个"), Quantity.parse("4个")).remarks()
        ('目标为区间，按下限4个计算',)
        """
        target = self.target.quantity
        low = target.plain.canonical if isinstance(target, Quantity) else ""
        unit = str(target.unit) if isinstance(target, Quantity) else ""
        done = str(self.done)
        return tuple(say(code, lang, target=self.target.text, low=low, unit=unit, done=done) for code in self.codes)


def achievement(target: Target, done: Quantity | Undefined) -> Achievement:
    """Compare `done` with `target`.

    A percentage as `done` is the ratio itself, unless the target is a percentage too: 45% of 50% is nine tenths.
    约 has no tolerance; 超过, 余 and 以上 are compared with the printed figure; a range with its lower end.
    """
    code, ratio = _compare(target, done)
    codes: tuple[str, ...] = (code,) if code else ()
    if isinstance(ratio, Fraction):
        if ratio > 1:
            codes += ("targets.more-than-all",)
        return Achievement(
            target=target, done=done, ratio=ratio, reached=ratio >= 1, within=_within(target, done), codes=codes
        )
    why = Undefined(ratio.reason if isinstance(ratio, Undefined) else say(code, "zh"))
    return Achievement(target=target, done=done, ratio=why, reached=False, within=_within(target, done), codes=codes)


def _compare(target: Target, done: Quantity | Undefined) -> tuple[str, Fraction | Undefined | None]:
    """Code of what to say, and the ratio; None means that the code is the reason."""
    promised = target.quantity
    if isinstance(promised, Undefined):
        return "targets.no-number", None
    if target.standard:
        return "targets.standard", None
    if isinstance(done, Undefined):
        return "targets.nothing-reported", done
    if target.direction is Direction.DECREASE or promised.qualifier is Qualifier.AT_MOST:
        return "targets.limit", None
    if not promised.value:
        return "targets.zero", None
    if done.qualifier is Qualifier.AT_MOST:
        return "targets.done-is-a-limit", None
    said = "targets.range-lower" if promised.qualifier is Qualifier.RANGE else ""
    if done.unit.converts_to(promised.unit):
        return said, done.base / promised.base
    if promised.qualifier is Qualifier.FULL_COVERAGE:
        return "targets.unknown-denominator", None
    if done.unit.is_share:
        return said, done.base / 100
    return "targets.other-unit", None


def _within(target: Target, done: Quantity | Undefined) -> bool | Undefined:
    promised = target.quantity
    if isinstance(promised, Undefined) or isinstance(done, Undefined) or not done.unit.converts_to(promised.unit):
        return Undefined(say("targets.no-limit", "zh"))
    if target.direction is Direction.DECREASE or promised.qualifier is Qualifier.AT_MOST:
        return (done.base if done.upper is None else Fraction(done.upper) * done.unit.factor) <= promised.base
    return Undefined(say("targets.no-limit", "zh"))
