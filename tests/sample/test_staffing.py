"""Who works where in the demo, on whatever day it is made."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from learning.people.places import Span, check_span
from learning.sample import northbrook, staffing
from learning.sample.names import NAMES
from learning.sample.people import CAST
from learning.sample.staffing import LEAD, Member, Post

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2050, 12, 31))
ON = dt.date(2027, 3, 3)


def everybody(on: dt.date) -> list[Member]:
    return [*staffing.cast(on), *staffing.staff(on)]


def of(on: dt.date, team: str) -> list[tuple[Member, Post]]:
    """Who is in a team on a day."""
    return [
        (one, post)
        for one in everybody(on)
        for post in one.posts
        if post.team == team and post.span.holds(on)
    ]


def test_every_name_is_used_once_and_the_lead_comes_first() -> None:
    staff = staffing.staff(ON)
    assert tuple(one.name for one in staff) == NAMES
    assert staff[0].key == LEAD
    assert len({one.number for one in staff}) == len(NAMES)


def test_the_cast_is_that_of_the_house() -> None:
    assert [one.key for one in staffing.cast(ON)] == [one.key for one in CAST]


@given(on=DAYS)
def test_the_days_of_everybody_make_sense(on: dt.date) -> None:
    for member in everybody(on):
        story = member.story
        for post in member.posts:
            check_span(post.span, on=on)
            assert post.team in northbrook.NUMBERS
            assert member.left_on is None or post.span.until is not None
        for day in (*story.completed, *story.elsewhere, *([story.begun] if story.begun else [])):
            assert story.since < day <= on, member
            assert member.left_on is None or day < member.left_on
        assert list(story.completed) == sorted(set(story.completed))


@given(on=DAYS)
def test_nobody_has_a_place_twice_or_in_a_team_that_is_closed(on: dt.date) -> None:
    for member in everybody(on):
        for n, post in enumerate(member.posts):
            for other in member.posts[n + 1 :]:
                same = (post.team, post.supervises) == (other.team, other.supervises)
                assert not (same and post.span.meets(other.span)), member
            if post.team == northbrook.CLOSED:
                assert not post.span.meets(Span(northbrook.closed_on(on)))


@given(on=DAYS)
def test_each_open_team_has_somebody_who_supervises_it_and_people(on: dt.date) -> None:
    for number in northbrook.NUMBERS:
        if number in (northbrook.TOP, northbrook.CLOSED):
            continue
        there = of(on, number)
        assert any(post.supervises for _, post in there), number
        assert len(there) >= (1 if len(number) == 4 else 6), number


def test_the_kinds_of_places_are_all_there() -> None:
    staff, week = staffing.staff(ON), ON + dt.timedelta(days=7)
    lasts = [one for one in staff if one.posts[-1].span.until and not one.left_on]
    assert len([one for one in lasts if not one.posts[-1].supervises]) >= 4, "agency staff"
    assert [one for one in staff if one.posts[0].span.since == week], "who starts next week"
    assert [one for one in staff if one.left_on], "who left"
    assert [one for one in staff if one.posts[0].team == northbrook.CLOSED]
    twice = [one for one in staff if len({post.team for post in one.posts}) == 2]
    assert len(twice) >= 3, "people with two places"
    works = [
        one for one in staff if Counter(post.team for post in one.posts).most_common(1)[0][1] > 1
    ]
    assert works, "a supervisor who works in their own team"


def test_it_is_the_same_again_for_the_same_day() -> None:
    assert everybody(ON) == everybody(ON)
