"""Words of a web page as a browser shows them (网页文字): white space, line breaks, numbers of lists, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Attributes = Mapping[str, "str | None"]

INVISIBLE = frozenset(
    [
        "-comment",
        "-document",
        "script",
        "style",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "noscript",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "picture",
        "map",
        "math",
        "datalist",
        "input",
        "!doctype",
        "-doctype",
    ]
)
"""Elements that show no words of their own."""
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin on a line of their own."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"\n{3,}")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[（(]?[0-9A-Za-z一二三四五六七八九十]{1,4}[)）.．、]")
_WIDE = "[\u2e80-\U0010ffff]"
_BROKEN = re.compile(rf"[ \t\r\n\f](?<={_WIDE}.)(?:(?<=[\r\n])|[ \t\f]*[\r\n])[ \t\r\n\f]*(?={_WIDE})", re.DOTALL)
"""White space with a line break of the source that is no space. It begins with a set, which is sought fast."""


def collapsed(text: str) -> str:
    """White space as a browser shows it; between Chinese characters a line break of the source is none.

    >>> collapsed(" 改造\\n道路  400 公里 ")
    '改造道路 400 公里'
    """
    if " " not in text and text.isprintable():  # any white space but the blank is not printable
        return text
    joined = _BROKEN.sub("", text)
    if " " not in joined and joined.isprintable():
        return joined
    return _SPACE.sub(" ", joined).replace("\xa0", " ").strip()


class Words:
    """Gathers the words of a paragraph or cell.

    >>> words = Words()
    >>> words.text("目标\\n"), words.line(), words.text("任务"), words.paragraph(), words.text("（年）")
    (None, None, None, None, None)
    >>> words.take()
    '目标\\n任务\\n\\n（年）'
    """

    def __init__(self) -> None:
        self.size = 0
        """Characters since the last `take`."""
        self.kept = 0
        """Elements around in which white space stands as it is (pre)."""
        self._line: list[str] = []
        self._done: list[str] = []

    def text(self, text: str) -> None:
        """More of the same line."""
        if self.kept and "\n" in text:
            first, *more = text.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for line in more:
                self.line()
                self._line.append(line)
        elif text:
            self._line.append(text)
        self.size += len(text)

    def line(self) -> None:
        """A line break."""
        self._done += (collapsed("".join(self._line)), "\n")
        self._line.clear()

    def paragraph(self) -> None:
        """A border between paragraphs."""
        line = collapsed("".join(self._line))
        self._line.clear()
        if line or self._done:
            self._done += (line, "\n\n")

    def take(self) -> str:
        """What was gathered; then it is empty again."""
        line = collapsed("".join(self._line))
        self._line.clear()
        self.size = 0
        if not self._done:
            return line
        text = _BLANKS.sub("\n\n", "".join(self._done) + line).strip("\n")
        self._done.clear()
        return text


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes right within one."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def is_hidden(attributes: Attributes) -> bool:
    """Whether an element says that it is not shown.

    >>> is_hidden({"style": "color:red; display : none"}), is_hidden({"hidden": None}), is_hidden({"class": "a"})
    (True, True, False)
    """
    return "hidden" in attributes or (
        bool(style := attributes.get("style")) and bool(_HIDDEN.search(style or "", 0, 2_000))
    )


def _holder_of_list(holder: LexborNode) -> bool:
    """Whether a numbered list stands in an item of another numbered list."""
    item = holder.parent
    return item is not None and item.tag == "li" and item.parent is not None and item.parent.tag == "ol"


def number_of(node: LexborNode, numbers: list[int]) -> str:
    """The number that a browser prints before an item of a numbered list; the last of `numbers` counts the items."""
    holder = node.parent
    if holder is None or holder.tag != "ol" or not numbers:
        return ""
    attributes, own = holder.attributes, node.attributes.get("value") or ""
    start = attributes.get("start") or ""
    if own.isascii() and own.isdigit() and len(own) < 6:
        numbers[-1] = int(own)
    elif not numbers[-1] and start.isascii() and start.isdigit() and len(start) < 6:
        numbers[-1] = int(start)
    else:
        numbers[-1] += 1
    style = f"{attributes.get('style') or ''} {node.attributes.get('style') or ''}"
    if "none" in style[:2_000] or _NUMBERED.match(node.text()[:40]):
        return ""
    n, kind = numbers[-1], attributes.get("type") or "1"
    if kind == "1" and _holder_of_list(holder):
        return f"（{n}）"  # a list within an item of another: what it counts are pieces of it
    return f"{chr(ord(kind) + n - 1) if kind in 'aA' and n <= 26 else n}. "
