"""A text that is one quantity and nothing else (单个数量): what Quantity.parse and Target.parse read."""

from __future__ import annotations

import re

from attrs import frozen

from minsheng.errors import InvalidValue
from minsheng.targets.grammar import coverage
from minsheng.targets.grammar.folding import Folded
from minsheng.targets.grammar.phrases import NUMBER, Phrase, grammar
from minsheng.targets.grammar.words import HAN, either, words
from minsheng.targets.units import UnitTable

_LONGEST = 200
"""Characters; a quantity is shorter, a longer text is refused unread."""
_CAVEAT = re.compile(r"（([^（）]*)）\Z")
_NOUN = re.compile(rf"[{HAN}A-Za-z·“”]{{1,24}}")
_WORD = re.compile(r"[^\d（）“”，。；、：:;,\s/—~-]{1,24}")


@frozen(kw_only=True)
class Whole:
    """The parts of such a text."""

    phrase: Phrase | None
    """None: full coverage."""
    printed: str
    """The quantity as printed, without caveat and noun."""
    caveat: str
    label: str
    """The noun in front: 改造面积."""
    counted: str
    """The noun behind: 小区."""
    negative: bool


def read_whole(text: str, units: UnitTable, *, labelled: bool) -> Whole:
    """Take `text` apart; a noun in front of the number is allowed only if `labelled`.

    Raises:
        InvalidValue: no quantity, no unit, or words that are neither.
    """
    shown = f"{text:.40}"
    folded = Folded(text[: _LONGEST + 1])
    plain = folded.plain.replace("\n", "")
    if len(text) > _LONGEST or not plain:
        raise InvalidValue("targets.no-quantity", text=shown)
    folded = Folded(folded.printed(0, len(folded.plain)).replace("\n", "").replace("\r", ""))
    caveat = ""
    if (found := _CAVEAT.search(plain)) and not _in_unit(plain, found[1], units):
        caveat, plain = folded.printed(found.start(1), found.end(1)), plain[: found.start()]
    if coverage.whole(plain):
        return Whole(
            phrase=None, printed=folded.printed(0, len(plain)), caveat=caveat, label="", counted="", negative=False
        )
    negative = plain.startswith("-")
    number = NUMBER.search(plain)
    if not number:
        raise InvalidValue("targets.no-quantity", text=shown)
    table = units
    phrase = grammar(table).read(plain, number)
    if phrase is None:
        table = _with_opaque(plain, number, units, shown)
        phrase = grammar(table).read(plain, number)
        if phrase is None:
            raise InvalidValue("targets.not-whole", text=shown, rest=plain[number.end() :][:20])
    lead = plain[int(negative) : phrase.start]
    label = "" if re.fullmatch(rf"(?:每[年月日天周]|每季度)?(?:{either(words('before', 'reach'))})?", lead) else lead
    rest = plain[phrase.end :]
    if (label and not (labelled and _NOUN.fullmatch(label))) or (rest and not _NOUN.fullmatch(rest)):
        raise InvalidValue("targets.not-whole", text=shown, rest=label or rest)
    printed = folded.printed(phrase.start - int(negative), phrase.end)
    return Whole(phrase=phrase, printed=printed, caveat=caveat, label=label, counted=rest, negative=negative)


def _in_unit(plain: str, inside: str, units: UnitTable) -> bool:
    """Whether the bracket at the end of a quantity belongs to its unit: 20台（套）."""
    number = NUMBER.search(plain) if len(inside) <= 2 and not inside.isascii() and inside in units else None
    phrase = grammar(units).read(plain, number) if number is not None else None
    return phrase is not None and phrase.end == len(plain)


def _with_opaque(plain: str, number: re.Match[str], units: UnitTable, shown: str) -> UnitTable:
    """`units` and the unknown word behind the number: the whole of it but for 万, 余 and 以上."""
    after = either([w for name in ("at_least", "at_most", "approx", "over") for w in words("after", name)])
    pattern = re.compile(rf"(?:[百千]?[万亿]|万亿|[百千])?[余多]?(?P<word>.*?)(?:{after})?\Z")
    rest = plain[number.end() :]
    if again := re.match(r"(?:[百千]?[万亿]|[百千])?(?:[—~]{1,2}|-|至|到)(?=[\d])", rest):
        second = NUMBER.match(rest, again.end())
        rest = rest[second.end() :] if second else rest
    found = pattern.match(rest)
    word = found["word"] if found else ""
    if not word:
        raise InvalidValue("targets.no-unit", text=shown)
    if not _WORD.fullmatch(word):
        raise InvalidValue("targets.not-whole", text=shown, rest=word)
    return units.with_units([units.get(word)])
