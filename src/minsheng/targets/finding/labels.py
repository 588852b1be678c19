"""The words that tell one target from another (标签): 改造面积, 新增小学学位, and what is counted: 小区."""

from __future__ import annotations

import re
from functools import cache

from minsheng.targets.grammar.words import HAN, anywhere, beginning, either, words

_LONGEST = 20
"""Characters of a label; a longer one is no name."""
_NOUN = re.compile(rf"(?:[{HAN}A-Za-z·]|“[^”，。]{{1,12}}”){{1,{_LONGEST}}}")

_DIGIT = re.compile(r"\d")
_FROM_OLD = re.compile(r"(?:从|由)[^，。；]*\d[^，。；]*\Z")
_AMOUNTING_TO = re.compile(r"(?:达到|占)[^，。；]{1,12}的\Z")
_LISTED = re.compile(r"[^\w“”—·%]|等(?:处|地|区域|地方)?(?=.)")
_DAY = re.compile(r"^\d{4}年(?:\d{1,2}月)?[底前内]*")


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(either(words("counted", "stops")))


@cache
def _trailing() -> tuple[frozenset[str], re.Pattern[str]]:
    """The characters in which words end that say nothing at the end of a label, and what finds these words."""
    choices = (*words("labels", "trailing"), *words("before", "reach"))
    return frozenset(word[-1] for word in choices), re.compile(rf"(?:{either(choices)})+\Z")


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
        # 20个基础条件好些的村: a long attribute is not what is counted
        return "" if stop[0] == "的" and stop.start() > 4 else noun[: stop.start()]
    return noun if len(noun) < _LONGEST else ""


def label(segment: str, *, has_noun: bool) -> str:
    """The label in the words in front of a quantity: with a counted noun only the verb, else the noun with its verb.

    >>> label("初步测算改造里程", has_noun=False), label("建设完成后可增加", has_noun=True)
    ('改造里程', '增加')
    >>> label("对新城站点建设候车亭及便民座椅", has_noun=False)
    '建设候车亭及便民座椅'
    """
    verbs = anywhere("labels", "verbs")
    if has_noun:
        near = segment[-12:]
        return next((m[0] for m in verbs.finditer(near) if m.end() == len(near)), "")
    cleaned = _clean(segment[-60:])
    return _from_verb(cleaned, verbs) if len(cleaned) > 12 or _DIGIT.search(cleaned) else cleaned


def _clean(text: str) -> str:
    """The last listed thing, without 计划, 全年 in front and 达到, 从50% behind."""
    if "从" in text or "由" in text:
        text = _FROM_OLD.sub("", text)
    if text.endswith("的"):
        text = _AMOUNTING_TO.sub("", text)
    text = _LISTED.split(text)[-1]
    if text[:1].isdecimal():
        text = _DAY.sub("", text)
    while said := beginning(text, "labels", "leading"):
        text = text[len(said) :]
    ends, trailing = _trailing()
    if text[-1:] in ends and not text.endswith(_WORDS_OF_THEIR_OWN):
        text = trailing.sub("", text)
    return text if text.count("“") == text.count("”") else text.replace("“", "").replace("”", "")


_WORDS_OF_THEIR_OWN = ("总长", "全长", "增长", "延长", "惠及", "涉及", "普及")
"""They end like words that are no part of a label: 长, 及."""


def _from_verb(text: str, verbs: re.Pattern[str]) -> str:
    """From the last verb that still has a noun behind it; nothing if that is too long or counts something else."""
    starts = [m.start() for m in verbs.finditer(text) if len(text) - m.end() >= 2]
    part = next((text[s:] for s in starts if len(text) - s <= _LONGEST and not _DIGIT.search(text, s)), "")
    return part or (text if len(text) <= _LONGEST and not _DIGIT.search(text) else "")
