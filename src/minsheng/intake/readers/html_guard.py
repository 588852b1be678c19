"""Web pages whose nesting would make a browser's parser slow or fat are flattened first (嵌套防护).

The HTML standard walks through all open elements at many tags, and opens formatting elements that were never closed again
in each paragraph: both grow with the square of the page. What is measured here bounds both; no page that a person made
comes near the limits.
"""

from __future__ import annotations

import re

from minsheng.errors import Unreadable
from minsheng.intake.readers import limits

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_WHOLE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_FORMATS = frozenset(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
_ALONE = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
    ]
)
"""Elements without content, and those that the next of their kind closes."""
_KEPT = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "style",
        "script",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    ]
)
_BLOCKS = frozenset(
    [
        "div",
        "section",
        "article",
        "main",
        "center",
        "form",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "fieldset",
        "pre",
        "header",
        "footer",
    ]
)
_PLAIN = ("<td>", "<tr>", "<br>", "</")
"""Tags that open no level; each as it is mostly written."""
_REOPENED = 2_000_000
"""Elements that open formats may add to a page."""


def shallow(page: str, *, file: str) -> str:
    """The page, or the page without most of its elements where these are nested too deep.

    Raises:
        Unreadable: its tables alone are nested too deep, or it has far too many tags.

    >>> shallow("<p><b>县</b></p>", file=""), shallow("<div>" * 500 + "县", file="") == "<p>" * 500 + "县"
    ('<p><b>县</b></p>', True)
    """
    tags = page.count("<")
    limits.check("intake.too-many-tags", tags, limits.TAGS, file=file)
    nesting = tags - sum(map(page.count, _PLAIN))
    if nesting <= limits.DEPTH and nesting * tags <= _REOPENED:  # as in most pages that are one long table
        return page
    deepest, formats, tags = _measured(page)
    if deepest <= limits.DEPTH and formats * tags <= _REOPENED:
        return page
    page = _WHOLE.sub(lambda m: m[0] if m[2].lower() in _KEPT else "<p>" if m[2].lower() in _BLOCKS else "", page)
    if _measured(page)[0] > limits.DEPTH:
        raise Unreadable("intake.too-deep", file=file, limit=limits.DEPTH)
    return page


def _measured(page: str) -> tuple[int, int, int]:
    """How deep elements are nested at most, how many formats are open at most, and how many tags there are."""
    depth: dict[str, int] = {}
    total = formats = deepest = most = tags = 0
    for close, name in _TAG.findall(page):
        tags += 1
        if name in _ALONE:
            continue
        name = name.lower()
        if name in _ALONE:
            continue
        if not close:
            depth[name] = depth.get(name, 0) + 1
            total += 1
            if total > deepest:
                deepest = total
            if name in _FORMATS:
                formats += 1
                if formats > most:
                    most = formats
        elif depth.get(name):
            depth[name] -= 1
            total -= 1
            if name in _FORMATS:
                formats -= 1
    return deepest, most, tags
