"""Audit lines are found by who, whom, what and when; the newest come first and none twice."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from learning.audit import queries
from learning.audit.acts import ACTS
from learning.audit.noting import Line
from learning.audit.queries import Lines, Read, Sought, Within
from learning.errors import NotFound
from tests.audit.lines import MINUTE, noted
from tests.builders import AT

PEOPLE = ["alice", "bob", "olu"]
DAY = dt.timedelta(days=1)
SOMETHING = st.builds(
    Line,
    st.sampled_from(["person.seen", "person.changed", "team.seen"]),
    st.sampled_from(["person", "team"]),
    st.sampled_from(PEOPLE),
    st.sampled_from([*PEOPLE, ""]),
)
SOUGHT = st.builds(
    Sought,
    actor=st.sampled_from(["", *PEOPLE]),
    person=st.sampled_from(["", *PEOPLE]),
    act=st.sampled_from(["", "person.seen", "team.seen"]),
    since=st.sampled_from([None, AT, AT + 3 * MINUTE, AT + DAY]),
    before=st.sampled_from([None, AT, AT + 3 * MINUTE, AT + DAY]),
)


def all_pages(session: Session, sought: Sought, most: int) -> list[Read]:
    """What is found by going from page to page."""
    found, after = list[Read](), ""
    while True:
        page = queries.page(session, sought, after, most=most)
        assert len(page.lines) <= most
        found += page.lines
        if not page.earlier:
            return found
        after = page.earlier


def acts(page: Lines) -> list[tuple[str, str, str]]:
    return [(one.actor, one.act, one.subject) for one in page.lines]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(SOMETHING, max_size=12), sought=SOUGHT, most=st.integers(1, 4))
def test_pages_hold_what_is_sought_once_and_newest_first(
    session: Session, lines: list[Line], sought: Sought, most: int
) -> None:
    with session.begin_nested() as point:
        noted(session, *lines)
        found = all_pages(session, sought, most)
        point.rollback()
    wanted = [
        (AT + number * MINUTE, line)
        for number, line in enumerate(lines)
        if sought.actor in ("", line.actor)
        and sought.act in ("", line.act)
        and (not sought.person or (line.kind, line.subject) == ("person", sought.person))
        and (sought.since is None or AT + number * MINUTE >= sought.since)
        and (sought.before is None or AT + number * MINUTE < sought.before)
    ]
    told = [(one.at, Line(one.act, one.kind, one.subject, one.actor)) for one in found]
    assert told == wanted[::-1]


def test_days_long_ago_are_found_among_many(session: Session) -> None:
    for day in range(10):
        at = AT + day * DAY
        noted(session, Line("person.seen", "person", str(day), "bob"), at=at)
        noted(session, Line("team.seen", "team", str(day), "bob"), at=at + 3 * MINUTE)
        noted(session, Line("person.seen", "person", str(day), "olu"), at=at + MINUTE)  # late
    sought = Sought(since=AT + 4 * DAY, before=AT + 5 * DAY)
    found = queries.page(session, sought)
    assert acts(found) == [
        ("olu", "person.seen", "4"),
        ("bob", "team.seen", "4"),
        ("bob", "person.seen", "4"),
    ]
    assert acts(queries.page(session, Sought(since=AT + 20 * DAY))) == []
    assert acts(queries.page(session, Sought(before=AT))) == []


@pytest.mark.parametrize("after", ["x", "-1", "0", "٣", "9" * 10, "9" * 40, "1.5", " "])
def test_a_page_that_cannot_be_is_not_there(session: Session, after: str) -> None:
    with pytest.raises(NotFound, match="Begin with the newest"):
        queries.page(session, Sought(), after)


def looks(session: Session, *teams: Within, after: str = "", most: int = 50) -> Lines:
    return queries.looks_at(session, "alice", teams, after, most=most)


def test_looks_at_a_person_are_those_at_their_page_and_at_their_teams(session: Session) -> None:
    noted(
        session,
        Line("person.seen", "person", "alice", "bob"),
        Line("person.seen", "person", "charlie", "bob"),
        Line("person.changed", "person", "alice", "olu"),
        Line("team.seen", "team", "north", "bob"),
        Line("team.seen", "team", "south", "bob"),
        Line("team.changed", "team", "north", "olu"),
        Line("team.exported", "team", "north", "bob"),
        Line("person.seen", "team", "alice", "bob"),
    )
    assert acts(looks(session, Within("north", AT))) == [
        ("bob", "team.exported", "north"),
        ("bob", "team.seen", "north"),
        ("bob", "person.seen", "alice"),
    ]
    assert acts(looks(session)) == [("bob", "person.seen", "alice")]


def test_a_look_at_a_team_before_or_after_somebody_was_in_it_is_not_at_them(
    session: Session,
) -> None:
    for day in range(5):
        noted(session, Line("team.seen", "team", "north", str(day)), at=AT + day * DAY)
    found = looks(session, Within("north", AT + DAY, AT + 3 * DAY))
    assert [one.actor for one in found.lines] == ["2", "1"]
    found = looks(session, Within("north", AT + 3 * DAY), Within("north", AT, AT + DAY))
    assert [one.actor for one in found.lines] == ["4", "3", "0"]


def test_looks_come_in_pages_across_all_that_is_looked_at(session: Session) -> None:
    for number in range(7):
        kind, subject = ("team", "north") if number % 2 else ("person", "alice")
        noted(session, Line(f"{kind}.seen", kind, subject, str(number)))
    told, after = [], ""
    while True:
        page = looks(session, Within("north", AT - DAY), after=after, most=3)
        told.append([one.actor for one in page.lines])
        if not (after := page.earlier):
            break
    assert told == [["6", "5", "4"], ["3", "2", "1"], ["0"]]


def test_all_that_is_about_somebody_or_by_them_is_told(session: Session) -> None:
    noted(
        session,
        Line("person.seen", "person", "alice", "bob"),
        Line("team.seen", "team", "alice", "alice"),
        Line("person.changed", "person", "alice", "olu"),
        Line("import.applied", "file", "", "alice"),
    )
    assert [one.act for one in queries.about(session, "alice")] == ["person.changed", "person.seen"]
    assert [one.act for one in queries.by(session, "alice")] == ["import.applied", "team.seen"]
    assert set(ACTS) >= {one.act for one in queries.by(session, "bob")}
