"""Limits: so many at a time, counted by nothing that tells who it was."""

from __future__ import annotations

import threading

import pytest

from learning.errors import TooMany
from learning.web.reporting import limits
from learning.web.reporting.limits import Limits

NOW = 1_800_000_000 - 1_800_000_000 % 86_400


def filled(one: Limits, number: int, now: int) -> int:
    """How many of so many reports are taken."""
    taken = 0
    for _ in range(number):
        try:
            one.take_report(now)
        except TooMany:
            continue
        taken += 1
    return taken


def test_so_many_reports_a_minute_are_taken_and_then_again() -> None:
    one = Limits()
    assert filled(one, limits.PER_MINUTE + 5, NOW) == limits.PER_MINUTE
    with pytest.raises(TooMany, match="stands below"):
        one.take_report(NOW + 59)
    assert filled(one, 1, NOW + 60) == 1


def test_so_many_reports_an_hour_are_taken_and_then_again() -> None:
    one = Limits()
    taken = sum(filled(one, limits.PER_MINUTE, NOW + 60 * minute) for minute in range(60))
    assert taken == limits.PER_HOUR
    assert filled(one, 1, NOW + 3_600) == 1


def test_a_reference_is_tried_so_often_an_hour_and_others_are_not_in_the_way() -> None:
    one = Limits()
    for _ in range(limits.TRIES):
        one.try_receipt("amber-kettle-47", NOW)
    with pytest.raises(TooMany, match="Wait an hour"):
        one.try_receipt("amber-kettle-47", NOW + 3_599)
    one.try_receipt("amber-kettle-48", NOW)
    one.try_receipt("amber-kettle-47", NOW + 3_600)


def test_no_reference_is_kept_and_the_key_of_a_day_is_thrown_away() -> None:
    one = Limits()
    one.try_receipt("amber-kettle-47", NOW)
    assert "amber" not in repr(vars(one)) and len(one._tried) == 1
    key = one._key
    one.try_receipt("amber-kettle-47", NOW + 86_400)
    assert one._key != key and len(one._tried) == 1


def test_what_is_over_is_forgotten() -> None:
    one = Limits()
    for number in range(500):
        one.try_receipt(str(number), NOW)
    one.take_report(NOW)
    assert len(one._counts) == 2, "what is gone through at each request does not grow"
    one.take_report(NOW + 3_600)
    assert len(one._counts) == 2 and len(one._tried) == 0


def test_two_at_once_are_both_counted() -> None:
    one, taken = Limits(), []
    running = [
        threading.Thread(target=lambda: taken.append(filled(one, 10, NOW))) for _ in range(8)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert sum(taken) == limits.PER_MINUTE
