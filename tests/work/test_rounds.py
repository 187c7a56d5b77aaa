"""Rounds of a worker: jobs, chores, and what goes wrong with them."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections import Counter

import pytest

from learning.db import Database
from learning.work import jobs, rounds
from learning.work.jobs import Held
from learning.work.models import Job
from learning.work.outcomes import NotEver, NotNow
from tests.builders import AT


def now() -> dt.datetime:
    return AT


def never() -> bool:
    return False


def put(database: Database, kind: str = "a", number: int = 1) -> None:
    with database.writing() as unit:
        for _ in range(number):
            jobs.put(unit, kind, {"secret": "said aloud"}, at=AT)


def rows(database: Database) -> list[Job]:
    with database.reading() as unit:
        return unit.query(Job).order_by(Job.id).all()


def test_each_kind_is_done_by_who_does_it(database: Database) -> None:
    put(database, "a")
    put(database, "b", 2)
    done: list[str] = []
    doers = {one: lambda held: done.append(held.kind) or "" for one in ("a", "b")}
    assert rounds.do_all(database, doers, now, never) == 3
    assert done == ["a", "b", "b"]
    assert all(row.done_at == AT and row.error == "" for row in rows(database))
    assert rounds.do_all(database, doers, now, never) == 0


def test_a_kind_that_nobody_does_waits(database: Database) -> None:
    put(database, "of a newer version")
    assert not rounds.do_one(database, {"a": lambda _: ""}, now)
    assert not rounds.do_one(database, {}, now)
    [row] = rows(database)
    assert (row.tries, row.done_at) == (0, None)


@pytest.mark.parametrize(
    ("error", "said", "given_up"),
    [
        (NotNow("Later."), "Later.", False),
        (NotEver("Never."), "Never.", True),
        (KeyError("said aloud"), "A fault of the program: KeyError.", False),
    ],
)
def test_a_job_that_fails_is_noted_and_stops_no_other(
    database: Database,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    said: str,
    given_up: bool,
) -> None:
    put(database, "a")
    put(database, "b")

    def fail(_: Held) -> str:
        raise error

    caplog.set_level(logging.INFO)
    assert rounds.do_all(database, {"a": fail, "b": lambda _: "Nothing to do."}, now, never) == 2
    first, second = rows(database)
    assert (first.error, first.failed_at is not None) == (said, given_up)
    assert first.done_at is None
    assert (second.done_at, second.error) == (AT, "Nothing to do.")
    assert "said aloud" not in "".join(record.getMessage() for record in caplog.records)


def test_a_worker_that_is_told_to_stop_ends_between_two_jobs(database: Database) -> None:
    put(database, "a", 3)
    done: list[Held] = []
    doers = {"a": lambda held: done.append(held) or ""}
    assert rounds.do_all(database, doers, now, lambda: len(done) == 2) == 2
    assert [row.done_at for row in rows(database)] == [AT, AT, None]


def test_a_worker_killed_in_the_middle_leaves_a_job_that_another_does(database: Database) -> None:
    put(database)

    def die(_: Held) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rounds.do_one(database, {"a": die}, now)
    assert not rounds.do_one(database, {"a": lambda _: ""}, now), "the lease still holds"
    later = AT + jobs.LEASE
    assert rounds.do_one(database, {"a": lambda _: ""}, lambda: later)
    assert rows(database)[0].done_at == later


def test_two_workers_do_each_job_once(committing: Database) -> None:
    put(committing, "a", 10)
    done: Counter[str] = Counter()
    start = threading.Barrier(3)

    def work() -> None:
        start.wait(10)
        rounds.do_all(
            committing, {"a": lambda held: done.update([held.public_id]) or ""}, now, never
        )

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(done.values()) == [1] * 10
    assert all(row.done_at and row.tries == 1 for row in rows(committing))


def test_another_worker_may_be_faster(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    put(database)
    monkeypatch.setattr(jobs, "hold", lambda *_given, **_named: None)
    assert not rounds.do_one(database, {"a": lambda _: ""}, now)


def test_a_chore_that_fails_is_logged_by_its_kind_and_keeps_no_other_from_its_turn(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_database: Database, _at: dt.datetime) -> int:
        raise ValueError("said aloud")

    chores = {"broken": fail, "good": lambda _database, at: at.day}
    assert rounds.look_after(database, chores, at=AT) == AT.day
    [record] = caplog.records
    assert record.fields == {"chore": "broken", "kind": "ValueError"}  # type: ignore[attr-defined]
    assert "said aloud" not in record.getMessage()


def test_the_queue_clears_itself(database: Database) -> None:
    put(database)
    assert rounds.do_one(database, {"a": lambda _: ""}, now)
    assert rounds.clear(database, AT) == 0
    assert rounds.clear(database, AT + jobs.KEPT) == 1
    assert rows(database) == []
