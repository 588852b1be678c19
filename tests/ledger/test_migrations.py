"""Statements of older and newer versions: the former are brought up to date on reading, the latter kept as they are.
The older form is made up; so are the newer ones."""

from __future__ import annotations

import json

import pytest

from minsheng.errors import InvalidValue
from minsheng.ledger import Corrected, Ledger, Progress, Row, Unknown, load_statement, statement_json
from minsheng.ledger.encoding import SHANGHAI, decoded, encoded
from minsheng.ledger.migrations import STEPS, Body
from minsheng.ledger.sealing import digest
from minsheng.ledger.statements import KINDS
from minsheng.projects import Plan
from minsheng.storage import MemoryStore
from tests.ledger.made_up import Clock

AT = Clock().now
_HEAD = '{"recorded_at":"2024-12-31T12:00:00+08:00","statement":'
NEWER = [
    '{"on":"2024-06-28","share":[0.1,1e+22,null,{"b":"甲"}],"type":"weighed","version":3}',
    '{"by":"甲局","on":"2024-06-28","target":"1.t1","total":{"low":"1","unit":"公里"},"type":"progress","version":2}',
    '{"type":"weighed"}',
    '{"on":"someday","type":"weighed"}',
    '{"on":"2024-06-28","type":"weighed","version":"2.0"}',
    '{"on":"2024-06-28","target":"1.t1","total":"1公里","type":"progress","version":true}',
    '{"on":"2024-06-28","target":"1.t1","total":"1公里","type":"progress","version":0}',
]


def _wrapped(statement: str) -> bytes:
    return f"{_HEAD}{statement}}}".encode()


def _nested(statement: str) -> bytes:
    return _wrapped(f'{{"corrects":"a","on":"2024-07-01","replacement":{statement},"type":"corrected"}}')


@pytest.mark.parametrize("statement", NEWER)
@pytest.mark.parametrize("form", [_wrapped, _nested])
def test_what_is_newer_survives_byte_for_byte(form: object, statement: str) -> None:
    assert callable(form)
    data = form(statement)
    found = decoded(data)
    said = found.statement.replacement if isinstance(found.statement, Corrected) else found.statement
    assert isinstance(said, Unknown)
    assert encoded(*found) == data


@pytest.mark.parametrize("statement", NEWER)
def test_a_ledger_takes_what_is_newer_as_it_was_read(plan: Plan, statement: str) -> None:
    ledger = Ledger.adopt(MemoryStore(), plan, by="", on="2024-02-06", clock=Clock())
    said = decoded(_wrapped(statement)).statement
    entry = ledger.append(said, id="a")
    right = decoded(_nested(statement)).statement
    assert ledger.append(right).position == entry.position + 1
    rows = list(ledger.store.read(ledger.plan_id))
    assert statement.encode() in rows[1].data
    assert statement.encode() in rows[2].data
    assert ledger.verify()


def test_a_number_that_is_none_is_no_statement_of_a_newer_version() -> None:
    with pytest.raises(InvalidValue):
        decoded(_wrapped('{"on":"2024-06-28","share":1e999,"type":"weighed"}'))


@pytest.fixture
def second_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if `progress` had two versions: in the first, what is done was called "reached", in kilometres."""

    def named_total(body: Body) -> Body:
        rest = {name: value for name, value in body.items() if name != "reached"}
        return {**rest, "total": f"{body['reached']}公里"}

    monkeypatch.setitem(STEPS, ("progress", 1), named_total)
    monkeypatch.setattr(Progress, "version", 2)


OLD = '{"by":"甲局","on":"2024-06-28","reached":"120","target":"1.t1","type":"progress"}'


@pytest.mark.usefixtures("second_form")
def test_an_older_form_is_brought_up_to_date_on_reading() -> None:
    now = Progress("1.t1", total="120公里", on="2024-06-28", by="甲局")
    assert decoded(_wrapped(OLD)).statement == now
    found = decoded(_nested(OLD)).statement
    assert isinstance(found, Corrected)
    assert found.replacement == now
    assert load_statement(OLD) == now
    assert json.loads(statement_json(now))["version"] == 2
    assert decoded(encoded(AT, "", now)).statement == now


@pytest.mark.usefixtures("second_form")
def test_what_is_stored_in_an_older_form_stays_so_and_verifies(plan: Plan) -> None:
    store = MemoryStore()
    ledger = Ledger.adopt(store, plan, by="", on="2024-02-06", clock=Clock())
    first = store.last(plan.id)
    assert first is not None
    data = _wrapped(OLD)
    old = Row(plan.id, 2, "old", digest(first.digest, plan.id, 2, "old", data), data)
    store.append(plan.id, [old], after=1)
    assert str(ledger.as_of("2024-06-28").done("1").total) == "120公里"
    with pytest.raises(InvalidValue, match="falls"):
        Ledger.open(store, plan.id, clock=Clock()).report("1", total="110公里", on="2024-07-05")
    ledger.report("1", total="130公里", on="2024-07-05")
    assert ledger.verify()
    assert list(store.read(plan.id))[1] == old


@pytest.mark.usefixtures("second_form")
@pytest.mark.parametrize("version", [3, 0, "1", None])
def test_only_a_known_older_version_is_brought_up_to_date(version: object) -> None:
    line = json.dumps({**json.loads(OLD), "version": version})
    with pytest.raises(InvalidValue) as caught:
        load_statement(line)
    assert caught.value.code == "ledger.unknown-version"


def test_every_older_version_of_every_kind_has_its_step() -> None:
    assert set(STEPS) == {(tag, n) for tag, kind in KINDS.items() for n in range(1, kind.version)}
    assert AT.tzinfo == SHANGHAI
