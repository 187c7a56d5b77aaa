"""Jobs: held by one worker at a time, tried again after a while, never lost."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import NotFound
from learning.work import jobs
from learning.work.jobs import LEASE, MOST_TRIES, Held
from learning.work.models import Job
from tests.builders import AT

KINDS = ("mail.reset", "count")
MINUTE = dt.timedelta(minutes=1)


def put(session: Session, *, kind: str = "count", at: dt.datetime = AT) -> Job:
    public_id = jobs.put(session, kind, {"person": "p", "nonce": "n"}, at=at)
    return session.query(Job).filter_by(public_id=public_id).one()


def held(session: Session, *, at: dt.datetime = AT) -> Held:
    found = jobs.hold(session, KINDS, at=at)
    assert found is not None
    return found


def test_what_is_due_for_longest_is_held_first_and_by_one_alone(session: Session) -> None:
    second, first = put(session), put(session, at=AT - MINUTE)
    assert jobs.is_any_due(session, KINDS, at=AT)
    one, two = held(session), held(session)
    assert (one.id, two.id) == (first.id, second.id)
    assert (one.payload, one.made_at) == ({"person": "p", "nonce": "n"}, AT - MINUTE)
    assert (one.tries, one.kind) == (1, "count")
    assert one.lease != two.lease
    assert jobs.hold(session, KINDS, at=AT) is None
    assert not jobs.is_any_due(session, KINDS, at=AT)


def test_a_job_of_the_future_or_of_another_kind_is_not_held(session: Session) -> None:
    put(session, at=AT + MINUTE)
    put(session, kind="unheard of")
    assert jobs.hold(session, KINDS, at=AT) is None
    assert jobs.hold(session, (), at=AT) is None
    assert held(session, at=AT + MINUTE).kind == "count"


def test_a_lease_of_a_worker_that_died_runs_out(session: Session) -> None:
    put(session)
    dead = held(session)
    assert jobs.hold(session, KINDS, at=AT + LEASE - MINUTE) is None
    alive = held(session, at=AT + LEASE)
    assert (alive.id, alive.tries) == (dead.id, 2)
    assert not jobs.finish(session, dead, at=AT + LEASE), "it is somebody else's by now"
    assert not jobs.fail(session, dead, "late", at=AT + LEASE)
    assert jobs.finish(session, alive, at=AT + LEASE)
    assert not jobs.finish(session, alive, at=AT + LEASE), "once is enough"


def test_a_done_job_keeps_nothing_of_what_it_was_about(session: Session) -> None:
    row = put(session)
    assert jobs.finish(session, held(session), at=AT, said="Nothing to do.")
    session.refresh(row)
    assert (row.done_at, row.payload, row.error) == (AT, {}, "Nothing to do.")
    assert (row.lease, row.leased_until) == (None, None)
    assert jobs.hold(session, KINDS, at=AT + LEASE) is None


def test_a_failed_job_waits_longer_each_time_and_is_then_given_up(session: Session) -> None:
    row, at = put(session), AT
    for number in range(1, MOST_TRIES + 1):
        assert jobs.hold(session, KINDS, at=at - dt.timedelta(microseconds=1)) is None
        now = held(session, at=at)
        assert now.tries == number
        assert jobs.fail(session, now, "The mail server could not be reached.", at=at)
        session.refresh(row)
        at = row.due_at
    assert row.failed_at is not None
    assert dt.timedelta(days=1) <= row.failed_at - AT <= dt.timedelta(days=2)
    assert row.error == "The mail server could not be reached."
    assert row.payload == {"person": "p", "nonce": "n"}, "it can be tried again"
    assert jobs.hold(session, KINDS, at=at + LEASE) is None


@given(st.integers(1, 10_000))
def test_the_wait_never_shrinks_and_never_passes_six_hours(tries: int) -> None:
    assert MINUTE <= jobs.wait(tries) <= jobs.wait(tries + 1) <= dt.timedelta(hours=6)
    assert jobs.wait(1) == MINUTE
    assert jobs.wait(tries + 1) in (2 * jobs.wait(tries), dt.timedelta(hours=6))


def test_what_cannot_work_is_given_up_at_once_and_can_be_tried_again(session: Session) -> None:
    row = put(session)
    assert jobs.fail(session, held(session), "x" * 300, at=AT, for_good=True)
    session.refresh(row)
    assert (row.failed_at, row.error) == (AT, "x" * 200)
    assert jobs.retry(session, row.public_id, at=AT + MINUTE) == "count"
    assert jobs.retry(session, row.public_id, at=AT + MINUTE) is None, "in two tabs is once"
    assert (row.failed_at, row.error) == (None, "")
    assert held(session, at=AT + MINUTE).tries == 1


@pytest.mark.parametrize("public_id", ["", "gone", "\0", "x" * 100, "ж"])
def test_what_is_not_there_is_not_tried_again(session: Session, public_id: str) -> None:
    with pytest.raises(NotFound, match="no such job"):
        jobs.retry(session, public_id, at=AT)


def test_a_job_that_stops_its_worker_each_time_is_given_up(session: Session) -> None:
    row, at = put(session), AT
    for _ in range(MOST_TRIES):
        held(session, at=at)
        at += LEASE
    assert jobs.hold(session, KINDS, at=at) is None
    assert not jobs.is_any_old(session, at=at - MINUTE)
    assert jobs.is_any_old(session, at=at)
    assert jobs.give_up(session, at=at) == 1
    session.refresh(row)
    assert row.failed_at == at and "stopped each time" in row.error


def test_what_is_long_over_is_removed_and_what_waits_never(session: Session) -> None:
    done, failed, waiting = put(session), put(session), put(session)
    jobs.finish(session, held(session), at=AT)
    jobs.fail(session, held(session), "No.", at=AT, for_good=True)
    later = AT + jobs.KEPT
    assert not jobs.is_any_old(session, at=later - MINUTE)
    assert jobs.clear(session, at=later - MINUTE) == 0
    assert jobs.is_any_old(session, at=later)
    assert jobs.clear(session, at=later) == 2
    left = [row.id for row in session.query(Job)]
    assert left == [waiting.id] and done.id != failed.id


def test_jobs_about_somebody_who_leaves_are_forgotten(session: Session) -> None:
    put(session)
    jobs.put(session, "count", {"person": "other"}, at=AT)
    jobs.put(session, "count", {}, at=AT)
    jobs.forget(session, "p")
    assert [row.payload for row in session.query(Job).order_by(Job.id)] == [{"person": "other"}, {}]


def test_many_workers_never_hold_one_job_at_once(committing: Database) -> None:
    with committing.writing() as unit:
        for _ in range(12):
            put(unit)
    got: list[int] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(10)
        for _ in range(6):
            with committing.writing() as unit:
                found = jobs.hold(unit, KINDS, at=AT)
            if found:
                got.append(found.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(got) == len(set(got)) == 12
