"""Rule packs in files: TOML read strictly, shipped ones by name, a county's own by path."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from minsheng.calendars import PeriodKind
from minsheng.codec import RuleFiles, toml_table
from minsheng.errors import NotFound, Problems
from minsheng.errors.data_files import read_data
from minsheng.standing.bands import Band
from minsheng.standing.bases import Basis
from minsheng.standing.levels import Level
from minsheng.standing.rules import Curve, Rule, Rules
from minsheng.standing.stale import StaleLimit
from minsheng.standing.strict_toml import Table, open_point

DEFAULT = "minsheng-default"
"""Name of the pack that holds where none is named."""
SCHEMA = "minsheng.rules/1"
_LONGEST = 1000  # days or periods; a plan is a year


class UnknownRules(NotFound):
    """No shipped rule pack has this name."""

    code = "standing.unknown-rules"


def rule_packs() -> tuple[str, ...]:
    """Names of the shipped packs.

    >>> "minsheng-default" in rule_packs()
    True
    """
    return _PACKS.names()


def shipped_rules(name: str = DEFAULT) -> Rules:
    """A shipped pack by its name; it reads nothing but the package.

    Raises:
        UnknownRules: none has this name; carries those that there are.

    >>> shipped_rules().rules[0].band(24).level
    'behind'
    """
    return _PACKS.shipped(name)


def load_rules(source: str | Path) -> Rules:
    """A rule pack: a shipped one by name, or a county's own file.

    Raises:
        UnknownRules: neither a shipped name nor a file.
        Unreadable: the file is no TOML in UTF-8.
        Problems: all that is wrong with it, gaps and overlaps of its bands included.

    >>> load_rules("minsheng-default").source
    'minsheng 自定，未引自任何文件'
    """
    return _PACKS.load(source)


def parse_rules(text: str, *, name: str = "") -> Rules:
    """A rule pack from the text of its TOML; `name` is that of the file, for messages.

    Raises:
        Unreadable: it is no TOML.
        Problems: all that is wrong with it.
    """
    pack = Table(toml_table(text, file=name))
    pack.choice("schema", (SCHEMA,))
    curve = pack.choice("trajectory", tuple(c.value for c in Curve), Curve.CALENDAR_DAYS.value)
    rules = [_rule(row) for row in pack.tables("rules")]
    open_points = [open_point(row) for row in pack.tables("open", ())]
    stale = _stale(pack.table("stale"))
    levels = [_level(row) for row in pack.tables("levels")]
    called, zh, en, source = (pack.text(key) for key in ("name", "zh", "en", "source"))
    source_en, place, year = pack.text("source_en", ""), pack.text("place", ""), pack.whole("year", 0)
    pack.close()
    if pack.found:
        raise Problems(name or called, tuple(pack.found))
    known = {level.name for level in levels}
    return Rules(
        name=called,
        zh=zh,
        en=en,
        place=place,
        year=year,
        source=source,
        source_en=source_en,
        curve=Curve(curve),
        rules=rules,
        open_points=open_points,
        stale=stale,
        levels=[*levels, *(level for level in _common() if level.name not in known)],
    )


@cache
def _common() -> tuple[Level, ...]:
    """The unranked levels that a pack need not word itself."""
    top = Table(read_data("minsheng.standing", "levels.toml", dict[str, object]))
    found = tuple(_level(row) for row in top.tables("levels"))
    if top.found:
        raise Problems("levels.toml", tuple(top.found))
    return found


def _rule(row: Table) -> Rule:
    basis = Basis(row.choice("basis", tuple(b.value for b in Basis)))
    bands = [_band(inner) for inner in row.tables("bands")]
    bands += [_open(inner) for inner in row.tables("open", ())]
    of = row.choice("of", tuple(k.value for k in PeriodKind), PeriodKind.MONTH.value) if basis.by_period else None
    days = row.choice("days", ("calendar", "working"), "calendar") if basis is Basis.NEARNESS else "calendar"
    without = row.choice("without", ("next",)) if "without" in row else ""
    row.close()
    return Rule(
        basis=basis,
        bands=bands,
        of=PeriodKind.MONTH if of is None else PeriodKind(of),
        working=days == "working",
        without=without,
    )


def _stale(row: Table) -> StaleLimit:
    days, periods = row.whole("days", 0), row.whole("periods", 0)
    of = row.choice("of", tuple(k.value for k in PeriodKind), PeriodKind.MONTH.value)
    if min(days, periods) < 0 or max(days, periods) > _LONGEST or (days > 0) == (periods > 0):
        row.report("stale-limit", days=days, periods=periods)
    row.close()
    return StaleLimit(days=days, periods=periods, of=PeriodKind(of))


def _band(row: Table) -> Band:
    low, low_included = row.bound("above", "from")
    high, high_included = row.bound("below", "to")
    level = row.text("level")
    row.close()
    return Band(level=level, low=low, low_included=low_included, high=high, high_included=high_included)


def _open(row: Table) -> Band:
    low, low_included = row.bound("above", "from")
    high, high_included = row.bound("below", "to")
    zh, en = row.text("zh"), row.text("en")
    row.close()
    return Band(level="", low=low, low_included=low_included, high=high, high_included=high_included, zh=zh, en=en)


def _level(row: Table) -> Level:
    level = Level(
        row.text("name"),
        rank=row.whole("rank", 0) if "rank" in row else None,
        zh=row.text("zh"),
        en=row.text("en"),
        mark=row.text("mark"),
        colour=row.text("colour"),
        masks=row.text("masks", ""),
        counted=row.truth("counted", True),
        then_zh=row.text("then_zh", ""),
        then_en=row.text("then_en", ""),
    )
    row.close()
    return level


_PACKS = RuleFiles(package="minsheng.standing", folder="packs", unknown=UnknownRules, kind="rules", parse=parse_rules)
