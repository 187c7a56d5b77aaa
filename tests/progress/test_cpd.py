"""CPD entries: the learner's own words, never written for them, and never anybody else's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning.errors import Conflict, NotFound
from learning.people.models import Person
from learning.progress import cpd
from learning.progress.cpd import Draft, Written
from learning.progress.models import CpdEntry
from learning.releases.shelf import Shelf
from tests.builders import AT, Cast
from tests.content_builders import HOSTILE, compiled, module, put
from tests.progress.learner import Learner

WRITTEN = Written(
    title="Speaking up",
    kind="course",
    done_on=AT.date(),
    minutes=20,
    relevance="My visits",
    learnt="To say it twice",
    impact="I say it twice",
    talked_on=None,
    talked_with="",
    talk="",
)


def test_an_entry_is_kept_as_it_was_written(session: Session, people: Cast) -> None:
    made = cpd.add(session, people.alice, WRITTEN, at=AT)
    entry = cpd.entry(session, people.alice, made)
    assert all(getattr(entry, name) == value for name, value in vars(WRITTEN).items())
    later = AT + dt.timedelta(days=1)
    other = replace(WRITTEN, learnt="More", talked_on=later.date(), talk="That I am not alone")
    seen = cpd.version(entry)
    cpd.change(session, people.alice, made, other, seen=seen, at=later)
    with pytest.raises(Conflict, match="another window"):
        cpd.change(session, people.alice, made, WRITTEN, seen=seen, at=later)
    entry = cpd.entry(session, people.alice, made)
    assert (entry.learnt, entry.talk, entry.changed_at) == ("More", "That I am not alone", later)
    cpd.remove(session, people.alice, made)
    with pytest.raises(NotFound):
        cpd.entry(session, people.alice, made)


def test_a_draft_has_title_day_and_minutes_and_no_more(
    session: Session, shelf: Shelf, alice: Learner
) -> None:
    put(session, compiled(module("a", minutes=15), module("b")))
    assert cpd.drafts(session, shelf, alice.person_id) == []
    alice.take("a")
    assert cpd.drafts(session, shelf, alice.person_id) == [
        Draft("crew/a", "Crew: On a", AT.date(), 15)
    ]
    alice.take("b")
    about = [one.about for one in cpd.drafts(session, shelf, alice.person_id)]
    assert about == ["crew/b", "crew/a"]


def test_nobody_else_reads_changes_or_deletes_an_entry(session: Session, people: Cast) -> None:
    made = cpd.add(session, people.alice, WRITTEN, at=AT)
    for other in (people.bob, people.olu):
        with pytest.raises(NotFound):
            cpd.entry(session, other, made)
        with pytest.raises(NotFound):
            cpd.change(session, other, made, WRITTEN, seen="", at=AT)
        with pytest.raises(NotFound):
            cpd.remove(session, other, made)
        assert cpd.entries_page(session, other) == ([], "")
    for one in HOSTILE:
        with pytest.raises(NotFound):
            cpd.entry(session, people.alice, one)


def test_many_entries_come_a_page_at_a_time(session: Session, people: Cast) -> None:
    made = [cpd.add(session, people.alice, replace(WRITTEN, title=f"{n}"), at=AT) for n in range(5)]
    theirs = cpd.add(session, people.bob, WRITTEN, at=AT)
    first, later = cpd.entries_page(session, people.alice, size=3)
    assert [one.public_id for one in first] == made[:1:-1] and later == made[2]
    second, end = cpd.entries_page(session, people.alice, before=later, size=3)
    assert ([one.public_id for one in second], end) == (made[1::-1], "")
    for nonsense in [theirs, *HOSTILE[1:5]]:
        assert cpd.entries_page(session, people.alice, before=nonsense) == ([], "")


def test_all_entries_stand_by_their_days(session: Session, people: Cast) -> None:
    for day in (3, 1, 2):
        cpd.add(session, people.alice, replace(WRITTEN, done_on=dt.date(2027, 1, day)), at=AT)
    assert [one.done_on.day for one in cpd.entries(session, people.alice)] == [1, 2, 3]


def test_an_account_that_goes_takes_its_entries(session: Session, people: Cast) -> None:
    cpd.add(session, people.alice, WRITTEN, at=AT)
    session.execute(delete(Person).where(Person.id == people.alice))
    assert session.scalar(select(func.count()).select_from(CpdEntry)) == 0
