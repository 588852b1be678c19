"""What a caller without a type checker is told."""

from __future__ import annotations

import pickle

import pytest
from attrs import field, frozen

from minsheng.errors import InvalidValue, WrongType, check_text, each_of_type, each_whole_text, of_type, whole_text


@frozen(kw_only=True)
class Held:
    """Made up."""

    name: str = field(default="", validator=whole_text)
    names: tuple[str, ...] = field(default=(), validator=each_whole_text)
    count: int = field(default=0, validator=of_type(int))
    counts: tuple[int, ...] = field(default=(), validator=each_of_type(int))


def test_the_sentence_names_field_type_and_value() -> None:
    with pytest.raises(WrongType) as caught:
        Held(name=5)  # type: ignore[arg-type]
    assert str(caught.value) == "name must be str, not int 5"
    assert caught.value.message("zh") == "name应当是str，不能是int 5"


def test_it_is_a_type_error_and_a_value_error_and_survives_pickling() -> None:
    error = WrongType("name", "str", 5)
    assert isinstance(error, TypeError)
    assert isinstance(error, InvalidValue)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_true_is_no_number() -> None:
    with pytest.raises(WrongType):
        Held(count=True)


def test_members_are_checked_one_by_one() -> None:
    with pytest.raises(WrongType, match="names must be str, not NoneType None"):
        Held(names=("a", None))  # type: ignore[arg-type]
    with pytest.raises(WrongType, match="counts must be int, not str '3'"):
        Held(counts=(1, "3"))  # type: ignore[arg-type]


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InvalidValue, match="half a character"):
        check_text("name", "路\udc00")
    check_text("name", "𠮷路")


def test_a_huge_value_makes_a_short_sentence() -> None:
    assert len(str(WrongType("name", "str", ["x" * 10**6]))) < 120
