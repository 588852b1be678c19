"""The shipped tables of the room hold what their headers promise."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources

from minsheng.responsibility import Directory, OrganisationKind
from minsheng.responsibility.names import fold, full_form


def _text(name: str) -> str:
    return resources.files("minsheng.responsibility").joinpath(name).read_text("utf-8")


def _bodies() -> list[tuple[str, str, list[str]]]:
    """Where it counts, the full name, the short ones."""
    tables: dict[str, dict[str, str]] = tomllib.loads(_text("aliases.toml"))
    return [(where, full, short.split()) for where, bodies in tables.items() for full, short in bodies.items()]


def test_no_abbreviation_stands_for_two_bodies() -> None:
    shorts = Counter(fold(s) for _, _, short in _bodies() for s in short)
    assert [s for s, n in shorts.items() if n > 1] == []


def test_every_abbreviation_leads_to_its_full_name_and_stays_there() -> None:
    for where, full, short in _bodies():
        for prefix in ("", "县", "梁山县", "各"):
            for name in (full, *short):
                if where == "behind_division" and prefix == "各":
                    continue
                assert full_form(fold(prefix + name)) == prefix + full, prefix + name
                assert full_form(full_form(fold(prefix + name))) == full_form(fold(prefix + name))


def test_every_rule_of_kinds_names_a_kind() -> None:
    rules: list[dict[str, str]] = tomllib.loads(_text("kinds.toml"))["rule"]
    for row in rules:
        assert row["kind"] in {kind.value for kind in OrganisationKind}
        assert set(row) <= {"kind", "begins", "ends", "holds"}


def test_an_abbreviation_and_its_full_name_are_of_one_kind() -> None:
    for _, full, shorts in _bodies():
        for short in shorts:
            kinds = {Directory().resolve(f"县{name}").kind for name in (short, full)}
            assert len(kinds) == 1, (short, kinds)
