"""An object that exists is right: callers without a type checker are told at once what is wrong with a field."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

from minsheng.calendars import Cadence, Deadline
from minsheng.errors import InvalidValue, MinshengError
from minsheng.projects import (
    Allocation,
    Bearer,
    DocumentInfo,
    Funding,
    Item,
    Plan,
    Project,
    Rhythm,
    Share,
    WorkMethod,
)

ROAD = Project(no="1", name="道路", targets=["400公里"])
PLAN = Plan(year=2024, projects=[ROAD])
HELD = (
    ROAD,
    PLAN,
    Item(no="1"),
    Funding(source="县级资金"),
    DocumentInfo(),
    Share(party="梁山街道", quantity="60公里"),
    Allocation(target="1.t1", shares={}),
    Rhythm(id="report", name="报送", bearer=Bearer.LEADS, cadence=Cadence.MONTHLY, met_by=["report"]),
    WorkMethod(name="212"),
    Deadline.parse("2024年11月底"),
)
FIELDS = [(type(value).__name__, value, field.name) for value in HELD for field in attrs.fields(type(value))]


class Thing:
    """Belongs nowhere."""


@pytest.mark.parametrize("wrong", [Thing(), 2.5, [Thing()]], ids=["object", "number", "list"])
@pytest.mark.parametrize(("kind", "value", "field"), FIELDS, ids=[f"{kind}.{field}" for kind, _, field in FIELDS])
def test_no_field_takes_what_does_not_belong_there(kind: str, value: Project, field: str, wrong: object) -> None:
    given = {f.name: getattr(value, f.name) for f in attrs.fields(type(value))}
    make: Callable[..., object] = type(value)
    assert make(**given) == value
    with pytest.raises((MinshengError, TypeError)):
        make(**{**given, field: wrong})


def test_a_state_given_as_text_is_refused_and_not_taken_for_active() -> None:
    with pytest.raises(TypeError, match="state must be ProjectState, not str 'paused'"):
        PLAN.changed("1", state="paused")  # type: ignore[arg-type]  # what a hurried caller writes


@pytest.mark.parametrize(
    "make",
    [
        lambda text: Project(no="1", name=text),
        lambda text: Project(no="1", name="道路", leads=[text]),
        lambda text: Item(no="1", content=text),
        lambda text: DocumentInfo(title=text),
        lambda text: Funding(source=text),
        lambda text: Plan(id=text, year=2024),
        lambda text: Deadline(text, day="2024-11-30"),
    ],
)
def test_half_a_character_is_refused_where_it_comes_in(make: Callable[[str], object]) -> None:
    with pytest.raises(InvalidValue):
        make("道\ud800路")


@pytest.mark.parametrize("hidden", ["\u202e", "\x00", "\u200b", "\x1b"])
def test_numbers_and_ids_show_all_their_characters(hidden: str) -> None:
    for make in (
        lambda: Project(no=f"1{hidden}", name="道路"),
        lambda: Item(no=f"1{hidden}"),
        lambda: Plan(id=f"demo{hidden}", year=2024),
        lambda: attrs.evolve(ROAD.targets[0], id=f"1.t1{hidden}"),
    ):
        with pytest.raises(InvalidValue):
            make()


def test_a_year_is_a_number_within_reach() -> None:
    for year in (1948, 2201, True, "2024"):
        with pytest.raises((TypeError, ValueError), match="year"):
            Plan(year=year)  # type: ignore[arg-type]  # text is what a spreadsheet gives
