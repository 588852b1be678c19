"""Laws of opening a store again, beside another opening, for reading only, and of closing it (存储规约：开与关)."""

from __future__ import annotations

from collections import Counter

import pytest

from minsheng.ledger import Duplicate, Inspecting, Moved, Placed, SameStore, Store, StoreFailed, copy, verify_store
from minsheng.testing.store_rows import MANY, PLAN, adopted, insist, rows, together


class StoreOpenings:
    """What `StoreConformance` needs from who subclasses it, and the laws that need no more than that."""

    def new_store(self) -> Store:
        """A store without rows, of its own; called many times."""
        raise NotImplementedError

    def reopened(self, store: Store) -> Store | None:
        """Another opening of what `store`, which is closed by then, has kept; None if it keeps nothing."""
        return None

    def opened_again(self, store: Store) -> Store | None:
        """Another opening of what `store`, which stays open, keeps, as another process would have it; None if it is alone."""
        return None

    def opened_to_read(self, store: Store) -> Store | None:
        """Another opening of what `store`, which stays open, keeps, for reading only; None if there is no such thing."""
        return None

    # several openings

    def test_two_openings_lose_nothing(self) -> None:
        """What holds between threads holds between openings, and so between processes."""
        with self.new_store() as store:
            other = self.opened_again(store)
            if other is None:
                return

            def write(opening: Store, who: str) -> None:
                for n in range(20):
                    insist(opening, f"{who}-{n}")

            with other:
                together([lambda: write(store, "one"), lambda: write(other, "other")])
                ids = [f"{who}-{n}" for who in ("one", "other") for n in range(20)]
                for opening in (store, other):
                    found = list(opening.read(PLAN))
                    assert Counter(row.id for row in found) == Counter(ids), "each once, for both"
                    assert [row.position for row in found] == list(range(1, 41)), "positions without gaps"
                with pytest.raises(Duplicate):
                    other.append(PLAN, rows([ids[0]], after=40), after=40)
                with pytest.raises(Moved):
                    store.append(PLAN, rows(["late"], after=39), after=39)

    # reading only

    def test_an_opening_to_read_sees_everything_and_writes_nothing(self) -> None:
        with self.new_store() as store:
            wanted = rows(["a", "b"])
            store.append(PLAN, wanted[:1], after=0)
            reader = self.opened_to_read(store)
            if reader is None:
                return
            with reader:
                assert list(reader.read(PLAN)) == wanted[:1]
                with pytest.raises(StoreFailed):
                    reader.append(PLAN, wanted[1:], after=1)
                store.append(PLAN, wanted[1:], after=1)
                assert list(reader.read(PLAN)) == wanted, "what is written later shows too"
                assert reader.last(PLAN) == wanted[-1]
                assert reader.plans() == (PLAN,)
            assert list(store.read(PLAN)) == wanted

    # the end

    def test_closing_twice_is_harmless(self) -> None:
        store = self.new_store()
        store.append(PLAN, rows(["a"]), after=0)
        store.close()
        store.close()

    def test_a_closed_store_raises_nothing_but_failures_of_stores(self) -> None:
        store = self.new_store()
        store.append(PLAN, rows(["a"]), after=0)
        store.close()
        for call in (
            store.plans,
            lambda: store.last(PLAN),
            lambda: store.get(PLAN, ["a"]),
            lambda: list(store.read(PLAN)),
            lambda: store.append(PLAN, rows(["b"], after=1), after=1),
        ):
            try:
                call()
            except StoreFailed:
                pass
            except Exception as error:
                raise AssertionError(f"{type(error).__name__} is no StoreFailed: callers know no other") from error

    def test_a_reading_that_outlives_its_store_gives_all_or_raises(self) -> None:
        """A reading never ends before the row that was last when it began, unless it says so."""
        store = self.new_store()
        wanted = rows([f"id-{n}" for n in range(MANY)])
        store.append(PLAN, wanted, after=0)
        reading = iter(store.read(PLAN))
        seen = [next(reading)]
        store.close()
        try:
            seen.extend(reading)
        except StoreFailed:
            assert seen == wanted[: len(seen)], "what came in front of the error is right"
            return
        except Exception as error:
            raise AssertionError(f"{type(error).__name__} is no StoreFailed: callers know no other") from error
        assert seen == wanted, "a reading that raises nothing gives all rows"

    def test_what_was_appended_is_there_after_opening_again(self) -> None:
        store = self.new_store()
        wanted = rows(["a", "b"])
        store.append(PLAN, wanted, after=0)
        store.close()
        again = self.reopened(store)
        if again is not None:
            with again:
                assert list(again.read(PLAN)) == wanted
                again.append(PLAN, rows(["c"], after=2), after=2)
                assert [row.id for row in again.read(PLAN)] == ["a", "b", "c"]

    # what it may offer besides

    def test_a_sound_store_is_found_sound(self) -> None:
        with self.new_store() as store:
            for _ in range(2):
                if isinstance(store, Inspecting):
                    store.inspect()
                assert all(verify_store(store))
                adopted(store).report("1", total="5公里", on="2024-06-28", id="report")

    def test_places_tell_stores_apart(self) -> None:
        with self.new_store() as store, self.new_store() as other:
            if not isinstance(store, Placed) or not isinstance(other, Placed):
                return
            assert store.place() != other.place(), "two stores"
            for opened in (self.opened_to_read, self.opened_again):
                again = opened(store)
                if again is not None:
                    with again:
                        assert isinstance(again, Placed)
                        assert store.place() == again.place(), "two openings of one store"
                        with pytest.raises(SameStore):
                            copy(again, store)
