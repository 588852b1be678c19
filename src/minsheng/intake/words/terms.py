"""Money and ways of carrying out in the text of a project (资金、实施方式), by the patterns of terms.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, TypedDict

from minsheng.errors import InvalidValue
from minsheng.errors.data_files import read_data
from minsheng.projects import Funding
from minsheng.targets import Quantity


class _Row(TypedDict):
    needs: list[str]
    pattern: str
    examples: list[str]


class FoundTerm(NamedTuple):
    """A term and its place in the text."""

    text: str
    start: int
    end: int


class FoundFunding(NamedTuple):
    """Money in the text and its place."""

    funding: Funding
    start: int
    end: int


@cache
def rows() -> dict[str, list[_Row]]:
    """All rows of terms.toml by what they tell: funding, amount, delivery."""
    return read_data("minsheng.intake.words", "terms.toml", dict[str, list[_Row]])


@cache
def _pattern(kind: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """The rows of `kind` that need one of these words."""
    which = [row["pattern"] for row in rows()[kind] if not set(words).isdisjoint(row["needs"])]
    return re.compile("|".join(f"(?:{pattern})" for pattern in which))


@cache
def _needs(kind: str) -> tuple[str, ...]:
    return tuple(word for row in rows()[kind] for word in row["needs"])


def _matches(kind: str, text: str) -> Iterable[re.Match[str]]:
    """Where a row of `kind` takes hold; only the rows are tried of which the text has a word."""
    said = [word for word in _needs(kind) if word in text]
    return _pattern(kind, tuple(said)).finditer(text) if said else ()


def find_delivery(text: str) -> tuple[FoundTerm, ...]:
    """How it is carried out, each way once.

    >>> [f.text for f in find_delivery("采取以工代赈方式施工，乡镇组织，县级资金奖补。")]
    ['以工代赈', '乡镇组织']
    """
    return _each_once(_matches("delivery", text))


def _each_once(matches: Iterable[re.Match[str]]) -> tuple[FoundTerm, ...]:
    found: dict[str, FoundTerm] = {}
    for match in matches:
        term = match[0]
        if term not in found:
            found[term] = FoundTerm(term, *match.span())
    return tuple(found.values())


def find_funding(text: str) -> tuple[FoundFunding, ...]:
    """Where the money comes from, with its amount where one is printed.

    >>> [(f.funding.source, str(f.funding.amount)) for f in find_funding("县级资金奖补，总投资200万元。")]
    [('总投资', '200万元'), ('县级资金奖补', '文件未列金额')]
    """
    found: list[FoundFunding] = []
    for match in _matches("amount", text):
        printed = next(g for g in match.groups() if g is not None)
        try:
            amount = Quantity.parse(printed)
        except InvalidValue:
            continue  # the grammar of quantities is stricter than the pattern; the words stay in the content
        source = text[match.start() : match.end() - len(printed)]
        found.append(FoundFunding(Funding(source=source, amount=amount), *match.span()))
    found += [
        FoundFunding(Funding(source=term), start, end) for term, start, end in _each_once(_matches("funding", text))
    ]
    return tuple(found)
