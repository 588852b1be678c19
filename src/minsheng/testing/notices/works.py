"""The projects of a made-up notice, with what they mean (项目)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.figures import clause, counted
from minsheng.testing.notices.limits import limit_in_text, limits
from minsheng.testing.notices.truth import Figure, Limit, Report, Work
from minsheng.testing.notices.vocabulary import SUFFIXES, Area, thing, village

_OPENINGS = (
    "以服务好困难群体为出发点", "对设施老化、功能不全的进行改造", "坚持建管并重", "着力解决群众反映的突出问题", "按照先急后缓的原则", "采取以工代赈方式施工",
    "进一步改善城乡面貌", "抓好前期工作",
)  # fmt: skip

_STATES = ("正在办理招标手续", "已完成选址", "按计划推进", "主体施工", "正在安装调试")
_DONE = ("已完成{}", "累计完成{}", "目前完成{}", "已建成{}，其余正在推进", "截至目前已完成{}")


@frozen(kw_only=True)
class Style:
    """What all projects of one notice have in common."""

    area: Area = field(repr=False)
    year: int
    one_text: bool = False
    """No name beside the text: its beginning is the name."""
    units: str = "split"
    """split (牵头, 配合), leads, responsible (责任单位 alone), clauses (…牵头，…配合), labelled, marked (（牵头）), both (牵头, 责任)."""
    leaders: bool = False
    limits: str = "stated"
    """stated (a column or phrase), text (within the text), common (one sentence for all), none."""
    pieces: bool = True
    """Texts may have numbered pieces."""
    common: Limit | None = None
    as_of: date | None = None
    """The day to which a circular reports; None in a notice."""
    report: str = ""
    """How a circular reports: figure, rate, both (a column each), words."""


def works(dice: Dice, style: Style, count: int) -> list[Work]:
    """So many projects, no two of one name."""
    found: list[Work] = []
    seen: set[str] = set()
    for n in range(1, count + 1):
        work = _work(dice, style, n)
        while work.name in seen:
            work = _renamed(dice, style, work)
        seen.add(work.name)
        found.append(work)
    return found


def _renamed(dice: Dice, style: Style, work: Work) -> Work:
    more = village(dice)
    content = more + work.content if style.one_text else work.content
    return evolve(work, name=more + work.name, content=content)


def _work(dice: Dice, style: Style, n: int) -> Work:
    pieces: list[tuple[str, tuple[Figure, ...]]] = []
    figures: list[Figure] = []
    parts: list[str] = []
    if style.as_of is not None:
        content, own = counted(dice)
        figures += own
        parts.append(content)
    elif style.pieces and not style.one_text and dice.chance(8, "numbered-pieces"):
        content = _pieces(dice, pieces)
    else:
        if not style.one_text and dice.chance(3):
            parts.append(dice.pick(_OPENINGS))
        for _ in range(dice.number(1, 3)):
            words, own = clause(dice)
            parts.append(words)
            figures += own
        content = dice.pick(("，", "，", "；")).join(parts) + dice.pick(("。", "。", ""))
    name = parts[0] if style.one_text else _name(dice, content)
    due = _limits(dice, style)
    if style.limits == "text":
        content = content.rstrip("。") + f"，{due[0].text}。" if due else content
    leads, partners = _units(dice, style)
    status, reports = _reported(dice, style, figures) if style.as_of is not None else ("", ())
    return Work(
        no=str(n),
        name="".join(name.split()),
        content=content,
        figures=tuple(figures),
        pieces=tuple(pieces),
        leads=tuple(leads),
        partners=tuple(partners),
        leaders=tuple([style.area.leader(dice)] if style.leaders else []),
        limits=due,
        status=status,
        reports=reports,
    )


def _reported(dice: Dice, style: Style, figures: Sequence[Figure]) -> tuple[str, tuple[Report, ...]]:
    """What was done so far; a status in words is no figure."""
    (wanted,) = figures
    if dice.chance(6, "nothing-reported"):
        return dice.pick(_STATES) if style.report == "words" else "", ()
    done = dice.number(0, 2 * int(wanted.value))
    percent = (Decimal(done * 100) / wanted.value).quantize(Decimal("0.01") if dice.chance(3) else Decimal("0.1"))
    made = Report(text=str(done), value=Decimal(done), unit=wanted.unit, as_of=style.as_of)
    if style.report == "words":
        return dice.pick(_DONE).format(f"{done}{wanted.unit}"), (made,)
    if style.report == "rate":
        return "", (evolve(made, text=f"{percent}%", value=None, unit="", percent=percent),)
    return "", (evolve(made, percent=percent) if style.report == "both" else made,)


def _pieces(dice: Dice, pieces: list[tuple[str, tuple[Figure, ...]]]) -> str:
    mark, end = dice.pick((("{}.", "。\n"), ("{}.", "；\n"), ("（{}）", "；"), ("{}、", "。\n"), ("（{}）", "。\n")))
    text = ""
    count = dice.number(2, 4)
    for k in range(1, count + 1):
        words, own = clause(dice)
        pieces.append((str(k), own))
        if words[0].isdigit() and not mark.endswith("）"):
            words = f"完成{words}"  # 3.610个 is a number of its own
        text += mark.format(k) + words + (end if k < count else "。")
    return text


def _name(dice: Dice, content: str) -> str:
    noun, of = thing(dice)
    kind = dice.number(0, 5)
    suffix = dice.pick(SUFFIXES)
    if kind == 0:
        return village(dice) + noun + suffix
    if kind == 1:
        return f"实施{noun}{suffix}"
    if kind == 2:
        dice.features.add("name-in-quotes")
        return f"“{noun}进万家”{suffix}"
    if kind == 3:
        return dice.pick(of.verbs) + noun
    if kind == 4:
        dice.features.add("name-with-brackets")
        return f"{noun}{suffix}（{dice.pick(('一期', '二期', '续建', '含配套设施'))}）"
    return noun + suffix


def _limits(dice: Dice, style: Style) -> tuple[Limit, ...]:
    if style.limits == "none":
        return ()
    if style.limits == "common" or (style.common is not None and dice.chance(3, "limit-left-out")):
        assert style.common is not None, "a style with a common limit names it"
        return (style.common,)
    if style.limits == "text":
        if dice.chance(3):
            return ()
        return (limit_in_text(dice, style.year),)
    # a season is no date; the limit for all holds for projects that have none, which nobody can tell of a season
    found = limits(dice, style.year)
    return found or (style.common,) if style.common is not None else found


def _units(dice: Dice, style: Style) -> tuple[list[str], list[str]]:
    area = style.area
    if style.units == "responsible":
        return area.units(dice, 1, 3), []
    if style.units == "leads":
        return area.units(dice, 1, 2), []
    leads = area.units(dice, 1, 1) if not dice.chance(6, "two-leads") else area.units(dice, 2, 2)
    partners = [u for u in area.units(dice, 0 if style.units != "marked" else 1, 3) if u not in leads]
    return leads, partners
