"""The history: authors by their names, everybody and everything else without one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from learning.authoring import history, publishing
from learning.people.models import Person
from learning.releases.publishing import Order, Provenance
from tests.builders import AT, cast_into
from tests.content_builders import compiled, put


def test_what_was_published_and_gone_back_from_is_told_the_latest_first(session: Session) -> None:
    cast = cast_into(session)
    put(session, compiled())
    again = compiled(title="Again")
    later = AT + dt.timedelta(days=1)
    publishing.publish_one(session, again, Provenance("c" * 40), Order(cast.ada), at=later)
    why = Order(cast.olu, "It was a mistake")
    publishing.go_back(session, "crew", 1, why, at=later + dt.timedelta(days=1))
    found, more = history.entries(session, "crew")
    assert [(one.version, one.kind, one.why) for one in found] == [
        (1, "back", "It was a mistake"),
        (2, "published", ""),
        (1, "published", ""),
    ]
    ada, olu = (session.get_one(Person, one).name for one in (cast.ada, cast.olu))
    assert [one.by for one in found] == [olu, ada, history.NOBODY]
    assert more is None and history.entries(session, "cases") == ([], None)


def test_a_long_history_is_paged_and_each_line_is_shown_once(session: Session) -> None:
    for number in range(60):
        put(session, compiled(title=f"Crew {number}"))
    seen, before = [], None
    while True:
        found, before = history.entries(session, "", before)
        seen += [one.version for one in found]
        if before is None:
            break
    assert seen == list(range(60, 0, -1))
