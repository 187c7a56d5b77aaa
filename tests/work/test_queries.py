"""Reads of the queue for the system page."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.work import jobs, queries
from learning.work.queries import Queue
from tests.builders import AT

HOUR = dt.timedelta(hours=1)


def test_an_empty_queue_is_empty(session: Session) -> None:
    assert queries.queue(session, at=AT) == Queue(0, 0, 0, None, "")
    assert queries.last_done(session, "mail.") is None
    assert queries.failed(session) == ([], "")


def test_the_queue_is_counted_as_a_whole_and_for_mail(session: Session) -> None:
    for number, kind in enumerate(("mail.reset", "mail_count", "mail.reset", "mail.x", "count")):
        jobs.put(session, kind, {}, at=AT + number * HOUR)
    at = AT + 9 * HOUR
    for outcome in ("finish", "hold", "later", "never"):
        held = jobs.hold(session, ("mail.reset", "mail.x", "count"), at=at)
        assert held is not None
        if outcome == "finish":
            jobs.finish(session, held, at=at)
        elif outcome in ("later", "never"):
            jobs.fail(session, held, f"{outcome}.", at=at, for_good=outcome == "never")
    assert queries.queue(session, at=at) == Queue(2, 1, 1, AT + HOUR, "later.")
    assert queries.queue(session, at=at, begins="mail.") == Queue(1, 1, 0, AT + 2 * HOUR, "later.")
    assert queries.last_done(session, "mail.") == at


def test_a_mail_that_was_not_sent_does_not_count_as_sent(session: Session) -> None:
    jobs.put(session, "mail.reset", {}, at=AT)
    held = jobs.hold(session, ["mail.reset"], at=AT)
    assert held is not None
    jobs.finish(session, held, at=AT, said="Not sent.")
    assert queries.last_done(session, "mail.") is None


def test_what_failed_is_listed_a_page_at_a_time(session: Session) -> None:
    for number in range(queries.PAGE + 3):
        jobs.put(session, "count", {"email": "a@b"}, at=AT)
        held = jobs.hold(session, ["count"], at=AT)
        assert held is not None
        moment = AT + (number // 4) * HOUR  # several at the same moment
        jobs.fail(session, held, f"Reason {number}.", at=moment, for_good=True)
    first, more = queries.failed(session)
    second, end = queries.failed(session, more)
    assert (len(first), len(second), end) == (queries.PAGE, 3, "")
    found = [*first, *second]
    assert len({one.public_id for one in found}) == queries.PAGE + 3
    assert [one.failed_at for one in found] == sorted((o.failed_at for o in found), reverse=True)
    assert (first[0].kind, first[0].tries, first[0].made_at) == ("count", 1, AT)


@pytest.mark.parametrize("before", ["x", "_", "2027-03-03_a", "2027-03-03T09:00:00+00:00_ж"])
def test_a_page_that_is_none_is_not_found(session: Session, before: str) -> None:
    with pytest.raises(NotFound):
        queries.failed(session, before)
