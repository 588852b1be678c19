"""No message shows a password, nor a part of one, however wrongly the address that holds it is written. Made-up passwords."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minsheng.errors import MinshengError
from minsheng.storage import WrongUrl, open_store
from minsheng.storage.shown import without_password

_SPECIAL = st.text(st.sampled_from("@/:?#%&=[]+ ,;\\'\"$!~*()^|<>密\n\t"), max_size=4)
_CLOSED = "127.0.0.1:1"
"""Where nobody listens."""

WRONG = [
    f"postgresql://app:GEH/EIM@{_CLOSED}/counties",
    f"postgresql://app:GEH@EIM@{_CLOSED}/counties",
    f"postgresql://app:GEH?EIM@{_CLOSED}/counties",
    f"postgresql://app:12?GEH=EIM@{_CLOSED}/counties",
    f"postgresql://app:12/GEHEIM@{_CLOSED}/counties",
    f"postgresql://app:GEH%EIM@{_CLOSED}/counties",
    f"postgresql://app:GEHEIM@{_CLOSED}:x/counties",
    "postgresql://app:GEHEIM/counties",
    "postgresql://app:GEH/EIM",
    f"postgresql:/app:GEHEIM@{_CLOSED}/counties",
    f"postgresql:app:GEHEIM@{_CLOSED}/counties",
    f"postgresql//app:GEHEIM@{_CLOSED}/counties",
    f"app:GEHEIM@{_CLOSED}/counties",
    f"mysql://app:GEH/EIM@{_CLOSED}/counties",
    "host=127.0.0.1 password=GEHEIM user=app",
    "host=127.0.0.1 password = 'GEH EIM' user=app",
    "postgresql://app@h/d?password=GEHEIM&scheme=x",
    "postgresql://app@h/d?password=GEH&EIM&scheme=x",
    "postgresql://app@h/d?sslpassword=GEH@EIM&scheme=x",
    "postgresql://app@h/d?passwort=GEHEIM",
    "postgresql://app:GEHEIM@h/d?schema=pg_x",
    "sqlite://app:GEHEIM@h/d",
]


def _tells_nothing(error: MinshengError) -> None:
    told = [error.message("zh"), error.mend("zh"), error.message("en"), error.mend("en"), str(error), repr(error)]
    for text in told:
        assert "GEH" not in text
        assert "EIM" not in text
        assert "{" not in error.message()


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_address_tells_nothing_of_its_password(url: str) -> None:
    with pytest.raises(MinshengError) as caught:
        open_store(url)
    _tells_nothing(caught.value)
    assert caught.value.__cause__ is None


@given(first=_SPECIAL, second=_SPECIAL, third=_SPECIAL, user=st.sampled_from(["app", "", "a%40b"]))
@example(first="", second="/", third="", user="app")
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_password_is_not_told(first: str, second: str, third: str, user: str) -> None:
    """Not even a part of it, whether or not the address can be understood with it."""
    with pytest.raises(MinshengError) as caught:
        open_store(f"postgresql://{user}:{first}GEH{second}EIM{third}@{_CLOSED}/counties")
    _tells_nothing(caught.value)


@pytest.mark.parametrize("password", ["GEH/EIM", "GEH@EIM", "12/GEHEIM", "12?GEHEIM"])
def test_who_did_not_escape_a_password_is_told_how(password: str) -> None:
    with pytest.raises(WrongUrl) as caught:
        open_store(f"postgresql://app:{password}@{_CLOSED}/counties")
    for lang in ("zh", "en"):
        assert "%40" in caught.value.mend(lang)
        assert "%2F" in caught.value.mend(lang)
    assert "app" in caught.value.message()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://clerk@db.example:5432/counties?schema=liangshan&sslmode=require",
        "postgresql:///counties?host=/run/postgresql",
        "postgresql://one:5432,two:5433/counties",
        "postgresql://[::1]:5432/counties",
        "postgresql://liangshan_app@/counties",
        "sqlite:///C:/a@b.db",
        "sqlite:////srv/a:b@c.db",
        "folder:/srv/counties",
        "memory:",
    ],
)
def test_what_has_no_password_is_shown_as_it_is(url: str) -> None:
    assert without_password(url) == url


@pytest.mark.parametrize("option", ["scheme=x", "schemas=x", "sslmod=require", "Schema=x"])
def test_an_option_that_there_is_not_is_named_with_those_that_there_are(option: str) -> None:
    with pytest.raises(WrongUrl) as caught:
        open_store(f"postgresql://app:GEHEIM@{_CLOSED}/counties?{option}&schema=liangshan")
    _tells_nothing(caught.value)
    for lang in ("zh", "en"):
        text = caught.value.message(lang) + caught.value.mend(lang)
        for part in (option.partition("=")[0], "schema", "sslmode", "connect_timeout"):
            assert part in text
