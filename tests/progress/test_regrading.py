"""A key that was wrong: everybody has full credit, nobody loses anything, nothing old changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learning.content.compiling import Compiled
from learning.db import Database
from learning.people.models import Recount
from learning.progress import crediting, records, regrading
from learning.progress.calibration import calibration
from learning.progress.copying import sheets
from learning.progress.holdings import holdings
from learning.progress.models import Completion, Regrade
from learning.progress.queries import attempts_page
from learning.progress.regrading import Found, Run, regrade
from learning.releases import returning
from learning.releases.publishing import Order
from learning.releases.shelf import Shelf
from tests.builders import AT, Cast, cast_into
from tests.conftest import OuterDatabase
from tests.content_builders import changes, compiled, item, module, put, put_into
from tests.progress.learner import Learner, saved
from tests.statements import statements

ZONE = "Europe/London"
DAY = dt.timedelta(days=1)
LATER = AT + 30 * DAY
WHY = "Both dates were right."
ITEMS = [item(item_id=one) for one in "abcde"]


def written(void: Mapping[str, int] | None = None, **file: Any) -> Compiled:
    """The course: `identity` with five items, and `handover`; `void` says since which release."""
    since = void or {}
    items = [
        {**one, "status": "retired", "void": {"from_release": since[one["id"]], "reason": WHY}}
        if one["id"] in since
        else one
        for one in ITEMS
    ]
    if void:
        file["changes"] = changes("material")
    rules = {"confidence": "optional"}
    return compiled(module(items=items, rules=rules), module("handover"), **file)


def run(database: Database, *, apply: bool = True, at: dt.datetime = LATER) -> Found:
    return regrade(Run(database, "crew", ZONE, at if apply else None))


def credits(session: Session) -> list[tuple[str, float, float, bool, bool]]:
    rows = session.scalars(select(Regrade).order_by(Regrade.id))
    return [
        (one.item, one.score_before, one.score_after, one.passed_before, one.passed_after)
        for one in rows
    ]


@pytest.fixture
def course(session: Session) -> None:
    put(session, written(validity={"months": 12}))


def voided(session: Session, void: Mapping[str, int] | None = None) -> None:
    put(session, written(void or {"a": 1}, validity={"months": 12}))
    session.commit()


@pytest.mark.usefixtures("course")
class TestACreditedAttempt:
    """One attempt that met the item."""

    def test_passes_by_the_credit_and_stays_as_it_was(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        attempt = alice.take(wrong=["a", "b"])
        before, answers = records.record(alice.open(attempt.row.public_id)), saved(session)
        voided(session)
        assert run(database, apply=False) == Found(1, 1, 1)
        assert credits(session) == []
        assert run(database) == Found(1, 1, 1)
        assert credits(session) == [("a", 0.6, 0.8, False, True)]
        assert alice.completions() == [("crew", "identity", AT.date(), None)]
        assert records.record(alice.open(attempt.row.public_id)) == before
        assert saved(session) == answers

    def test_is_credited_once(self, database: Database, session: Session, alice: Learner) -> None:
        alice.take(wrong=["a", "b"])
        voided(session)
        run(database)
        held, done = credits(session), alice.completions()
        assert run(database) == Found() and run(database, apply=False) == Found()
        assert credits(session) == held and alice.completions() == done

    def test_that_was_right_by_the_wrong_key_is_told_and_changes_nothing(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["b"])
        voided(session)
        assert run(database) == Found(credited=1)
        assert credits(session) == [("a", 0.8, 0.8, True, True)]
        assert alice.completed() == ["identity"]

    def test_may_still_not_pass(self, database: Database, session: Session, alice: Learner) -> None:
        alice.take(wrong=["a", "b", "c"])
        voided(session)
        assert run(database) == Found(1, 1, 0)
        assert alice.completions() == []

    def test_with_two_void_items_goes_from_one_to_the_other(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["a", "b", "c"])
        voided(session, {"a": 1, "c": 1})
        assert run(database) == Found(1, 1, 1)
        assert credits(session) == [
            ("a", 0.4, pytest.approx(0.6), False, False),
            ("c", pytest.approx(0.6), 0.8, False, True),
        ]

    def test_began_before_the_key_was_wrong_and_is_left_alone(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["a", "b"])
        put(session, written(validity={"months": 12}, summary="The key changes."))
        voided(session, {"a": 2})
        assert run(database) == Found()

    def test_is_on_the_record_as_passed_and_credited(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["a", "b"])
        alice.take(wrong=["b", "c"])
        voided(session)
        run(database)
        found, _ = attempts_page(session, alice.person_id)
        assert [(one.passed, one.credited) for one in found] == [(False, True), (True, True)]

    def test_says_nothing_of_how_sure_one_was_of_a_void_item(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["a"])
        voided(session)
        before = calibration(session, alice.person_id, first=False).words
        run(database)
        after = calibration(session, alice.person_id, first=False).words
        assert sum(one.of for one in before.values()) == 5
        assert (
            sum(one.of for one in after.values()) == sum(one.right for one in after.values()) == 4
        )

    def test_brings_refreshers_of_what_the_others_showed(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["a", "b"])
        assert holdings(session, alice.shelf, alice.person_id) == []
        voided(session)
        run(database)
        [found] = holdings(session, Shelf(seconds=0), alice.person_id)
        own = {one.item.id for one in found.candidates if one.module == "identity"}
        assert own == {"b", "c", "d", "e"}

    def test_is_in_their_own_copy(
        self, database: Database, session: Session, alice: Learner, charlie: Learner
    ) -> None:
        alice.take(wrong=["a", "b"])
        voided(session)
        run(database)
        [sheet] = [one for one in sheets(alice.shelf) if one.name == "credits"]
        [row] = sheet.rows(session, alice.person_id)
        assert (row["item"], row["reason"], row["score_after"]) == ("a", WHY, 0.8)
        assert sheet.count(session, alice.person_id) == 1
        assert sheet.count(session, charlie.person_id) == 0

    def test_still_open_is_credited_as_it_ends(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        attempt = alice.begin()
        voided(session)
        attempt = alice.open(attempt.row.public_id)
        alice.finish(attempt, wrong=["a", "b"], at=LATER)
        assert (attempt.row.score, attempt.row.passed) == (0.6, False)
        assert credits(session) == [("a", 0.6, 0.8, False, True)]
        assert alice.completions() == [("crew", "identity", LATER.date(), None)]
        session.commit()
        assert run(database) == Found()


@pytest.mark.usefixtures("course")
class TestACompletion:
    """What follows from a credit for the course."""

    def test_is_of_the_day_of_the_last_module(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["a", "b"])
        alice.take("handover", at=AT + 3 * DAY)
        voided(session)
        run(database)
        day = AT.date() + 3 * DAY
        assert alice.completions()[1:] == [
            ("crew", "identity", AT.date(), None),
            ("crew", None, day, day.replace(year=2028)),
        ]
        session.flush()
        assert session.scalars(select(Recount.on)).all()[-1] == day

    def test_is_of_the_day_in_the_zone(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        night = dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC)
        alice.take(wrong=["a", "b"], at=night)
        voided(session)
        run(database, at=night + DAY)
        assert alice.completions() == [("crew", "identity", dt.date(2027, 7, 2), None)]

    def test_of_a_later_try_stays_as_it_is(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take(wrong=["a", "b"])
        alice.take(at=AT + DAY)
        alice.take("handover", at=AT + DAY)
        before = alice.completions()
        voided(session)
        assert run(database).passes == 1
        assert alice.completions() == before

    def test_is_renewed_by_an_attempt_that_passes_late(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take()
        alice.take("handover")
        year = AT + 340 * DAY
        alice.take(wrong=["a", "b"], at=year)
        alice.take("handover", at=year + 5 * DAY)
        voided(session)
        run(database, at=year + 9 * DAY)
        whole = [one for one in alice.completions() if one[1] is None]
        assert whole[-1] == ("crew", None, (year + 5 * DAY).date(), dt.date(2029, 3, 3))

    def test_is_not_renewed_by_what_was_practice(
        self, database: Database, session: Session, alice: Learner
    ) -> None:
        alice.take()
        alice.take("handover")
        before = alice.completions()
        alice.take(wrong=["a", "b"], at=AT + 9 * DAY)
        alice.take("handover", at=AT + 9 * DAY)
        voided(session)
        run(database)
        assert alice.completions() == before


def test_nothing_is_void_and_nothing_is_done(
    database: Database, session: Session, course: None, alice: Learner
) -> None:
    alice.take(wrong=["a", "b"])
    session.commit()
    assert run(database) == run(database, apply=False) == Found()


def test_an_item_on_watch_is_never_credited_for_it_never_counted(
    database: Database, session: Session, alice: Learner
) -> None:
    items = [{**ITEMS[0], "status": "watch"}, *ITEMS[1:]]
    put(session, compiled(module(items=items)))
    alice.take(wrong=["a", "b", "c"])
    void = {**ITEMS[0], "status": "retired", "void": {"from_release": 1, "reason": WHY}}
    put(session, compiled(module(items=[void, *ITEMS[1:]]), changes=changes("material")))
    session.commit()
    assert run(database) == Found()


def test_a_run_that_was_stopped_goes_on_where_it_was(
    database: Database,
    session: Session,
    course: None,
    people: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(regrading, "AT_ONCE", 2)
    for one in (people.alice, people.bob, people.charlie, people.ada, people.olu):
        Learner(session, Shelf(seconds=0), one).take(wrong=["a", "b"])
    voided(session)
    told: list[int] = []
    first = regrade(Run(database, "crew", ZONE, LATER), most=2)
    assert (first.credited, first.passes) == (2, 2) and first.last
    rest = regrade(
        Run(database, "crew", ZONE, LATER), tell=lambda found: told.append(found.credited)
    )
    assert (rest.credited, told) == (3, [2, 3])
    assert session.scalar(select(func.count()).select_from(Completion)) == 5


def test_a_power_cut_leaves_neither_a_credit_nor_a_completion(
    database: Database,
    session: Session,
    course: None,
    alice: Learner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alice.take(wrong=["a", "b"])
    voided(session)
    with monkeypatch.context() as patch:
        patch.setattr(regrading.completing, "complete_late", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(database)
    assert credits(session) == [] and alice.completions() == []
    assert run(database).passes == 1


def test_two_runs_at_once_credit_each_attempt_once(committing: Database) -> None:
    import threading

    put_into(committing, written())
    with committing.writing() as unit:
        people = cast_into(unit)
        for one in (people.alice, people.bob, people.charlie):
            Learner(unit, Shelf(seconds=0), one).take(wrong=["a", "b"])
    put_into(committing, written({"a": 1}))
    done: list[Found] = []
    threads = [threading.Thread(target=lambda: done.append(run(committing))) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(one.credited for one in done) == 3
    with committing.reading() as unit:
        assert len(credits(unit)) == 3
        assert unit.scalar(select(func.count()).select_from(Completion)) == 3


TRIES = st.lists(
    st.tuples(st.integers(0, 400), st.sets(st.sampled_from("abcde")), st.booleans()), max_size=5
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=TRIES, void=st.sets(st.sampled_from("abcde"), min_size=1, max_size=4))
def test_no_score_falls_no_completion_goes_and_twice_is_once(
    sqlite_engine: Database, tries: list[tuple[int, set[str], bool]], void: set[str]
) -> None:
    with sqlite_engine.engine.connect() as connection:
        outer = connection.begin()
        database = OuterDatabase(sqlite_engine, connection)
        put_into(database, written(validity={"months": 12}))
        with database.writing() as unit:
            alice = Learner(unit, Shelf(seconds=0), cast_into(unit).alice)
            for day, wrong, other in sorted(tries, key=lambda one: one[0]):
                alice.take(wrong=wrong, at=AT + day * DAY)
                if other:
                    alice.take("handover", at=AT + day * DAY)
            before = alice.completions()
        put_into(database, written(dict.fromkeys(void, 1), validity={"months": 12}))
        said = run(database, apply=False, at=AT + 500 * DAY)
        assert run(database, at=AT + 500 * DAY) == said
        with database.reading() as unit:
            held = credits(unit)
            learner = Learner(unit, Shelf(seconds=0), alice.person_id)
            after = learner.completions()
        assert all(one[2] >= one[1] and one[4] >= one[3] for one in held)
        assert after[: len(before)] == before
        assert len(held) == len(tries) * len(void)
        assert run(database) == Found()
        outer.rollback()


def test_an_attempt_on_the_live_release_meets_no_void_item(
    session: Session, course: None, alice: Learner
) -> None:
    attempt = alice.take()
    assert not crediting.at_end(session, attempt, at=AT)


def test_only_modules_with_a_retired_item_are_read(session: Session) -> None:
    others = [module(f"other-{one}") for one in range(4)]
    retired = {**ITEMS[0], "status": "retired", "void": {"from_release": 1, "reason": WHY}}
    put(session, compiled(module(items=ITEMS), *others))
    put(
        session, compiled(module(items=[retired, *ITEMS[1:]]), *others, changes=changes("material"))
    )
    shelf = Shelf(seconds=60)
    shelf.course(session, "crew")
    with statements(session) as asked:
        assert set(crediting.voids(session, shelf, "crew").items) == {"a"}
    assert len(asked) == 2 + 2 + len(ITEMS), (
        "which is live, the lock, the module, its quiz and each item"
    )
    assert crediting.voids(session, shelf, "crew", among=["b"]).items == {}


def test_after_going_back_an_item_is_void_as_the_live_release_has_it(session: Session) -> None:
    retired = {**ITEMS[0], "status": "retired", "void": {"from_release": 1, "reason": WHY}}
    put(session, compiled(module(items=ITEMS)))
    put(session, compiled(module(items=[retired, *ITEMS[1:]]), changes=changes("material")))
    put(session, compiled(module(items=ITEMS), changes=changes("material", "material")))
    assert crediting.voids(session, Shelf(seconds=0), "crew").items == {}
    returning.go_back(session, "crew", 2, Order(why="It was right before."), at=LATER)
    assert set(crediting.voids(session, Shelf(seconds=0), "crew").items) == {"a"}
