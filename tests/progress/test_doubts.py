"""An item is said to be unclear, by a person and for a version of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Invalid, NotFound
from learning.progress import doubts
from learning.progress.models import Doubt
from tests.builders import AT
from tests.content_builders import compiled, item, module, put
from tests.progress.learner import Learner


def test_it_is_said_once_changed_and_taken_back(
    session: Session, alice: Learner, charlie: Learner
) -> None:
    put(session, compiled(module(items=[item()])))
    mine, theirs = alice.begin(), charlie.begin()
    assert doubts.of(session, mine, "door") is None
    doubts.say(session, mine, "door", "  what\n is a door ", at=AT)
    doubts.say(session, mine, "door", "", at=AT)
    doubts.say(session, theirs, "door", "x" * doubts.LONGEST, at=AT)
    found = session.scalars(select(Doubt).order_by(Doubt.person_id)).all()
    assert [(one.item, one.note[:3], one.on) for one in found] == [
        ("door", "", AT.date()),
        ("door", "xxx", AT.date()),
    ]
    for _ in range(2):
        doubts.take_back(session, mine, "door")
    assert doubts.of(session, mine, "door") is None
    assert doubts.of(session, theirs, "door") is not None


def test_it_is_about_this_version_and_stays_with_it(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item()])))
    first = alice.take()
    doubts.say(session, first, "door", "", at=AT)
    put(session, compiled(module(items=[item(prompt="Which of the doors?")])))
    again = alice.begin()
    assert doubts.of(session, again, "door") is None
    assert doubts.of(session, first, "door") is not None


def test_what_cannot_be_is_refused(session: Session, alice: Learner) -> None:
    put(session, compiled(module(items=[item()])))
    attempt = alice.begin()
    with pytest.raises(Invalid, match="You have 301"):
        doubts.say(session, attempt, "door", "x" * 301, at=AT)
    with pytest.raises(NotFound):
        doubts.say(session, attempt, "window", "", at=AT)
