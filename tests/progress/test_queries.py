"""What pages read: where somebody stands, what is on their record, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from learning.progress import queries
from tests.builders import AT
from tests.content_builders import HOSTILE, changes, compiled, item, module, put
from tests.progress.learner import Learner
from tests.statements import statements

LATER = AT + dt.timedelta(days=30)


def two(session: Session, **file: Any) -> None:
    put(session, compiled(module(), module("speaking-up"), **file))


def test_without_a_person_a_course_is_not_begun(session: Session, alice: Learner) -> None:
    two(session)
    found = queries.standing(session, alice.shelf, alice.shelf.course(session, "crew"), None)
    assert (found.begun, found.done, found.required) == (False, 0, 2)
    assert found.left == ("identity", "speaking-up")


def test_a_course_that_was_not_begun_has_everything_left(session: Session, alice: Learner) -> None:
    two(session)
    found = alice.standing()
    assert (found.begun, found.left) == (False, ("identity", "speaking-up"))
    assert found.of("identity").state == "not_started"


def test_an_open_attempt_is_in_progress_and_leads_on(session: Session, alice: Learner) -> None:
    two(session)
    attempt = alice.begin().row.public_id
    here = alice.standing().of("identity")
    assert (here.state, here.open_attempt, here.last_attempt) == ("in_progress", attempt, attempt)


def test_a_failed_attempt_is_in_progress_and_not_open(session: Session, alice: Learner) -> None:
    two(session)
    attempt = alice.take(wrong=["identity-door"]).row.public_id
    here = alice.standing().of("identity")
    assert (here.state, here.open_attempt, here.last_attempt) == ("in_progress", None, attempt)


def test_a_complete_module_stays_complete_while_it_is_tried_again(
    session: Session, alice: Learner
) -> None:
    two(session)
    alice.take()
    again = alice.begin(at=LATER).row.public_id
    here = alice.standing().of("identity")
    assert (here.state, here.completed_on) == ("complete", AT.date())
    assert (here.open_attempt, here.last_attempt) == (again, again)


def test_what_is_left_is_told_in_course_order(session: Session, alice: Learner) -> None:
    put(session, compiled(module("a"), module("b"), module("c")))
    alice.take("b")
    found = alice.standing()
    assert (found.left, found.done, found.required) == (("a", "c"), 1, 3)


def test_a_completed_course_says_since_when_and_until_when(
    session: Session, alice: Learner
) -> None:
    two(session, validity={"months": 12})
    alice.take()
    alice.take("speaking-up", at=LATER)
    found = alice.standing()
    assert (found.completed_on, found.valid_until) == (LATER.date(), dt.date(2028, 4, 2))
    assert (found.left, found.done) == ((), 2)


def test_a_completed_course_has_nothing_left_whatever_is_added_to_it(
    session: Session, alice: Learner
) -> None:
    two(session)
    alice.take()
    alice.take("speaking-up")
    held = (module(), module("speaking-up"), module("added"))
    put(session, compiled(*held, changes=changes("material")))
    found = alice.standing()
    assert (found.left, found.done, found.required) == ((), 2, 2)


def test_one_person_never_sees_anothers_standing(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    two(session)
    alice.take()
    alice.take("speaking-up")
    found = charlie.standing()
    assert (found.begun, found.modules, found.completed_on) == (False, {}, None)
    charlie.begin()
    assert charlie.standing().done == 0


def test_a_standing_is_one_read_however_much_was_done(session: Session, alice: Learner) -> None:
    """The course and module pages are asked for most."""
    put(session, compiled(*(module(f"m{n}") for n in range(6))))
    for n in range(6):
        alice.take(f"m{n}")
    alice.standing()
    course = alice.shelf.course(session, "crew")
    with statements(session) as sent:
        queries.standing(session, alice.shelf, course, alice.person_id)
    assert len(sent) == 1, sent


# --- the record ----------------------------------------------------------------------------------


def on_record(alice: Learner) -> list[tuple[str, int]]:
    found = queries.on_record(alice.session, alice.shelf, alice.person_id)
    return [(one.course.id, one.standing.done) for one in found]


def test_an_empty_record_is_empty(session: Session, alice: Learner) -> None:
    two(session)
    assert on_record(alice) == []
    assert queries.attempts_page(session, alice.person_id) == ([], "")


def test_the_record_lists_every_course_begun_the_latest_first(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    for name in ("one", "two", "three"):
        put(session, compiled(course_id=name))
    alice.take(course="two")
    alice.begin(course="one")
    charlie.begin(course="three")
    assert on_record(alice) == [("one", 0), ("two", 1)]


def test_a_retired_course_stays_on_the_record(session: Session, alice: Learner) -> None:
    put(session, compiled())
    alice.take()
    put(session, compiled(status="retired"))
    assert on_record(alice) == [("crew", 1)]
    assert alice.shelf.courses(session) == []


def pages_of(session: Session, person_id: int, size: int) -> list[list[str]]:
    """The attempts of a person, page by page, as links between pages lead."""
    pages: list[list[str]] = []
    before = ""
    while True:
        found, before = queries.attempts_page(session, person_id, before=before, size=size)
        pages.append([one.public_id for one in found])
        if not before:
            return pages


@pytest.mark.parametrize(("number", "sizes"), [(0, [0]), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_attempts_come_newest_first_a_page_at_a_time(
    session: Session, alice: Learner, charlie: Learner, number: int, sizes: list[int]
) -> None:
    put(session, compiled(module(items=[item()])))
    made = []
    for _ in range(number):
        made.append(alice.take(wrong=["door"]).row.public_id)
        charlie.take(wrong=["door"])
    pages = pages_of(session, alice.person_id, 3)
    assert [len(page) for page in pages] == sizes
    assert [one for page in pages for one in page] == made[::-1]


def test_an_attempt_made_meanwhile_shifts_no_page(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item()])))
    made = [alice.take(wrong=["door"]).row.public_id for _ in range(5)]
    _, before = queries.attempts_page(session, alice.person_id, size=2)
    alice.take()
    found, _ = queries.attempts_page(session, alice.person_id, before=before, size=2)
    assert [one.public_id for one in found] == [made[2], made[1]]


def test_a_page_after_somebody_elses_attempt_is_empty(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    put(session, compiled())
    alice.take()
    theirs = charlie.take().row.public_id
    assert queries.attempts_page(session, alice.person_id, before=theirs) == ([], "")


def test_a_page_after_nonsense_is_empty(session: Session, alice: Learner) -> None:
    put(session, compiled())
    alice.take()
    for before in HOSTILE:
        if before:
            assert queries.attempts_page(session, alice.person_id, before=before) == ([], "")
    assert len(queries.attempts_page(session, alice.person_id)[0]) == 1


def test_an_attempt_on_the_record_says_whether_it_was_passed(
    session: Session, alice: Learner
) -> None:
    put(session, compiled(module(items=[item()])))
    alice.take(wrong=["door"])
    alice.take()
    alice.begin()
    found, _ = queries.attempts_page(session, alice.person_id)
    assert [one.passed for one in found] == [None, True, False]
    assert [one.ended_at for one in found] == [None, AT, AT]
