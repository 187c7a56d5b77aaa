"""Tries in vain have to wait, shortly, and only their own address."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import TooMany
from learning.people import throttling
from learning.people.models import Tries
from learning.people.throttling import ACCOUNT, Limit
from tests.builders import AT

SECOND = dt.timedelta(seconds=1)
KEY = throttling.key("a secret", "account", "ife@example.org", ACCOUNT)
OTHER = throttling.key("a secret", "account", "ola@example.org", ACCOUNT)


def fail(session: Session, times: int, *, at: dt.datetime = AT) -> None:
    for _ in range(times):
        throttling.failed(session, [KEY], at=at)


def test_a_few_failures_are_free(session: Session) -> None:
    fail(session, ACCOUNT.free - 1)
    throttling.check(session, [KEY], at=AT)


def test_then_one_has_to_wait_and_is_told_how_long(session: Session) -> None:
    fail(session, ACCOUNT.free)
    with pytest.raises(TooMany, match=r"Try again in 31 seconds\."):
        throttling.check(session, [OTHER, KEY], at=AT)
    throttling.check(session, [OTHER], at=AT)
    throttling.check(session, [KEY], at=AT + 30 * SECOND)
    fail(session, 1, at=AT + 30 * SECOND)
    with pytest.raises(TooMany, match="in 61 seconds"):
        throttling.check(session, [KEY], at=AT + 30 * SECOND)
    fail(session, 30, at=AT + 60 * SECOND)
    with pytest.raises(TooMany, match="in 6 minutes"):
        throttling.check(session, [KEY], at=AT + 60 * SECOND)


def test_success_and_an_hour_of_peace_are_a_new_beginning(session: Session) -> None:
    fail(session, ACCOUNT.free)
    throttling.succeeded(session, KEY)
    throttling.check(session, [KEY], at=AT)
    fail(session, ACCOUNT.free)
    throttling.failed(session, [OTHER], at=AT + dt.timedelta(hours=1))
    assert session.scalar(select(func.count()).select_from(Tries)) == 1, "nothing old is kept"


@given(st.integers(1, 40), st.integers(1, 600), st.integers(1, 4000), st.integers(0, 200))
def test_waits_grow_and_never_pass_the_longest(
    free: int, first: int, longest: int, number: int
) -> None:
    limit = Limit(free, first, longest)
    assert limit.wait(number) <= limit.wait(number + 1) <= dt.timedelta(seconds=longest)
    assert (limit.wait(number) > dt.timedelta(0)) == (number >= free)


def test_a_key_tells_nothing_of_the_address_and_differs_by_kind() -> None:
    assert "ife" not in KEY.hash
    others = [("another", "account"), ("a secret", "network")]
    assert {throttling.key(s, k, "ife@example.org", ACCOUNT).hash for s, k in others} & {
        KEY.hash
    } == set()


def test_failures_of_two_workers_at_once_all_count(committing: Database) -> None:
    def once() -> None:
        with committing.writing() as unit:
            throttling.failed(unit, [KEY, OTHER], at=AT)

    threads = [threading.Thread(target=once) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    with committing.reading() as unit:
        assert unit.scalars(select(Tries.number)).all() == [6, 6]
