"""Any run of calls on a store, beside a plain model of lists (状态机)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from minsheng.ledger import Cursor, Duplicate, Heads, Moved, Row, Store, feed

_PLANS = ("甲县-2024", "乙县-2024", "z")
_IDS = tuple("abcdefghijklmn")


def store_machine(
    new_store: Callable[[], Store], reopened: Callable[[Store], Store | None] = lambda store: None
) -> type[RuleBasedStateMachine]:
    """A state machine for the stores that `new_store` makes; a class of its own at each call."""

    class StoreMachine(RuleBasedStateMachine):
        readings: Bundle[tuple[Store, Iterator[Row], list[Row]]] = Bundle("readings")

        def __init__(self) -> None:
            super().__init__()
            self.store = new_store()
            self.model: dict[str, list[Row]] = {}
            self.cursor = Cursor()
            self.keeps = True

        @rule(
            plan=st.sampled_from(_PLANS),
            ids=st.lists(st.sampled_from(_IDS), max_size=4),
            off=st.sampled_from([0, 0, 0, -1, 1, 5]),
            data=st.binary(max_size=20),
        )
        def append(self, plan: str, ids: list[str], off: int, data: bytes) -> None:
            known = self.model.get(plan, [])
            after = max(len(known) + off, 0)
            new = [Row(plan, after + n, id, bytes(32), data) for n, id in enumerate(ids, 1)]
            taken = {row.id for row in known}
            double = bool(taken & set(ids)) or len(set(ids)) < len(ids)
            refusal = self._refusal(plan, new, after)
            if not new:
                assert refusal is None, "no rows, nothing happens"
            elif double:
                assert isinstance(refusal, Duplicate), f"an id is taken, and Duplicate wins: not {refusal!r}"
                assert refusal.id in ids
            elif after != len(known):
                assert isinstance(refusal, Moved), f"the rows come too late: not {refusal!r}"
                assert refusal.last == (known[-1] if known else None)
            else:
                assert refusal is None, f"nothing stands in the way: {refusal!r}"
                self.model[plan] = [*known, *new]

        def _refusal(self, plan: str, new: list[Row], after: int) -> Duplicate | Moved | None:
            try:
                self.store.append(plan, new, after=after)
            except (Duplicate, Moved) as error:
                return error
            return None

        @rule(plan=st.sampled_from(_PLANS), ids=st.lists(st.sampled_from(_IDS), max_size=5))
        def get(self, plan: str, ids: list[str]) -> None:
            assert list(self.store.get(plan, ids)) == [row for row in self.model.get(plan, []) if row.id in ids]

        @rule(plan=st.sampled_from(_PLANS), after=st.integers(0, 12))
        def read(self, plan: str, after: int) -> None:
            assert list(self.store.read(plan, after=after)) == self.model.get(plan, [])[after:]

        @rule(target=readings, plan=st.sampled_from(_PLANS))
        def begin_reading(self, plan: str) -> tuple[Store, Iterator[Row], list[Row]]:
            reading = iter(self.store.read(plan))
            wanted = list(self.model.get(plan, []))
            assert next(reading, None) == (wanted[0] if wanted else None)
            return self.store, reading, wanted[1:]

        @precondition(lambda self: bool(self.bundles.get("readings")))
        @rule(reading=readings, steps=st.integers(1, 3))
        def go_on_reading(self, reading: tuple[Store, Iterator[Row], list[Row]], steps: int) -> None:
            store, rest, wanted = reading
            if store is not self.store:
                return  # closed since
            for _ in range(steps):
                assert next(rest, None) == (wanted.pop(0) if wanted else None)

        @rule()
        def follow(self) -> None:
            seen = dict(self.cursor.seen)
            wanted = [row for plan in sorted(self.model) for row in self.model[plan][seen.get(plan, 0) :]]
            found = list(feed(self.store, self.cursor))
            assert found == wanted, "what is new since the last time, once and in order"
            for row in found:
                self.cursor = self.cursor.after(row)

        @precondition(lambda self: self.keeps)
        @rule()
        def open_again(self) -> None:
            self.store.close()
            again = reopened(self.store)
            self.keeps = again is not None
            if again is None:
                self.store, self.model, self.cursor = new_store(), {}, Cursor()
            else:
                self.store = again

        @invariant()
        def plans_and_last_rows_agree(self) -> None:
            assert self.store.plans() == tuple(sorted(self.model))
            for plan in _PLANS:
                known = self.model.get(plan)
                assert self.store.last(plan) == (known[-1] if known else None)
            if isinstance(self.store, Heads):
                assert dict(self.store.heads()) == {plan: len(known) for plan, known in self.model.items()}

        def teardown(self) -> None:
            try:
                for plan in _PLANS:
                    assert list(self.store.read(plan)) == self.model.get(plan, [])
            finally:
                self.store.close()

    return StoreMachine
