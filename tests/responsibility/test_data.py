"""The shipped tables of the room hold what their headers promise."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources

from minsheng.responsibility import Directory, OrganisationKind
from minsheng.responsibility.names import fold, full_form


def _table(name: str) -> dict[str, list[dict[str, str | list[str]]]]:
    table: dict[str, list[dict[str, str | list[str]]]] = tomllib.loads(
        resources.files("minsheng.responsibility").joinpath(name).read_text("utf-8")
    )
    return table


def test_no_abbreviation_stands_for_two_bodies() -> None:
    shorts = Counter(fold(s) for row in _table("aliases.toml")["body"] for s in row["short"])
    assert [s for s, n in shorts.items() if n > 1] == []


def test_every_abbreviation_leads_to_its_full_name_and_stays_there() -> None:
    for row in _table("aliases.toml")["body"]:
        full = str(row["full"])
        for prefix in ("", "县", "梁山县", "各"):
            for name in (full, *row["short"]):
                if row.get("behind") == "division" and prefix == "各":
                    continue
                assert full_form(fold(prefix + name)) == prefix + full, prefix + name
                assert full_form(full_form(fold(prefix + name))) == full_form(fold(prefix + name))


def test_every_rule_of_kinds_names_a_kind() -> None:
    for row in _table("kinds.toml")["rule"]:
        assert OrganisationKind(row["kind"])
        assert set(row) <= {"kind", "begins", "ends", "holds"}


def test_an_abbreviation_and_its_full_name_are_of_one_kind() -> None:
    for row in _table("aliases.toml")["body"]:
        for short in row["short"]:
            kinds = {Directory().resolve(f"县{name}").kind for name in (short, str(row["full"]))}
            assert len(kinds) == 1, (short, kinds)
