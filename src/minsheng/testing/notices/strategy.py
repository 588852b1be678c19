"""Made-up notices with their truth, by hypothesis (随机通知)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from minsheng.testing.notices.blocks import Block, Line
from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.figures import chinese
from minsheng.testing.notices.files import FORMATS, file_of
from minsheng.testing.notices.limits import month_end
from minsheng.testing.notices.prose import paragraphs
from minsheng.testing.notices.tables import TableLayout
from minsheng.testing.notices.truth import Head, Limit, MessyNotice
from minsheng.testing.notices.vocabulary import Area, area
from minsheng.testing.notices.works import Style, works

_KINDS = ("通知", "通知", "意见", "实施方案", "通知（第一批）")
_TABLES = ("责任分解表", "任务清单", "项目责任分工表", "项目任务分解表", "项目清单", "项目工作台账", "项目一览表")


@st.composite
def messy_notices(draw: DrawFn, *, formats: Sequence[str] = FORMATS, most: int = 6) -> MessyNotice:
    """Notices as counties write them, messy in every way that is known, as files with what they say.

    Places, units and projects are put together from parts: nothing of them exists.

    Args:
        formats: of txt, html, docx, xlsx, pdf.
        most: projects at most.
    """
    return _notice(Dice(lambda low, high: draw(_between(low, high))), formats, most)


def messy_notice(seed: int, *, formats: Sequence[str] = FORMATS, most: int = 6) -> MessyNotice:
    """The same without hypothesis: one notice a seed, each as likely as any other, for counting how many are read right.

    >>> messy_notice(7).gold() == messy_notice(7).gold()
    True
    """
    return _notice(Dice(Random(seed).randint), formats, most)


@lru_cache(maxsize=512)
def _between(low: int, high: int) -> SearchStrategy[int]:
    return st.integers(low, high)


def _notice(dice: Dice, formats: Sequence[str], most: int) -> MessyNotice:
    form = dice.pick(tuple(formats))
    place = area(dice)
    year = dice.number(2018, 2027)
    prose = form != "xlsx" and dice.chance(3)
    style = _style(dice, place, year, prose=prose)
    if not prose and dice.chance(6, "circular"):
        style = evolve(
            style,
            as_of=month_end(year, dice.number(3, 11)),
            report=dice.pick(("figure", "rate", "both", "words")),
            limits="stated" if style.limits == "stated" and style.common is None else "none",
            common=None,
            one_text=False,
        )
    found = works(dice, style, dice.number(2, max(2, most)))
    way = dice.pick(("tabs", "lines", "behind")) if form == "txt" and not prose else ""
    body: list[Block]
    if prose:
        body = paragraphs(dice, style, found)
    else:
        body, found = TableLayout(dice, style, way=way, merges=form != "txt").blocks(found)
    if way:
        dice.features.add(f"table-by-{way}")
    head, before, behind = _around(dice, style, table=not prose) if style.as_of is None else _circular(dice, style)
    data = file_of(form, dice, [*before, *body, *behind], way=way)
    return MessyNotice(
        data=data,
        format=form,
        head=head,
        works=tuple(found),
        features=tuple(sorted(dice.features)),
        kind="notice" if style.as_of is None else "progress",
    )


def _style(dice: Dice, place: Area, year: int, *, prose: bool) -> Style:
    limits = dice.pick(("stated", "stated", "stated", "common", "text", "none"))
    common = None
    if limits == "common" or (limits == "stated" and dice.chance(8)):
        month = dice.number(9, 12)
        common = Limit(text=f"{month}月底前", day=month_end(year, month))
        dice.features.add("limit-for-all")
    units = dice.pick(
        ("split", "split", "leads", "responsible", "clauses", "both", *(() if prose else ("labelled", "marked")))
    )
    return Style(
        area=place,
        year=year,
        one_text=dice.chance(4, "name-in-the-text"),
        units=units,
        leaders=dice.chance(4, "leaders"),
        limits=limits,
        pieces=not prose,
        common=common,
    )


def _around(dice: Dice, style: Style, *, table: bool) -> tuple[Head, list[Block], list[Block]]:
    """What the document says of itself, and what stands before and behind its projects."""
    place, year = style.area, style.year
    if dice.chance(4, "table-with-its-title-alone"):
        return _bare(dice, style)
    issuer = place.name + dice.pick(("人民政府", "人民政府办公室"))
    named = not dice.chance(4, "title-without-issuer")
    title = f"{issuer if named else ''}关于{_matter(dice, year)}的{dice.pick(_KINDS)}"
    sign = _sign(dice, style, issuer) if dice.chance(2) else ""
    day = date(year, 1, 2) + timedelta(days=dice.number(0, 120))
    dated = not dice.chance(12, "date-without-a-day")
    signed = not named or not dice.chance(3)
    before = _opening(dice, style, issuer, title, sign)
    end: list[Block] = []
    if signed:
        end += [Line(issuer, "right"), Line(_day(dice, day) if dated else f"{day.year}年{day.month}月", "right")]
    if dice.chance(2, "annex"):
        name = f"{place.name}{year}年民生实事{dice.pick(_TABLES)}"
        before += [Line(f"附件：{name}"), *end, Line("附件"), Line(name, "title")]
        behind: list[Block] = []
    elif table and dice.chance(2):
        before += end
        behind = []
    else:
        behind = list(end)
    if dice.chance(4, "copies"):
        behind += [Line(f"抄送：{place.level}委办公室，{place.level}人大常委会办公室。")]
        if signed and dated:
            behind += [Line(f"{place.name}人民政府办公室　　{day.year}年{day.month}月{day.day}日印发")]
    head = Head(
        title=title,
        year=year,
        number=sign,
        issuer=issuer if named or signed else "",
        issued=day if signed and dated else None,
    )
    return head, before, behind


def _matter(dice: Dice, year: int) -> str:
    """What the title says that the notice is about."""
    return dice.pick(
        (
            f"办好{year}年民生实事",
            f"印发{year}年民生实事任务分解方案",
            f"下达{year}年民生实事项目任务",
            f"分解落实{year}年民生实事工作任务",
            f"做好{year}年度为民办实事工作",
            f"认真抓好{year}年十件民生实事办理工作",
        )
    )


def _sign(dice: Dice, style: Style, issuer: str) -> str:
    """The number of the document (文号)."""
    letters = f"{style.area.name[0]}政{'办' if issuer.endswith('办公室') else ''}发"
    return f"{letters}{dice.pick(('〔{}〕', '〔{}〕', '[{}]')).format(style.year)}{dice.number(1, 60)}号"


def _opening(dice: Dice, style: Style, issuer: str, title: str, sign: str) -> list[Block]:
    """From the head of the first page to the sentence in front of the projects."""
    opening: list[Block] = []
    if sign and dice.chance(8, "red-head"):
        opening.append(Line(f"{issuer}文件", "center"))
    if sign and dice.chance(2, "number-above-the-title"):
        opening.append(Line(sign, "center"))
    opening += _title_lines(dice, title)
    if sign and all(not isinstance(b, Line) or b.text != sign for b in opening):
        opening.append(Line(sign, "center"))
    opening.append(
        Line(dice.pick(("各乡镇人民政府、街道办事处，县直各部门：", "各有关单位：", "各镇街，各有关部门：")))
    )
    opening.append(
        Line(
            dice.pick(
                (
                    "现将有关任务分解给你们，请认真抓好落实。",
                    "经研究同意，现印发给你们，请结合实际认真组织实施。",
                    "为切实办好民生实事，现就有关事项通知如下。",
                )
            )
        )
    )
    if style.common is not None:
        opening.append(Line(_for_all(dice, style)))
    return opening


def _bare(dice: Dice, style: Style) -> tuple[Head, list[Block], list[Block]]:
    """A list with a title and nothing else, or nearly."""
    title = f"{style.area.name}{style.year}年民生实事{dice.pick(_TABLES)}"
    before: list[Block] = [Line(title, "title")]
    behind: list[Block] = []
    if style.common is not None:
        (before if dice.chance(2) else behind).append(Line(_for_all(dice, style)))
    if dice.chance(6, "date-under-the-title"):
        day = date(style.year, 1, 2) + timedelta(days=dice.number(0, 120))
        before.append(Line(dice.pick(("（{}）", "{}")).format(_day(dice, day)), "center"))
        return Head(title=title, year=style.year, issued=day), before, behind
    if dice.chance(3, "note-behind"):
        behind.append(Line("注：牵头单位负责汇总，每月25日前报送进展。"))
    return Head(title=title, year=style.year), before, behind


def _circular(dice: Dice, style: Style) -> tuple[Head, list[Block], list[Block]]:
    """A list of what was done so far: its title names the month or the day."""
    day, place = style.as_of, style.area.name
    assert day is not None, "a circular has a day"
    heading, about, until, other = (
        f"{place}{day.year}年{day.month}月份民生实事进展情况表",
        f"关于{day.year}年{day.month}月民生实事办理进展情况的通报",
        f"{place}{day.year}年民生实事进展情况（截至{day.month}月底）",
        f"{place}{day.year}年{dice.pick(('重点', ''))}民生实事完成情况统计表",
    )
    title = dice.pick((heading, about, until, other))
    before: list[Block] = [Line(title, "title")]
    behind: list[Block] = []
    issuer, issued = "", None
    if title is about:
        issuer, issued = f"{place}人民政府办公室", day + timedelta(days=dice.number(1, 20))
        before.append(Line("各乡镇人民政府、街道办事处，各有关部门："))
        before.append(Line(f"现将截至{day.month}月底的办理进展情况通报如下。"))
        behind += [Line(issuer, "right"), Line(_day(dice, issued), "right")]
    if title is other or dice.chance(4):
        before.append(Line(f"截至日期：{day.year}年{day.month}月{day.day}日"))
    if dice.chance(3):
        before.append(Line(f"填报单位：{style.area.level}民生办"))
    return Head(title=title, year=style.year, issuer=issuer, issued=issued), before, behind


def _for_all(dice: Dice, style: Style) -> str:
    limit = style.common
    assert limit is not None, "called where there is one"
    shape = dice.pick(
        (
            "以上项目均须于{}完成。",
            "除注明时限的以外，所有项目均须于{}完成。",
            "各项目均应于{}全面完成。",
            "所列项目须全部于{}完成。",
        )
    )
    return shape.format(limit.text)


def _title_lines(dice: Dice, title: str) -> list[Block]:
    if len(title) > 16 and dice.chance(4, "title-over-two-lines"):
        at = title.index("关于") if "关于" in title[2:] else len(title) // 2
        return [Line(title[:at], "title"), Line(title[at:], "title")]
    return [Line(title, "title")]


def _day(dice: Dice, day: date) -> str:
    kind = dice.number(0, 5)
    if kind == 0:
        dice.features.add("date-in-chinese-figures")
        digits = str(day.year).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
        return f"{digits}年{chinese(day.month)}月{chinese(day.day)}日"
    if kind == 1:
        return f"{day.year}年 {day.month} 月 {day.day} 日"
    return f"{day.year}年{day.month}月{day.day}日"
