"""Staffing: who works where in the demo's organisation, and what each has to tell of a course.

Nothing is drawn by lot: whoever comes later in a team has other days, and pictures of the demo stay
the same but for their dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from learning.people.places import Span
from learning.sample import northbrook, stories
from learning.sample.names import NAMES, key
from learning.sample.northbrook import CLOSED, DUTY, MISSING, TOP
from learning.sample.stories import Story

_DAY = dt.timedelta(days=1)
LEAD = "sian"
"""The key of the invented service lead, whom the demo's sign-in page offers beside the cast."""

#: story by story; what follows a story is how somebody is placed. The first of a team supervises it
_STAFF = {
    "NB-1": "complete lead",
    "NB-2": "complete lead",
    "NB-3": "elsewhere lead",
    "NB-11": "complete; overdue; begun; complete agency; renewal; away; new; elsewhere; expired; "
    "renewed; begun agency; soon; exempt; renewal; gone; starting",
    "NB-12": "renewal lead; complete; expired; complete from; elsewhere; overdue; renewal left; "
    "complete; soon; elsewhere from; renewal",
    "NB-13": "complete lead works; complete; begun; complete; away; elsewhere; new; renewal; "
    "complete",
    "NB-14": "complete lead; soon; complete; exempt; elsewhere; expired; renewal; complete agency",
    "NB-141": "elsewhere lead; complete; overdue; elsewhere; renewed both:NB-142; back; complete; "
    "renewal",
    "NB-142": "complete lead; new; complete; away; renewal; expired; elsewhere; complete",
    "NB-21": "complete lead; complete; begun; complete; overdue; elsewhere; complete both:NB-22; "
    "new; renewed; elsewhere",
    "NB-22": "elsewhere lead; complete; away; elsewhere; begun; complete; expired; new; complete",
    "NB-23": "complete lead works; overdue; complete; new; complete; exempt; elsewhere; "
    "complete agency",
    "NB-31": "renewal lead; begun; complete; new; elsewhere; away; begun; complete; new",
    "NB-32": "complete; new; elsewhere; expired; complete; begun; complete",
    "NB-33": "soon lead; new; complete; new; complete moving:NB-11; elsewhere; new; complete",
}
#: the standing cast: where each works since how many days, and what they have to tell
_CAST = {
    "alice": (DUTY, 40, "soon"),
    "bob": (DUTY, 900, "elsewhere"),
    "charlie": ("NB-22", 20, "new"),
    "rana": ("NB-13", 700, "elsewhere"),
    "ravi": (northbrook.SCHOOLS, 640, "elsewhere"),
    "rosa": ("NB-23", 580, "elsewhere"),
    "ada": (TOP, 820, "new"),
    "olu": (TOP, 860, "new"),
}


@dataclass(frozen=True)
class Post:
    """Somebody's place in a team, by the team's number."""

    team: str
    span: Span
    supervises: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody of the organisation; without a name they are of the standing cast."""

    key: str
    name: str
    #: what the employer's list calls them
    number: str
    posts: tuple[Post, ...]
    story: Story
    #: the first day on which they are no longer there
    left_on: dt.date | None = None


def cast(on: dt.date) -> list[Member]:
    """The standing cast with their places, as they are on a day."""
    found = []
    for turn, (name, (team, days, told)) in enumerate(_CAST.items()):
        story = stories.told(told, turn, team, on=on)
        post = Post(team, Span(on - days * _DAY), supervises=name == "bob")
        found.append(Member(name, "", "", (post,), story))
    return found


def staff(on: dt.date) -> list[Member]:
    """Everybody else, the service lead first."""
    return [
        _member(turn, team, entry.split(), on=on) for turn, (team, entry) in enumerate(_entries())
    ]


def _entries() -> Iterator[tuple[str, str]]:
    for team, entries in _STAFF.items():
        for entry in entries.split("; "):
            yield team, entry


def _member(turn: int, team: str, entry: list[str], *, on: dt.date) -> Member:
    told, *placed = entry
    name = NAMES[turn]
    story = stories.told(told, turn, team, on=on)
    left = on - (60 + turn % 7) * _DAY if "left" in placed else None
    posts = [_post(team, placed, story, left, on=on)]
    posts += [Post(team, posts[0].span)] if "works" in placed else []
    for way in placed:
        posts = _further(posts, way, on=on)
    if turn == 0:  # the team that left her service in spring has nobody to supervise it yet
        posts.append(Post(MISSING, Span(northbrook.spring(on), on + 60 * _DAY), supervises=True))
    login = LEAD if turn == 0 else key(name)
    return Member(login, name, f"NB{1_001 + turn}", tuple(posts), story, left)


def _post(team: str, placed: list[str], story: Story, left: dt.date | None, *, on: dt.date) -> Post:
    """The first place: of agency staff with its end, of those who left with their last day."""
    until = left - _DAY if left else None
    if "agency" in placed:
        until = on + (45 + story.since.day) * _DAY
    return Post(team, Span(story.since, until), supervises="lead" in placed)


def _further(posts: list[Post], way: str, *, on: dt.date) -> list[Post]:
    """The places of somebody who has two, will have another, or had one in the closed team."""
    kind, _, other = way.partition(":")
    [first, *rest] = posts
    since = first.span.since
    if kind == "both":
        return [*posts, Post(other, Span(on - 100 * _DAY))]
    if kind == "moving":
        begins = on + 20 * _DAY
        return [Post(first.team, Span(since, begins - _DAY)), Post(other, Span(begins)), *rest]
    if kind == "from":
        moved = northbrook.closed_on(on)
        before = Post(CLOSED, Span(min(since, moved - 400 * _DAY), moved - _DAY))
        return [before, Post(first.team, Span(moved)), *rest]
    return posts
