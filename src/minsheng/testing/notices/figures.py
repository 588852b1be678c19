"""How a notice puts what is to be reached (目标的写法), with what it means, and figures that are no target."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import evolve

from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.truth import Figure
from minsheng.testing.notices.vocabulary import AIMS, BESIDE, COVERED, HELD, PERSONS, RATES, THINGS, Thing, thing

WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
DIGITS = "零一二三四五六七八九"
_BEFORE = {
    "约": "approx", "近": "approx", "不少于": "at_least", "不低于": "at_least", "至少": "at_least", "超": "over", "超过": "over",
}  # fmt: skip
_BEHIND = {"左右": "approx", "以上": "at_least"}
_TO = ("—", "-", "～", "至", "－")
_SQUARE = ("平方米", "平方米", "㎡", "m²")
_NO_FIGURE = (
    "健全管护机制", "优化办事流程", "加强日常管理", "落实资金保障", "同步完善配套设施", "进一步改善群众出行条件", "分批组织实施", "广泛征求群众意见",
)  # fmt: skip

Clause = tuple[str, tuple[Figure, ...]]


def chinese(value: int) -> str:
    """A whole number below 10,000 in Chinese figures.

    >>> chinese(12), chinese(320), chinese(1005)
    ('十二', '三百二十', '一千零五')
    """
    if value < 20:
        return ("十" if value >= 10 else "") + (DIGITS[value % 10] if value % 10 or value == 0 else "")
    text, gap = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + word
        gap = digit == 0
    return text


def clause(dice: Dice) -> Clause:
    """A part of a text: 新建公厕12座, 入园率达到95%以上; some promise nothing that is counted."""
    rare: tuple[Callable[[Dice], Clause], ...] = (
        _rate, _covered, _standard, _beside, _none, _kept, _from_to, _among_others, _among_others,
    )  # fmt: skip
    kind = dice.number(0, 23)
    if kind < len(rare) and (rare[kind] is not _kept or dice.chance(2)):
        return rare[kind](dice)
    return _persons(dice) if kind < 12 else _things(dice)


def _things(dice: Dice) -> Clause:
    noun, of = thing(dice)
    made, verb = amount(dice, of), dice.pick(of.verbs)
    if dice.chance(3, "number-before-noun"):
        return f"{verb}{made.text}{noun}", (made,)
    if dice.chance(9, "several-amounts"):
        other, more_of = thing(dice)
        more = amount(dice, more_of)
        return f"{verb}{noun}{made.text}、{other}{more.text}", (made, more)
    if dice.chance(12, "passive"):
        return f"{made.text}{noun}得到{dice.pick(('改造', '提升', '整治'))}", (made,)
    if dice.chance(12, "sum-that-is-reached"):
        hedge = dice.pick(("达到{}", "增至{}", "达{}"))
        plain = Figure(text=made.text, value=made.value, upper=made.upper, unit=made.unit, qualifier=made.qualifier)
        if not made.text.startswith("达到"):
            return f"全域{noun}总数{hedge.format(made.text)}", (plain,)
    intent = dice.pick(("力争", "计划", "确保", "全年")) if dice.chance(12, "intent-before-the-verb") else ""
    return f"{intent}{verb}{noun}{made.text}", (made,)


def counted(dice: Dice) -> Clause:
    """A clause with one amount in whole numbers, which a circular reports on."""
    of = dice.pick([t for t in THINGS if not t.fine and not any(u.startswith("万") for u in t.units)])
    value, unit = dice.number(2, min(of.most, 900)), dice.pick(of.units)
    hedge, shape = dice.pick(
        (("exact", "{}"), ("exact", "{}"), ("at_least", "不少于{}"), ("at_least", "{}以上"), ("over", "超{}"))
    )
    made = Figure(text=shape.format(f"{value}{unit}"), value=Decimal(value), unit=unit, qualifier=hedge)
    words = f"{dice.pick(of.verbs)}{of.noun}{made.text}"
    return (made.text if dice.chance(4, "task-is-the-figure-alone") else words), (made,)


def _persons(dice: Dice) -> Clause:
    of = dice.pick(PERSONS)
    made, verb = amount(dice, of), dice.pick(of.verbs)
    if made.unit != "人" and dice.chance(3, "number-before-noun"):
        return f"{verb}{made.text}{of.noun}", (made,)
    if dice.chance(12, "persons-without-measure-word"):
        number, value, _ = _number(dice, of, "人")
        if number.startswith("近"):
            return f"{verb}{number}名{of.noun}", (Figure(text=number, value=value, unit="名", qualifier="approx"),)
        return f"{verb}{number}{of.noun}", (Figure(text=number, value=value, unit="人"),)
    return f"{verb}{of.noun}{made.text}", (made,)


def _among_others(dice: Dice) -> Clause:
    """An amount beside a figure that tells whom or what it is for: 为60岁以上老年人免费体检3000人次."""
    dice.features.add("figure-beside-the-amount")
    shape, of = dice.pick(BESIDE)
    made = amount(dice, of)
    return shape.format(made.text), (made,)


def amount(dice: Dice, of: Thing) -> Figure:
    """A number with its unit and hedge: 约40公里, 20—23条, 500余户."""
    text, value, unit = _number(dice, of, dice.pick(of.units))
    own = Figure(text="", value=value, unit=unit)
    if text.startswith("近"):
        return evolve(own, text=text + unit, qualifier="approx")
    printed = dice.pick(_SQUARE) if unit == "平方米" else unit
    if printed != unit:
        dice.features.add("unit-as-a-sign")
    if text.isascii() and dice.chance(20, "space-before-unit"):
        printed = " " + printed
    wide = text.translate(WIDE) if dice.chance(12, "full-width-digits") else text
    kind = dice.number(0, 11)
    if kind < 2:
        words = dice.pick(tuple(_BEFORE))
        own = evolve(own, text=words + wide + printed, qualifier=_BEFORE[words])
    elif kind < 4:
        words = dice.pick(tuple(_BEHIND))
        own = evolve(own, text=wide + printed + words, qualifier=_BEHIND[words])
    elif kind == 4 and value % 10 == 0 and value >= 20:
        own = evolve(own, text=f"{wide}{dice.pick(('余', '多'))}{printed.strip()}", qualifier="over")
    elif kind == 5 and text.isdecimal():
        upper = value + dice.number(1, 60)
        end = str(upper).translate(WIDE) if wide != text else str(upper)
        own = evolve(own, text=f"{wide}{dice.pick(_TO)}{end}{printed}", upper=upper, qualifier="range")
    elif kind == 6 and text.isdecimal() and dice.chance(2):
        own = evolve(own, text=f"达到{wide}{printed}以上", qualifier="at_least")
    else:
        own = evolve(own, text=wide + printed)
    if own.qualifier != "exact":
        dice.features.add(f"hedge-{own.qualifier}")
    return own


def _number(dice: Dice, of: Thing, unit: str) -> tuple[str, Decimal, str]:
    """Printed figures, their value, and the unit without its 万."""
    if unit.startswith("万") or (of.most >= 5000 and dice.chance(4, "ten-thousands")):
        tenths = Decimal(dice.number(11, 990)).scaleb(-1)
        return f"{tenths.normalize():f}万", tenths * 10_000, unit.removeprefix("万")
    whole = dice.number(1, of.most)
    if of.fine and dice.chance(3, "decimal"):
        value = Decimal(whole * 10 + dice.number(1, 9)).scaleb(-1)
        return str(value), value, unit
    if 2 < whole < 10_000 and dice.chance(9, "chinese-numerals"):
        return chinese(whole), Decimal(whole), unit
    if whole >= 1000 and dice.chance(8, "thousands-comma"):
        return f"{whole:,}", Decimal(whole), unit
    if of.most >= 900 and dice.chance(20, "hundreds-and-more"):
        words, whole = dice.pick((("近百", 100), ("近千", 1000)))
        return words, Decimal(whole), unit
    return str(whole), Decimal(whole), unit


def _percent(dice: Dice, low: int, high: int) -> tuple[str, Decimal]:
    value = dice.number(low, high)
    text = f"{value}%"
    return (text.translate(WIDE) if dice.chance(12, "full-width-digits") else text), Decimal(value)


def _rate(dice: Dice) -> Clause:
    dice.features.add("rate")
    text, value = _percent(dice, 50, 99)
    shape, hedge = dice.pick(
        (
            ("达到{}以上", "at_least"),
            ("不低于{}", "at_least"),
            ("保持在{}以上", "at_least"),
            ("达{}", "exact"),
            ("达到{}", "exact"),
        )
    )
    words = shape.format(text)
    return dice.pick(RATES) + words, (Figure(text=words, value=value, unit="%", qualifier=hedge),)


def _from_to(dice: Dice) -> Clause:
    """Of an old and a new value only the new one counts."""
    dice.features.add("from-to")
    text, value = _percent(dice, 60, 99)
    old, word = dice.number(10, 55), dice.pick(("从", "由"))
    return f"{dice.pick(RATES)}{word}{old}%提高到{text}", (Figure(text=text, value=value, unit="%"),)


def _covered(dice: Dice) -> Clause:
    dice.features.add("full-coverage")
    base, aim = dice.pick(COVERED), dice.pick(AIMS)
    all_of = "覆盖所有" + dice.pick(("行政村", "乡镇", "社区"))
    text, words = dice.pick(((f"实现{base}全覆盖", "全覆盖"), (f"{base}{all_of}", all_of), (f"困难家庭救助{aim}", aim)))
    return text, (Figure(text=words, value=Decimal(100), unit="%", qualifier="full_coverage"),)


def _standard(dice: Dice) -> Clause:
    """A rate that is itself the promise."""
    dice.features.add("standard")
    value = dice.number(2, 60) * 10
    shape, unit = dice.pick(
        (
            ("补助标准为每人每年{}元", "元/人·年"),
            ("按每人每月{}元发放补贴", "元/人·月"),
            ("每人每年补助{}元", "元/人·年"),
            ("按{}元/人标准发放补贴", "元/人"),
        )
    )
    return shape.format(value), (Figure(text=f"{value}元", value=Decimal(value), unit=unit),)


def _kept(dice: Dice) -> Clause:
    """Something that stays below a value."""
    what, unit, most = dice.pick(HELD)
    value = dice.number(2, most)
    dice.features.add("hedge-at_most")
    words = f"控制在{value}{unit}以内"
    return what + words, (Figure(text=words, value=Decimal(value), unit=unit, qualifier="at_most"),)


def _none(dice: Dice) -> Clause:
    return dice.pick(_NO_FIGURE), ()


def _beside(dice: Dice) -> Clause:
    """Figures that are no targets."""
    dice.features.add("figure-that-is-no-target")
    n = dice.number(20, 9000)
    words = (
        f"总投资约{n}万元", f"计划投资{n}万元", "配备12导联心电图机", f"沿G{n}国道推进绿化美化", f"按照2023年第{n % 30 + 1}次会议要求推进",
        "推行“212”工作法", f"落实专项资金{n}万元", "依托5G网络提升服务水平", f"执行GB/T {n}—2019标准",
        "落实24小时值守制度", "打造15分钟便民生活圈", "重点保障60岁以上老年人", "面向3—6岁儿童开展服务", "深化“百千万”工程",
        f"开通{n}热线受理诉求", "实行“1+3+N”管理模式", "落实县委2023年1号文件精神", "每周六开放服务", "推进一站式办理",
    )  # fmt: skip
    return dice.pick(words), ()
