"""Who does what, from the words of a cell or phrase (责任单位): names, and who of them leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from minsheng.intake.header import Column
from minsheng.intake.passages import Passage
from minsheng.responsibility import Organisation, OrganisationKind

_BETWEEN = "、，,；;\n/"
_CLAUSES = "，,；;。\n"
_LEADING = ("牵头负责", "牵头", "主办", "负责", "承办")
_HELPING = ("协助配合", "积极配合", "配合", "协办", "参与", "协助")
_LABEL = re.compile(r"(牵头|主办|承办|责任|协办|配合|参与)(?:单位|部门)?[:：]")
_ROLES = {
    "牵头": Column.LEADS,
    "主办": Column.LEADS,
    "承办": Column.LEADS,
    "责任": Column.RESPONSIBLE,
    "协办": Column.PARTNERS,
    "配合": Column.PARTNERS,
    "参与": Column.PARTNERS,
}
_BRACKET = re.compile(r"[（(](牵头|主办|责任|承办|协办|配合|参与)(?:单位|部门)?[)）]$")
_NOTHING = re.compile(r"[-—–/\\无×*.。·\s]*")


@frozen(kw_only=True)
class Parties:
    """Names as printed less white space, each once."""

    leads: tuple[Passage, ...] = ()
    partners: tuple[Passage, ...] = ()
    leaders: tuple[Passage, ...] = ()


def parties_of(texts: Iterable[tuple[Column, Passage]]) -> Parties:
    """Leads, partners and leaders of one project from all its texts about units.

    With 牵头 and 责任 units side by side the 牵头 ones lead and the others are partners; without a 牵头 one all lead.

    >>> from minsheng.intake.source import Spot
    >>> cell = Passage.whole("县城管局牵头，县住建局、县交警大队配合", Spot(0))
    >>> found = parties_of([(Column.RESPONSIBLE, cell)])
    >>> [p.text for p in found.leads], [p.text for p in found.partners]
    (['县城管局'], ['县住建局', '县交警大队'])
    """
    marked = [named for column, passage in texts for named in _marked(column, passage)]
    leads = [p for c, p in marked if c is Column.LEADS]
    rest = [p for c, p in marked if c is Column.RESPONSIBLE]
    partners = [p for c, p in marked if c is Column.PARTNERS]
    if leads:
        order = {id(p): i for i, (_, p) in enumerate(marked)}
        partners = sorted((*rest, *partners), key=lambda p: order[id(p)])
    else:
        leads = rest
    led = _once(leads)
    return Parties(
        leads=led,
        partners=tuple(p for p in _once(partners) if p.text not in {q.text for q in led}),
        leaders=_once(p for c, p in marked if c is Column.LEADERS),
    )


def names_in(passage: Passage) -> Iterator[Passage]:
    """The names in an enumeration: parted by lines and marks, by spaces where each part is a unit of its own.

    >>> from minsheng.intake.source import Spot
    >>> [p.text for p in names_in(Passage.whole("县 残 联\\n\\n各县（市、区）人民政府、县财政局 县住建局", Spot(0)))]
    ['县残联', '各县（市、区）人民政府', '县财政局', '县住建局']
    """
    for part in passage.split(_BETWEEN):
        words = part.trimmed("由：: ", "。.；;：: ")
        if words.text.endswith("等") and len(words) > 3:
            words = words[: len(words) - 1]
        if not words or _NOTHING.fullmatch(words.text):
            continue
        pieces = _spaced(words)
        yield from pieces or (words.squeezed(),)


def _spaced(words: Passage) -> list[Passage]:
    """The parts between spaces if each is a unit; none for a name that is only printed wide (县 残 联)."""
    if not re.search(r"\s", words.text):
        return []
    parts = [words[m.start() : m.end()] for m in re.finditer(r"\S+", words.text)]
    told = all(len(p) >= 3 and Organisation.guess(p.text).kind is not OrganisationKind.UNKNOWN for p in parts)
    return parts if told else []


def _marked(column: Column, passage: Passage) -> Iterator[tuple[Column, Passage]]:
    """Every name with the column that its words say it belongs to, else `column`."""
    role = column
    for clause in passage.split(_CLAUSES):
        clause = clause.stripped("。")
        label = _LABEL.match(clause.text)
        if label is not None:
            role = _ROLES[label[1]]
            clause = clause[label.end() :]
        own = role
        if column is not Column.LEADERS:
            for marks, told in ((_LEADING, Column.LEADS), (_HELPING, Column.PARTNERS)):
                mark = next((m for m in marks if clause.text.endswith(m) and len(clause) > len(m)), None)
                if mark is not None:
                    own, clause = told, clause[: len(clause) - len(mark)]
                    break
        for name in names_in(clause):
            bracket = _BRACKET.search(name.text)
            if bracket is not None and bracket.start() > 0:
                yield _ROLES[bracket[1]], name[: bracket.start()]
            else:
                yield own, name


def _once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    found: dict[str, Passage] = {}
    for passage in passages:
        found.setdefault(passage.text, passage)
    return tuple(found.values())
