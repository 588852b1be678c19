"""Plain text as it is copied out of documents and web pages (纯文本)."""

from __future__ import annotations

from collections.abc import Sequence

from minsheng.testing.notices.blocks import Block, Table
from minsheng.testing.notices.dice import Dice

_ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")


def plain_text(dice: Dice, blocks: Sequence[Block], way: str) -> bytes:
    """Lines with indents and blank lines as they come; tables in one of three ways."""
    gap = dice.pick(("\n", "\n\n"))
    indent = dice.pick(("", "　　", "    "))
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            parts.append(_table(dice, block, way) + "\n")
        elif block.kind == "right":
            parts.append("　" * dice.number(6, 16) + block.text)
        elif block.kind in ("title", "center"):
            parts.append(" " * dice.number(0, 8) + block.text)
        else:
            parts.append(indent + block.text)
    if dice.chance(5, "web-page-around-the-text"):
        parts.insert(
            1,
            f"来源：{dice.pick(('政府办', '信息公开办'))}　发布日期：2020-03-{dice.number(10, 28)}　点击数：{dice.number(1, 900)}",
        )
        parts.append("【打印本页】　【关闭窗口】")
    text = gap.join(parts) + "\n"
    if dice.chance(5, "windows-line-ends"):
        text = text.replace("\n", "\r\n")
    encoding = dice.pick(_ENCODINGS)
    dice.features.add(f"encoded-{encoding}")
    return text.encode(encoding)


def _table(dice: Dice, table: Table, way: str) -> str:
    if way == "tabs":
        return "\n".join("\t".join(c.text for c in row) for row in table.rows) + "\n"
    if way == "behind":
        return "\n".join("\n".join("\t" + c.text for c in row) + "\n" for row in table.rows)
    # lines within a cell are told from cells by blank lines alone
    between = dice.pick(("\n", "\n\n")) if all("\n" not in c.text for row in table.rows for c in row) else "\n\n"
    return between.join(c.text for row in table.rows for c in row) + "\n"
