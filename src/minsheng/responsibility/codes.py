"""Codes that a registrar gave (代码): 统一社会信用代码 (GB 32100-2015) and 行政区划代码 (GB/T 2260, GB/T 10114)."""

from __future__ import annotations

import unicodedata
from functools import cache

from minsheng.errors import InvalidValue
from minsheng.errors.data_files import read_data
from minsheng.text import squeeze

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: 31 characters, without I, O, S, V, Z."""
_VALUES = {c: i for i, c in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_LOOKS_LIKE = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U"}
_DIGITS = frozenset("0123456789")


def _plain(code: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", code)).upper()


def credit_check_character(first: str) -> str:
    """The 18th character that belongs to the first 17 of a 统一社会信用代码.

    >>> credit_check_character("11370828593615886")
    'A'
    """
    total = sum(weight * _VALUES[c] for weight, c in zip(_WEIGHTS, first, strict=True))
    return _ALPHABET[-total % 31]


def check_credit_code(code: str) -> str:
    """A 统一社会信用代码, without spaces and in capitals.

    Raises:
        InvalidValue: wrong length, a character that can not stand where it stands, or a check character that does
            not fit; says which and what it may have been meant to be.

    >>> check_credit_code("11370828 593615886a")
    '11370828593615886A'
    """
    plain = _plain(code)
    if len(plain) != 18:
        raise InvalidValue("responsibility.credit-length", value=code, n=len(plain))
    for position, character in enumerate(plain, 1):
        if character not in _VALUES:
            likely = _LOOKS_LIKE.get(character, "")
            kind = "responsibility.credit-lookalike" if likely else "responsibility.credit-character"
            raise InvalidValue(kind, value=code, position=position, character=character, likely=likely)
        if 3 <= position <= 8 and character not in _DIGITS:
            raise InvalidValue("responsibility.credit-digit", value=code, position=position, character=character)
    expected = credit_check_character(plain[:17])
    if plain[17] != expected:
        raise InvalidValue("responsibility.credit-check", value=code, character=plain[17], expected=expected)
    return plain


@cache
def _divisions() -> tuple[dict[str, str], dict[str, str]]:
    """Province by its two digits; kind of township by the first of its three."""
    table = read_data("minsheng.responsibility", "divisions.toml", dict[str, dict[str, str]])
    return table["provinces"], table["townships"]


def check_division_code(code: str) -> str:
    """A 行政区划代码 without spaces: six digits, or nine for a 街道, 镇 or 乡.

    Checked is the shape, not whether such a county exists today.

    Raises:
        InvalidValue: says which digit is wrong and what may stand there.

    >>> check_division_code("370832"), check_division_code("370832 001")
    ('370832', '370832001')
    """
    plain = _plain(code)
    for position, character in enumerate(plain, 1):
        if character not in _DIGITS:
            raise InvalidValue("responsibility.division-digit", value=code, position=position, character=character)
    if len(plain) not in (6, 9):
        raise InvalidValue("responsibility.division-length", value=code, n=len(plain))
    provinces, townships = _divisions()
    if plain[:2] not in provinces:
        raise InvalidValue("responsibility.division-province", value=code, digits=plain[:2])
    if plain[2:4] == "00" and plain[4:6] != "00":
        raise InvalidValue("responsibility.division-city", value=code, digits=plain[4:6])
    if len(plain) == 9 and plain[6] not in townships:
        raise InvalidValue("responsibility.division-township", value=code, digits=plain[6:])
    if len(plain) == 9 and plain[4:6] == "00":
        raise InvalidValue("responsibility.division-county", value=code, digits=plain[6:])
    return plain
