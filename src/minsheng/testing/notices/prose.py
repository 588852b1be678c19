"""Projects as numbered paragraphs (条文), units and time limits in brackets, lines or clauses."""

from __future__ import annotations

from collections.abc import Iterator

from minsheng.testing.notices.blocks import Block, Line
from minsheng.testing.notices.dice import Dice
from minsheng.testing.notices.figures import chinese
from minsheng.testing.notices.truth import Work
from minsheng.testing.notices.works import Style

_CATEGORIES = ("就业创业", "教育惠民", "交通出行", "医疗卫生", "城乡建设", "养老托育", "文体服务", "社会保障")
_LABELS = {
    "split": (("牵头单位", "配合单位"), ("主办单位", "协办单位"), ("牵头部门", "配合部门"), ("责任单位", "配合单位")),
    "leads": (("牵头单位", ""), ("主办单位", "")),
    "responsible": (("责任单位", ""), ("责任部门", "")),
    "both": (("牵头单位", "责任单位"),),
}  # fmt: skip


def paragraphs(dice: Dice, style: Style, works: list[Work]) -> list[Block]:
    """The numbered paragraphs, under headings or not."""
    dice.features.add("prose")
    number = dice.pick(("{}.", "{}.", "{}．", "{}、", "（{}）", "({})", "{}. "))
    headed = dice.chance(2, "categories")
    if not headed and dice.chance(2):
        number = dice.pick(("{c}、", "（{c}）", "{c}是", "第{c}，"))
        dice.features.add("numbered-in-chinese")
    if style.one_text and any(w.content[0].isdigit() for w in works) and "c" not in number:
        number = "（{}）"  # 4.415个 is a number of its own
    duty = dice.pick(("bracket", "bracket", "lines", "line", "sentence"))
    dice.features.add(f"units-in-{duty}")
    labels = dice.pick(_LABELS.get(style.units, _LABELS["split"]))
    colon = dice.pick(("：", "：", ":"))
    blocks: list[Block] = []
    left = 0
    for k, work in enumerate(works):
        if headed and left == 0:
            left = dice.number(1, max(1, len(works) - k))
            blocks.append(
                Line(f"{chinese(len(blocks) + 1)}、{dice.pick(_CATEGORIES)}{dice.pick(('', f'（{left}项）'))}")
            )
        left -= 1
        mark = number.format(k + 1, c=chinese(k + 1))
        blocks += _one(dice, style, work, mark, duty, labels, colon)
    return _counted(blocks)


def _counted(blocks: list[Block]) -> list[Block]:
    """Headings numbered one by one."""
    found: list[Block] = []
    n = 0
    for block in blocks:
        if isinstance(block, Line) and block.text.partition("、")[2].startswith(_CATEGORIES):
            n += 1
            block = Line(f"{chinese(n)}、{block.text.partition('、')[2]}")
        found.append(block)
    return found


def _one(
    dice: Dice, style: Style, work: Work, mark: str, duty: str, labels: tuple[str, str], colon: str
) -> Iterator[Line]:
    content = work.content if work.content.endswith("。") else work.content + "。"
    head = mark
    if not style.one_text:
        if dice.chance(3, "name-on-a-line-of-its-own"):
            yield Line(f"{mark}{work.name}")
            head = ""
        else:
            head = f"{mark}{work.name}{dice.pick(('。', '。', '：'))}"
    parts = list(_duties(style, work, labels, colon))
    lines = content.split("\n")
    marks = ("；", "；", "，") if style.units in ("split", "both") and not style.leaders else ("；",)
    if duty == "bracket" and parts:
        opening, closing = dice.pick((("（", "）"), ("（", "）"), ("（", "）"), ("〔", "〕"), ("[", "]"), ("【", "】")))
        if opening != "（":
            dice.features.add("units-in-square-brackets")
        lines[-1] = f"{lines[-1]}{opening}{dice.pick(marks).join(parts)}{closing}"
        if dice.chance(3):
            lines[-1] = lines[-1].replace(f"。{opening}", opening) + "。"
    elif duty == "sentence":
        lines[-1] += "".join(f"{p}。" for p in parts)
    lines[0] = head + lines[0]
    yield from (Line(line) for line in lines)
    if duty == "lines":
        yield from (Line(p) for p in parts)
    elif duty == "line" and parts:
        yield Line("；".join(parts) + dice.pick(("。", "")))


def _duties(style: Style, work: Work, labels: tuple[str, str], colon: str) -> Iterator[str]:
    """牵头单位：…, 配合单位：…, 完成时限：…"""
    if style.leaders and work.leaders:
        yield f"责任领导{colon}{'、'.join(work.leaders)}"
    if style.units in ("clauses", "marked", "labelled") and style.units == "clauses":
        yield "，".join(
            [f"{'、'.join(work.leads)}牵头", *([f"{'、'.join(work.partners)}配合"] if work.partners else [])]
        )
    else:
        yield f"{labels[0]}{colon}{'、'.join(work.leads)}"
        if labels[1] and work.partners:
            yield f"{labels[1]}{colon}{'、'.join(work.partners)}"
    if style.limits == "stated" and work.limits and work.limits != ((style.common,) if style.common else ()):
        yield f"完成时限{colon}{'，'.join(limit.text for limit in work.limits)}"
