"""Figures in cells of their own (数值栏): the amounts that they are, in the measure that another column gives."""

from __future__ import annotations

import re

from attrs import evolve

from minsheng.errors import MinshengError
from minsheng.targets import FoundQuantity, Quantity, Target, default_units
from minsheng.text import squeeze

SENTENCE = re.compile("[，。；]")
"""What a name has not."""


AMOUNT = re.compile(r"\d[\d.,]*[^，。；\d]{1,4}")
"""A cell that is an amount and nothing else."""
_DIGITS = re.compile(r"\d[\d.]*")


def prints(text: str, words: str) -> bool:
    """Whether a text has the number of these words."""
    digits = _DIGITS.search(words)
    return digits is not None and digits[0] in _DIGITS.findall(text)


def whole_amount(text: str) -> tuple[FoundQuantity, ...]:
    """The amount that is all of a cell for the figure: 不低于60元."""
    try:
        quantity = Quantity.parse(squeeze(text))
    except MinshengError:
        return ()
    return (FoundQuantity(target=Target(quantity), start=0, end=len(text), rule="figure", confidence=0.95),)


def in_unit(found: FoundQuantity, word: str) -> FoundQuantity:
    """The amount per what the column for the measure word says: 不低于60元, 元/人·月."""
    quantity = found.target.quantity
    if "/" not in word or not isinstance(quantity, Quantity) or quantity.unit.name != word.partition("/")[0]:
        return found
    return evolve(found, target=evolve(found.target, quantity=evolve(quantity, unit=default_units().get(word))))
