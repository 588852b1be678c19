"""The words that tell one target from another (标签): 改造面积, 新增小学学位, and what is counted: 小区."""

from __future__ import annotations

import re
from functools import cache

from minsheng.targets.grammar.words import HAN, either, words

_LONGEST = 16
"""Characters of a label; a longer one is no name."""
_NOUN = re.compile(rf"(?:[{HAN}A-Za-z·]|“[^”，。]{{1,12}}”){{1,{_LONGEST}}}")


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(either(words("counted", "stops")))


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    leading = re.compile(rf"(?:{either(words('labels', 'leading'))})+")
    trailing = re.compile(rf"(?:{either(words('labels', 'trailing'))})+\Z")
    return leading, trailing, re.compile(either(words("labels", "verbs")))


def counted(after: str) -> str:
    """The noun right behind a quantity, up to the verb or mark that ends it.

    >>> counted("小区进行改造"), counted("村卫生室配备"), counted("，惠及"), counted("失能经济困难老年人开展")
    ('小区', '村卫生室', '', '失能经济困难老年人')
    """
    found = _NOUN.match(after)
    if not found:
        return ""
    noun = found[0]
    stop = _stop().search(noun)
    if stop:
        return noun[: stop.start()]
    return noun if len(noun) < _LONGEST else ""


def label(segment: str, *, has_noun: bool, previous: str = "") -> str:
    """The label in the words in front of a quantity: with a counted noun only the verb, else the noun with its verb.

    `previous` is the clause before, for a quantity that stands alone (建设候车亭，约50处).

    >>> label("初步测算改造里程", has_noun=False), label("建设完成后可增加", has_noun=True)
    ('改造里程', '增加')
    >>> label("", has_noun=False, previous="对新城站点建设候车亭及便民座椅")
    '建设候车亭及便民座椅'
    """
    leading, trailing, verbs = _edges()
    segment = segment[-40:]
    if has_noun:
        found = [m for m in verbs.finditer(segment) if m.end() == len(segment)]
        return found[-1][0] if found else ""
    cleaned = _clean(segment, leading, trailing)
    if cleaned:
        return cleaned if len(cleaned) <= _LONGEST else _from_verb(cleaned, verbs)
    return _from_verb(_clean(previous[-40:], leading, trailing), verbs) if previous else ""


def _clean(text: str, leading: re.Pattern[str], trailing: re.Pattern[str]) -> str:
    text = re.split(r"[^\w“”—·]", text)[-1]
    text = re.sub(r"^[\d年月日底前]+(?=\D)", "", text)
    if found := leading.match(text):
        text = text[found.end() :]
    return trailing.sub("", text)


def _from_verb(text: str, verbs: re.Pattern[str]) -> str:
    """From the last verb that still has a noun behind it; nothing if that is too long."""
    starts = [m.start() for m in verbs.finditer(text) if len(text) - m.end() >= 2]
    part = text[starts[-1] :] if starts else text
    return part if len(part) <= _LONGEST else ""
