"""One quantity in words (数量短语): 约400公里, 400家以上, 4—8个, 每人每年100元, 500余公里."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from minsheng.targets.grammar.words import HAN, either, table, words
from minsheng.targets.qualifiers import Qualifier
from minsheng.targets.units import Unit, UnitTable
from minsheng.text import NUMERALS, number

_REACH = 24
"""Characters in front of a number in which its 每人每年 is looked for."""
_FORMAL = "壹贰叁肆伍陆柒捌玖"
_SPOKEN = "".join(c for c in NUMERALS if c not in _FORMAL + "拾佰仟")
_NUMERAL = rf"[{_SPOKEN}]++|(?:[{_FORMAL}][拾佰仟万亿]零?)++[{_FORMAL}]?"
"""The figures of cheques count only with their places named: 队伍 is no five, 伍拾 is fifty."""
_FIGURE = r"\d{1,3}(?:,\d{3}){1,6}+(?![\d,])(?:\.\d++)?|\d++(?:\.\d++)?"
_DASH = r"(?:[—~]{1,2}|-|至|到)"
_DASHES = re.compile("[—~至到-]")
_LONG = re.compile("[/每（](?:(?<!（)|..?）)")
"""What the unit of a rate (元/人) goes on with, and a bracket between a unit and 以上."""
_RUN = re.compile(r"[\w+]{1,24}")
"""Behind a number, what reaches as far as a noun without a measure word may: 万余城镇低收入居民."""
_NO_PER = "隔满增逢余来多几每"
"""每隔, 每满, 每增: what follows 每 is no unit."""
_BEFORE = ("reach", "below", "approx", "at_least", "at_most", "over")
_HEDGES = {name: Qualifier(name) for name in ("approx", "at_least", "at_most", "over")}
_WEIGHT = (Qualifier.RANGE, Qualifier.AT_MOST, Qualifier.AT_LEAST, Qualifier.OVER, Qualifier.APPROX, Qualifier.EXACT)

_STEPS = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}
_NEAR = re.compile(r"(?<![最附邻靠])近\Z|约\Z|超过?\Z|逾\Z")
_MEAN = re.compile(
    r"([户人村校])均(?:补助|奖补|补贴|发放|奖励|减免|资助|救助)?(?:标准)?(?:为|达到?|约|近|不低于|不少于|不超过)?$"
)
"""户均补助2万元 is so much a household."""
_PER = re.compile("[/·•.每]")

NUMBER = re.compile(
    rf"(?<![\d.A-Za-z×*])(?:(?P<figure>{_FIGURE})|百分之(?P<share>[{_SPOKEN}]++(?:点[{_SPOKEN}]++)?|{_FIGURE})|(?P<numeral>{_NUMERAL}))",
    re.ASCII,
)
"""A number where it begins; possessive, so that a long run of digits is looked at once."""
_BEGINS = re.compile(f"[0-9{NUMERALS}]")
"""What every number begins with: most of a text is passed by this."""


def numbers(plain: str) -> Iterator[re.Match[str]]:
    """Every number in a folded text; what `NUMBER.finditer` finds, in a tenth of the time.

    >>> [n[0] for n in numbers("对36个小区、百分之九十的学校")]
    ['36', '百分之九十']
    """
    begin = _BEGINS.search(plain)
    while begin is not None:
        found = NUMBER.match(plain, begin.start())
        if found is not None:
            yield found
        begin = _BEGINS.search(plain, begin.end() if found is None else found.end())


class Phrase(NamedTuple):
    """What a phrase says, and where it stands in the folded text."""

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    unit: Unit
    qualifier: Qualifier
    below: bool
    """降至15%: smaller is better although the number is exact."""
    bare: bool
    """No measure word is printed: 20万学生."""
    digits: int
    """Where the number itself begins."""
    numeral: bool
    """Printed in Chinese numerals."""


class Grammar:
    """The patterns of one unit table."""

    def __init__(self, units: UnitTable) -> None:
        self.units = units
        names = units.names()
        self.names = frozenset(names)
        unit = either(names, here=True)
        # tried only where no unit is
        generic = rf"(?![万亿余多百千来型类级号等第岁周]|年级)[{HAN}]{{2,6}}?{either(words('nouns', 'person_ends'), here=True)}"
        modifier = either(words("nouns", "modifier"), here=True)
        ages = r"(?:\d{1,2}(?:[—~至到-]\d{1,2})?周?岁(?:以上|以下)?|“[^“”，。；]{1,8}”)"
        someone = (
            rf"(?:{either(words('nouns', 'person'), here=True)}|{either(words('nouns', 'person_ends'), here=True)})"
        )
        persons = rf"(?:{modifier}?{either(words('nouns', 'person'), here=True)}|{generic}|{modifier}?{ages}{someone})"
        nouns = rf"{persons}|{modifier}?{either(words('nouns', 'thing'), here=True)}"  # none begins like a scale or 余
        scale = "(?:[百千]?[万亿]|万亿|[百千])"
        no_unit = either(words("not_units", "words"), here=True)
        plain = rf"(?!{no_unit}){unit}"
        behind = [w for name in _HEDGES for w in words("after", name)]
        after = either(behind)
        self._unit, self._nouns, self._scale, self._after = plain, nouns, scale, after
        self._amount = rf"(?P<scale>{scale})??(?P<more>[余多来+])?(?P<scale2>[万亿])??"
        self.reach = 3 * max(map(len, names), default=0) + 8
        """Characters behind a number within which the dash of a range stands: 万, a unit and what it is for."""
        before = "|".join(f"(?P<{name}>{_hedge(words('before', name))})" for name in _BEFORE if name != "reach")
        begins = "".join(sorted({w[0] for name in _BEFORE for w in words("before", name)}))
        self.before = re.compile(
            rf"(?=[{re.escape(begins)}])(?P<reach>{either(words('before', 'reach'))})?(?:{before}){_verb()}\Z"
        )
        self.persons = (*words("nouns", "person"), *words("nouns", "person_ends"))
        self._noun_ends = frozenset(word[-1] for word in (*self.persons, *words("nouns", "thing")))
        leads = [
            *words("labels", "verbs"),
            *words("before", "modal"),
            *(w for name in _BEFORE if name != "reach" for w in words("before", name)),
        ]
        self.lead_ends = frozenset(w[-1] for w in leads)
        self.hedges = {w: [q for h, q in _HEDGES.items() if w in words("after", h)] for w in behind}

    @cached_property
    def _times(self) -> str:
        """年, 月, 日: what rates are counted by."""
        return either([u.name for u in self.units.units if u.is_time], here=True)

    @cached_property
    def _per(self) -> str:
        """What a rate is so much of something for: 人, 学期."""
        longer = either([n for n in self.names if len(n) > 1 or not "一" <= n <= "鿿" or n in _NO_PER], here=True)
        return rf"(?:[十百千万]?(?:{longer}|学期|学年|(?![{_NO_PER}])[{HAN}]))"

    @cached_property
    def _word(self) -> str:
        """A unit, or a rate."""
        return rf"(?:{self._unit}(?:(?:/|每){self._per}(?:(?:[·•./]|每){self._per}|{self._times})?)?)"

    @cached_property
    def _tail(self) -> str:
        """A unit, a second one in brackets, and a hedge."""
        return (
            rf"(?:(?P<unit>{self._word})|(?=(?P<noun>{self._nouns})))"
            rf"(?:（(?P<also>(?!以|左右|上下)[{HAN}]{{1,2}})）)?(?P<after>{self._after})?"
        )

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """What stands behind most numbers: a unit, no rate, no bracket."""
        return re.compile(rf"{self._amount}(?P<unit>{self._unit})(?P<noun>(?!))?(?P<after>{self._after})?", re.ASCII)

    @cached_property
    def named(self) -> re.Pattern[str]:
        """A noun where no unit is; long, and made when the first sign of one is seen behind a number without a unit."""
        return re.compile(
            rf"{self._amount}(?P<unit>(?!))?(?=(?P<noun>{self._nouns}))(?P<after>{self._after})?", re.ASCII
        )

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """What stands behind 百分之九十; made when the first one is seen."""
        return re.compile(rf"(?P<scale>{self._scale})?(?P<more>[余多])?(?P<after>{self._after})?", re.ASCII)

    @cached_property
    def single(self) -> re.Pattern[str]:
        """What stands behind a number; long, and made when the first sign of a rate or a short bracket is seen.

        Where none is within reach, `plain` matches the same, or else `named`.
        """
        return re.compile(self._amount + self._tail, re.ASCII)

    @cached_property
    def ranged(self) -> re.Pattern[str]:
        """What stands behind the first number of a range; long, and made when the first dash is seen."""
        return re.compile(
            rf"(?P<scale>{self._scale})??(?P<first>{self._word})?(?P<dash>{_DASH})"
            rf"(?P<upper>{_FIGURE}|{_NUMERAL})(?P<upper_scale>{self._scale})??(?P<more>[余多])?{self._tail}",
            re.ASCII,
        )

    @cached_property
    def rate(self) -> re.Pattern[str]:
        """每人每年 in front of a number; made when the first 每 is seen."""
        per, times = self._per, self._times
        return re.compile(
            rf"(?:平均)?每(?P<per1>{per})(?:[{HAN}]{{0,4}}（[{HAN}]{{1,8}}）)?(?:一?每?(?P<per2>{times})|每(?P<per3>{per}))?"
            r"[^\d，。；：、（）\n“”《》]{0,14}\Z",
            re.ASCII,
        )

    def read(self, text: str, match: re.Match[str]) -> Phrase | None:
        """The phrase around the number that `match` found in `text`; None if no unit follows or the number is none."""
        start, end = match.span()
        numeral = match["numeral"] is not None
        if share := match["share"]:
            value = Decimal(100) if share == "百" else _point(share)
            alone = self.alone.match(text, end)
            more, after = alone.group("more", "after") if alone else (None, None)
            end = alone.end() if alone else end
            return (
                None if value is None else self.phrase(text, start, end, numeral, value, None, "%", None, more, after)
            )
        if end == len(text):
            return None
        ranged = self.ranged.match(text, end) if _DASHES.search(text, end, end + self.reach) else None
        if ranged and (ends := _ends(text, match, ranged)):
            end = self._with_pair(ranged)
            return self.phrase(text, start, end, numeral, *ends, *ranged.group("unit", "noun", "more", "after"))
        long = _LONG.search(text, end, end + self.reach) is not None
        single = self.single.match(text, end) if long else self.plain.match(text, end) or self.with_noun(text, end)
        if not single:
            return None
        end = self._with_pair(single) if long else single.end()
        scale, scale2 = single.group("scale", "scale2")
        value = number(match[0] + (scale or "") + (scale2 or ""))
        if value is None and match[0] in _STEPS and (single["more"] or _NEAR.search(text[max(0, start - 2) : start])):
            value = _STEPS[match[0]]  # 近百亩, 超千名, 百余家
        if value is None:
            return None
        return self.phrase(text, start, end, numeral, value, None, *single.group("unit", "noun", "more", "after"))

    def with_noun(self, text: str, end: int) -> re.Match[str] | None:
        """What `named` matches behind a number; most have nothing there that ends a noun."""
        run = _RUN.match(text, end)
        return None if run is None or self._noun_ends.isdisjoint(run[0]) else self.named.match(text, end)

    def _with_pair(self, found: re.Match[str]) -> int:
        """Where the phrase ends: with a second measure word in brackets (20台（套） is so many 台), before any other bracket."""
        also, after = found.group("also", "after")
        if not also or after or (also in self.names and not self.units.get(also).is_time):
            return found.end()
        return found.start("also") - 1

    def _noun(self, noun: str) -> str:
        """The unit of a number directly in front of its noun: 人 for persons, 个 for anything else."""
        return "人" if noun.endswith(self.persons) else "个"

    def phrase(
        self,
        text: str,
        start: int,
        end: int,
        numeral: bool,
        value: Decimal,
        upper: Decimal | None,
        unit: str | None,
        noun: str | None,
        more: str | None,
        after: str | None,
    ) -> Phrase:
        """What the words from `start` to `end` say, with those in front of them; `more` and `after` are 余 and 以上."""
        digits = start
        if noun:
            end += len(noun)
        name = _unit_name(unit) if unit else self._noun(noun or "")
        lead = self._lead(text, start)
        hedges = [Qualifier.RANGE] if upper is not None else []
        if more:
            hedges.append(Qualifier.OVER)
        if after:
            hedges += self.hedges[after]
        if lead:
            start -= len(lead[0]) - len(lead["reach"] or "")
            hedges += _hedge_of(lead)
            if lead.lastgroup == "at_most" and not after and text[end : end + 1] == "内":
                end += 1
        name, begins = self._with_rate(text, start, name)
        if begins < start and not lead and (first := self._lead(text, begins)):
            begins -= len(first[0]) - len(first["reach"] or "")  # 不低于每人每月980元
            hedges += _hedge_of(first)
        return Phrase(
            begins,
            end,
            value,
            upper,
            self.units.get(name),
            (hedges[0] if len(hedges) == 1 else min(hedges, key=_WEIGHT.index)) if hedges else Qualifier.EXACT,
            lead is not None and lead.lastgroup == "below",
            noun is not None,
            digits,
            numeral,
        )

    def _lead(self, text: str, start: int) -> re.Match[str] | None:
        """达到, 约, 不少于 … directly in front of `start`; None if none of them is there."""
        if not start or text[start - 1] not in self.lead_ends:
            return None
        return self.before.search(text[max(0, start - 10) : start])

    def _with_rate(self, text: str, start: int, name: str) -> tuple[str, int]:
        """元 with 每人每年 in front of it is 元/人·年; a yearly count (每年5000人次) stays a count."""
        if "/" in name:
            top, _, under = name.partition("/")
            if text.find("每", max(0, start - _REACH), start) < 0:
                return name, start
            whole, begins = self._with_rate(text, start, top)  # 每人每月60元/月 says the month twice
            return (whole, begins) if under in re.split("[/·]", whole)[1:] else (name, start)
        window = max(0, start - _REACH)
        cut = text.rfind("每", window, start)
        if cut < 0:
            mean = _MEAN.search(text[window:start]) if text.find("均", window, start) >= 0 else None
            if mean is None or not self.units.get(name).folded[1].is_money:
                return name, start
            return f"{self.units.get(name).name}/{mean[1]}", window + mean.start()
        rate = self.rate.search(text[window:start])
        if not rate:
            return name, start
        per = [self.units.get(rate["per1"])] + [self.units.get(p) for p in (rate["per2"], rate["per3"]) if p]
        unit = self.units.get(name)
        if all(u.is_time for u in per) and not unit.folded[1].is_money:
            return name, start
        return f"{unit.name}/{'·'.join(u.name for u in per)}", window + rate.start()


def _hedge(choices: Sequence[str]) -> str:
    """One of the words."""
    return "|".join(map(_not_after, choices))


def _verb() -> str:
    """The verb that may stand behind some of the words: 至少配备1名, 约有200户."""
    led = "|".join(f"(?<={re.escape(w)})" for w in words("before", "with_verb"))
    return rf"(?:(?:{led}){either(words('before', 'modal'))}?{either(words('labels', 'verbs'))}?)?"


def _not_after(word: str) -> str:
    """The word, unless the character before makes another word of it: 节约, 最近."""
    forbidden = table("not_before").get(word, "")
    return (f"(?<![{forbidden}])" if forbidden else "") + re.escape(word)


def _hedge_of(lead: re.Match[str]) -> tuple[Qualifier, ...]:
    """What the last word of a lead says; 降至 is no hedge."""
    return (_HEDGES[lead.lastgroup],) if lead.lastgroup in _HEDGES else ()


def _unit_name(text: str) -> str:
    """元/人年, 元/人/年, 元每人每年 → 元/人·年 needs only its marks to be one kind."""
    if _PER.search(text) is None:
        return text
    top, *under = _PER.split(text)
    return f"{top}/{'·'.join(under)}" if under else top


def _ends(text: str, match: re.Match[str], ranged: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Lower and upper end; 3—5万 is 3万—5万; None where the two numbers are no range: 从10个到20个, 10公里到3个村."""
    if ranged["dash"] in "至到" and text[match.start() - 1 : match.start()] in ("从", "由"):
        return None
    if ranged["first"] and ranged["first"] != ranged["unit"]:
        return None
    scale, upper_scale = ranged["scale"] or "", ranged["upper_scale"] or ""
    value, upper = number(match[0] + scale), number(ranged["upper"] + upper_scale)
    if value is None or upper is None:
        return None
    if upper_scale and not scale and not ranged["first"]:
        scaled = number(match[0] + upper_scale)
        value = scaled if scaled is not None and scaled < upper else value
    return (value, upper) if value < upper else None


def _point(text: str) -> Decimal | None:
    """九十, 九十点五: the places behind 点 are single figures."""
    whole, point, places = text.partition("点")
    if not point:
        return number(text)
    head = number(whole)
    tail = [number(c) for c in places]
    if head is None or any(t is None or t > 9 for t in tail):
        return None
    return Decimal(f"{head}." + "".join(str(t) for t in tail))


@lru_cache(maxsize=16)
def grammar(units: UnitTable) -> Grammar:
    """The patterns of `units`, made once."""
    return Grammar(units)
