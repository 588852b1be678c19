"""Money and ways of carrying out in the text of a project (资金、实施方式), by the patterns of terms.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TypedDict

from attrs import frozen

from minsheng.errors import InvalidValue
from minsheng.projects import Funding
from minsheng.targets import Quantity


class _Row(TypedDict):
    needs: list[str]
    pattern: str
    examples: list[str]


@frozen(kw_only=True)
class FoundTerm:
    """A term and its place in the text."""

    text: str
    start: int
    end: int


@frozen(kw_only=True)
class FoundFunding:
    """Money in the text and its place."""

    funding: Funding
    start: int
    end: int


@cache
def rows() -> dict[str, list[_Row]]:
    """All rows of terms.toml by what they tell: funding, amount, delivery."""
    text = resources.files("minsheng.intake.words").joinpath("terms.toml").read_text("utf-8")
    table: dict[str, list[_Row]] = tomllib.loads(text)
    return table


@cache
def _pattern(kind: str, which: tuple[int, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rows()[kind][i]['pattern']})" for i in which))


@cache
def _needs(kind: str) -> tuple[tuple[int, str], ...]:
    return tuple((i, word) for i, row in enumerate(rows()[kind]) for word in row["needs"])


def _matches(kind: str, text: str) -> Iterator[re.Match[str]]:
    """Where a row of `kind` takes hold; only the rows are tried of which the text has a word."""
    which = [i for i, word in _needs(kind) if word in text]
    return _pattern(kind, tuple(dict.fromkeys(which))).finditer(text) if which else iter(())


def find_delivery(text: str) -> Iterator[FoundTerm]:
    """How it is carried out, each way once.

    >>> [f.text for f in find_delivery("采取以工代赈方式施工，乡镇组织，县级资金奖补。")]
    ['以工代赈', '乡镇组织']
    """
    seen: set[str] = set()
    for match in _matches("delivery", text):
        if match[0] not in seen:
            seen.add(match[0])
            yield FoundTerm(text=match[0], start=match.start(), end=match.end())


def find_funding(text: str) -> Iterator[FoundFunding]:
    """Where the money comes from, with its amount where one is printed.

    >>> [(f.funding.source, str(f.funding.amount)) for f in find_funding("县级资金奖补，总投资200万元。")]
    [('总投资', '200万元'), ('县级资金奖补', '文件未列金额')]
    """
    for match in _matches("amount", text):
        printed = next(g for g in match.groups() if g is not None)
        try:
            amount = Quantity.parse(printed)
        except InvalidValue:
            continue  # the grammar of quantities is stricter than the pattern; the words stay in the content
        source = text[match.start() : match.end() - len(printed)]
        yield FoundFunding(funding=Funding(source=source, amount=amount), start=match.start(), end=match.end())
    seen: set[str] = set()
    for match in _matches("funding", text):
        if match[0] not in seen:
            seen.add(match[0])
            yield FoundFunding(funding=Funding(source=match[0]), start=match.start(), end=match.end())
