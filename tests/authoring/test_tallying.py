"""First attempts go into the sums once, together, and stay there when somebody is erased."""

from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from learning.authoring import rebuilding, tallying
from learning.authoring.models import ItemTally, OptionTally
from learning.authoring.rebuilding import Rebuilt
from learning.authoring.tallying import LEAST, catch_up
from learning.db import Database
from learning.people.models import Person
from learning.progress.models import AwaitingTally
from learning.releases.shelf import Shelf
from tests.authoring.crowd import Crowd, crowd_in
from tests.conftest import OuterDatabase
from tests.content_builders import changes, compiled, item, module, put, put_into


def waiting(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AwaitingTally)) or 0


def sums(session: Session) -> dict[tuple[str, int], tuple[int, float, float]]:
    rows = session.scalars(select(ItemTally)).all()
    return {(one.item, one.rev): (one.responses, one.score_sum, one.cross_sum) for one in rows}


def chosen(session: Session, item_id: str) -> dict[str, int]:
    query = select(OptionTally).where(OptionTally.item == item_id)
    return {one.option: one.chosen for one in session.scalars(query)}


TWO = [item(item_id="a"), item(item_id="b")]


@pytest.fixture
def crowd(session: Session) -> Crowd:
    put(session, compiled(module(items=TWO)))
    return Crowd(session)


def test_only_the_first_attempt_that_ended_waits_to_be_counted(crowd: Crowd) -> None:
    [alice] = crowd.take(1)
    alice.take(wrong=["a"])
    crowd.session.flush()
    assert waiting(crowd.session) == 1
    alice.begin()
    assert waiting(crowd.session) == 1


def test_nothing_is_counted_until_ten_wait_and_then_all_at_once(
    database: Database, session: Session, crowd: Crowd
) -> None:
    crowd.take(LEAST - 1, wrong=lambda turn: ["a"] if turn < 3 else [])
    session.commit()
    assert catch_up(database) == 0 and sums(session) == {}
    crowd.take(1)
    session.commit()
    assert catch_up(database) == LEAST
    assert sums(session) == {("a", 1): (10, 7.0, 7.0), ("b", 1): (10, 10.0, 7.0)}
    assert chosen(session, "a") == {"both": 7, "name": 3}
    assert waiting(session) == 0 and catch_up(database) == 0


def test_what_comes_later_is_added_and_a_new_rev_begins_anew(
    database: Database, session: Session, crowd: Crowd
) -> None:
    crowd.take(12)
    session.commit()
    catch_up(database)
    turned = [{**TWO[0], "rev": 2, "critical": True}, TWO[1]]
    put(session, compiled(module(items=turned), changes=changes("material")))
    crowd.take(LEAST, wrong=lambda _turn: ["b"])
    session.commit()
    catch_up(database)
    assert {key: one[:2] for key, one in sums(session).items()} == {
        ("a", 1): (12, 12.0), ("a", 2): (10, 10.0), ("b", 1): (22, 12.0),
    }  # fmt: skip


def test_sums_stay_when_somebody_is_erased_and_a_rebuild_leaves_them(
    database: Database, session: Session, crowd: Crowd
) -> None:
    alice = crowd.take(LEAST)[0]
    session.commit()
    catch_up(database)
    before = sums(session)
    session.execute(delete(Person).where(Person.id == alice.person_id))
    session.commit()
    assert sums(session) == before
    assert rebuilding.rebuild(database) == Rebuilt(items=2, wrong=0, larger=2)
    assert sums(session) == before


def test_a_rebuild_mends_what_is_wrong_and_what_is_missing(
    database: Database, session: Session, crowd: Crowd
) -> None:
    crowd.take(LEAST, wrong=lambda turn: ["a"] if turn % 2 else [])
    crowd.take(3)
    session.commit()
    catch_up(database)
    crowd.take(2)
    session.commit()
    right, options = sums(session), chosen(session, "a")
    assert rebuilding.rebuild(database) == Rebuilt(items=2)
    session.execute(update(ItemTally).where(ItemTally.item == "a").values(score_sum=9.5))
    session.execute(delete(ItemTally).where(ItemTally.item == "b"))
    session.commit()
    assert rebuilding.rebuild(database) == Rebuilt(items=2, wrong=2)
    session.expire_all()
    assert sums(session) == right and chosen(session, "a") == options
    assert waiting(session) == 2, "what waits is not taken in"


def test_a_rebuild_gives_way_to_sums_that_keep_moving(
    database: Database, session: Session, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.take(LEAST)
    session.commit()
    catch_up(database)
    summed = rebuilding.recounted

    def moved(of: Database, course: str) -> object:
        with of.writing() as unit:
            more = ItemTally.responses + 1
            unit.execute(update(ItemTally).values(responses=more))
        return summed(of, course)

    monkeypatch.setattr(rebuilding, "recounted", moved)
    assert rebuilding.rebuild(database) == Rebuilt(items=2)


def test_of_two_workers_each_attempt_is_counted_once(committing: Database) -> None:
    put_into(committing, compiled(module(items=TWO)))
    crowd_in(committing, 25)
    done: list[int] = []
    begin = threading.Barrier(2)

    def work() -> None:
        begin.wait()
        done.append(catch_up(committing))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    catch_up(committing)
    with committing.reading() as unit:
        assert sums(unit)["a", 1][0] == sum(done) == 25


def test_a_power_cut_leaves_the_batch_for_later(
    database: Database, session: Session, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.take(LEAST)
    session.commit()

    def cut(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(tallying, "keep", cut)
        with pytest.raises(KeyboardInterrupt):
            catch_up(database)
    assert waiting(session) == LEAST and sums(session) == {}
    assert catch_up(database) == LEAST


def test_batches_together_are_the_whole(
    database: Database, session: Session, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallying, "AT_ONCE", 12)
    crowd.take(30)
    session.commit()
    assert catch_up(database, Shelf(seconds=0), most=1) == 12
    assert catch_up(database) == 12, "six are too few to go in alone"
    assert sums(session)["a", 1][0] == 24


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wrong=st.lists(st.sets(st.sampled_from(["a", "b"])), min_size=10, max_size=14))
def test_the_sums_are_those_of_a_recount_from_scratch(
    sqlite_engine: Database, wrong: list[set[str]]
) -> None:
    with sqlite_engine.engine.connect() as connection:
        outer = connection.begin()
        opened = OuterDatabase(sqlite_engine, connection)
        put_into(opened, compiled(module(items=TWO)))
        crowd_in(opened, len(wrong), wrong=lambda turn: wrong[turn])
        catch_up(opened)
        assert rebuilding.rebuild(opened) == Rebuilt(items=2)
        with opened.reading() as unit:
            assert sums(unit)["a", 1][:2] == (len(wrong), sum("a" not in one for one in wrong))
        outer.rollback()
