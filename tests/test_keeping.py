"""What is kept in memory stays within its weight, whoever puts and asks."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from learning.keeping import Kept

puts = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 60)), max_size=60)


@given(puts)
def test_what_is_kept_never_weighs_more_than_it_may(asked: list[tuple[int, int]]) -> None:
    kept = Kept[int, str](100)
    for key, weight in asked:
        kept.put(key, f"{key}", weight)
        assert 0 <= kept.weight <= 100
        assert kept.get(key) == f"{key}"
    there = {key: weight for key, weight in asked if kept.get(key) is not None}
    assert sum(there.values()) == kept.weight, "the last weight of a key is what counts"


def test_what_was_asked_for_least_recently_goes_first() -> None:
    kept = Kept[str, int](3)
    for place, name in enumerate("abc"):
        kept.put(name, place, 1)
    assert kept.get("a") == 0
    kept.put("d", 3, 1)
    assert [kept.get(name) for name in "abcd"] == [0, None, 2, 3]


def test_what_weighs_too_much_alone_is_not_kept() -> None:
    kept = Kept[str, int](3)
    kept.put("much", 1, 4)
    assert (kept.get("much"), kept.weight) == (None, 0)


def test_threads_that_put_at_once_leave_the_weight_right() -> None:
    kept = Kept[int, int](50)

    def put() -> None:
        for number in range(2_000):
            kept.put(number % 70, number, 1)
            kept.get(number % 13)

    threads = [threading.Thread(target=put) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert kept.weight == sum(kept.get(number) is not None for number in range(70)) == 50
