"""Web pages of counties (网页): the document among menus, addresses, counters and what else stands on such a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from minsheng.testing.notices.blocks import Block, Cell, Line, Table
from minsheng.testing.notices.dice import Dice

_STYLES = {
    "title": "text-align:center",
    "center": "text-align:center",
    "right": "text-align:right",
    "text": "text-indent:2em",
}


def page(dice: Dice, blocks: Sequence[Block]) -> bytes:
    """One page."""
    title = next((b.text for b in blocks if isinstance(b, Line) and b.kind == "title"), "")
    body = "\n".join(_block(dice, b) for b in blocks)
    above = below = ""
    if not dice.chance(4):
        dice.features.add("page-furniture")
        above, below = _above(dice, title), _below(dice)
    charset = dice.pick(("utf-8", "utf-8", "gb18030"))
    text = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(title)}_政府信息公开</title>'
        f"<style>.a{{color:red}}</style><script>var a = 1 < 2;</script></head><body>{above}"
        f'<div class="{dice.pick(("content", "TRS_Editor", "article", "con"))}">{body}</div>{below}</body></html>'
    )
    return text.encode(charset)


def _above(dice: Dice, title: str) -> str:
    day = f"2020-0{dice.number(1, 9)}-{dice.number(10, 28)}"
    parts = [
        '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xw">新闻中心</a></li><li><a href="/gk">政务公开</a></li></ul></div>',
        "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/gk'>政务公开</a> &gt; 民生实事</div>",
        f"<p>发布时间：{day} 09:{dice.number(10, 59)}　来源：政府办公室　浏览次数：<span id=c>{dice.number(1, 999)}</span>　字体：[<a>大</a> <a>中</a> <a>小</a>]</p>",
        f"<table><tr><td>索引号：</td><td>11370832/{dice.number(2018, 2026)}-00{dice.number(100, 999)}</td><td>发布机构：</td><td>政府办公室</td></tr>"
        f"<tr><td>名称：</td><td colspan=3>{escape(title)}</td></tr><tr><td>发布日期：</td><td colspan=3>{day}</td></tr></table>",
    ]
    return "".join(p for p in parts if not dice.chance(3))


def _below(dice: Dice) -> str:
    parts = [
        "<div>分享到： <a>微信</a> <a>微博</a></div>",
        "<div>【打印本页】 【关闭窗口】</div>",
        "<p>上一篇：关于召开会议的通知</p><p>下一篇：没有了</p>",
        '<div id="footer">主办：政府办公室　联系电话：000-0000000　网站标识码：0000000000　版权所有</div>',
        "<div>责任编辑：小编</div>",
    ]
    return "".join(p for p in parts if not dice.chance(2))


def _block(dice: Dice, block: Block) -> str:
    if isinstance(block, Table):
        return _table(dice, block)
    if block.kind == "title" and dice.chance(3):
        return f"<h1>{escape(block.text)}</h1>"
    return f'<p style="{_STYLES[block.kind]}">{_runs(dice, block.text)}</p>'


def _runs(dice: Dice, text: str) -> str:
    """The text, now and then with a tag in the middle of a word."""
    text = escape(text, quote=False)
    if len(text) > 6 and "&" not in text and dice.chance(4, "tags-within-words"):
        at = dice.number(1, len(text) - 1)
        return f'<span style="font-family:仿宋">{text[:at]}</span><span>{text[at:]}</span>'
    return text


def _table(dice: Dice, table: Table) -> str:
    close = not dice.chance(5, "cells-not-closed")
    tag = dice.pick(("td", "td", "th"))
    shape = dice.pick(("br", "p", "plain"))
    rows = []
    for row in table.rows:
        cells = "".join(_cell(dice, c, tag if c.head else "td", shape, close=close) for c in row)
        rows.append(f"<tr>{cells}" + ("</tr>" if close else ""))
    return "<table border=1>\n" + "\n".join(rows) + "\n</table>"


def _cell(dice: Dice, cell: Cell, tag: str, shape: str, *, close: bool) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f" colspan={cell.columns}" if cell.columns > 1 else ""
    )
    if not cell.text:
        inner = dice.pick(("&nbsp;", ""))
    elif shape == "p":
        inner = "".join(f"<p>{_runs(dice, part)}</p>" for part in cell.text.split("\n"))
    else:
        inner = "<br>".join(_runs(dice, part) for part in cell.text.split("\n"))
    return f"<{tag}{spans}>{inner}" + (f"</{tag}>" if close else "")
