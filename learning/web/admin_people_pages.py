"""How people and their places are put into words for administrators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import request

from learning.people.directory import Entry, HeldPlace
from learning.people.paging import Slice, Spot
from learning.people.places import Span
from learning.web import moments
from learning.web.templating import day


@dataclass(frozen=True)
class Turning:
    """Where the page before and the page after are; None where there is none."""

    earlier: str | None
    later: str | None


@dataclass(frozen=True)
class Row:
    """A person in a list."""

    public_id: str
    name: str
    soft: str
    #: the places they have today, in words
    teams: Sequence[str]
    labels: Sequence[str]


@dataclass(frozen=True)
class PlaceRow:
    """A place in a list: the team, the way down to it, and when."""

    public_id: str
    team_id: str
    team: str
    within: str
    when: str


@dataclass(frozen=True)
class Shown:
    """A person on their page."""

    labels: Sequence[str]
    roles: str
    joined: str
    state: str
    now: Sequence[PlaceRow]
    coming: Sequence[PlaceRow]
    past: Sequence[PlaceRow]
    #: teams that they supervise and work in, or in what lies in it
    themself: Sequence[str]


def spot() -> Spot:
    """Where the page that is asked for begins or ends."""
    return Spot(request.args.get("after", ""), request.args.get("before", ""))


def turning(path: str, found: Slice[Any]) -> Turning:
    """The addresses of the neighbours of a page, with what was sought."""
    kept = {k: v for k, v in request.args.items() if k not in ("after", "before") and v}

    def leads(**turn: str) -> str | None:
        return f"{path}?{urlencode(kept | turn)}" if all(turn.values()) else None

    return Turning(leads(before=found.earlier), leads(after=found.later))


def row(one: Entry, on: dt.date) -> Row:
    """A person in a list, with the teams of today."""
    soft = [one.email, *([f"number {one.external_id}"] if one.external_id else [])]
    held = [
        f"{place.team} (supervises)" if place.supervises else place.team for place in one.now(on)
    ]
    return Row(one.public_id, one.name, ", ".join(soft), held, _labels(one))


def row_in(one: Entry, on: dt.date, path: str, *, supervises: bool) -> Row:
    """A person in the list of a team, with since when they have their place in it."""
    held = [place for place in one.now(on) if (place.path, place.supervises) == (path, supervises)]
    return replace(row(one, on), teams=[_first_up(days(place.span)) for place in held])


def row_staying(one: Entry, on: dt.date, path: str) -> Row:
    """A person in the list of who keeps a team from being closed, with their places in it."""
    held = [place for place in one.open(on) if place.path == path]
    return replace(row(one, on), teams=[said(place) for place in held])


def shown(one: Entry, on: dt.date) -> Shown:
    """A person on their page, with places of today, to come and of the past."""
    return Shown(
        labels=["Person", *_labels(one)],
        roles=in_words(one.roles),
        joined=day(moments.day_of(one.joined_at)),
        state=state(one),
        now=[place_row(place) for place in one.now(on)],
        coming=[place_row(place) for place in one.places if place.span.since > on],
        past=[place_row(place) for place in reversed(one.places) if _over(place.span, on)],
        themself=[place.team for place in one.supervises_themself(on)],
    )


def state(one: Entry) -> str:
    """Whether an account lets anybody in."""
    return f"Deactivated since {day(one.deactivated_on)}" if one.deactivated_on else "Open"


def teams_in_words(one: Entry) -> str:
    """The places of somebody that have not ended, in one text."""
    held = one.open(moments.now().date())
    return "; ".join(f"{place.team}: {said(place)}" for place in held) or "None"


def place_row(place: HeldPlace) -> PlaceRow:
    """A place in a list."""
    return PlaceRow(place.public_id, place.team_id, place.team, place.within, said(place))


def said(place: HeldPlace) -> str:
    """What somebody does in a team, and when."""
    act = "Supervises it" if place.supervises else "Works in it"
    return f"{act} {days(place.span)}"


def days(span: Span) -> str:
    """From when to when."""
    if span.until is None:
        return f"from {day(span.since)}"
    if span.until == span.since:
        return f"on {day(span.since)}"
    return f"from {day(span.since)} to {day(span.until)}"


def in_words(roles: Sequence[str]) -> str:
    """Roles in words: `Learner, author`."""
    ordered = ["learner", *sorted(set(roles) - {"learner"})]
    return ", ".join(ordered).capitalize()


def exchanged(before: Collection[str], after: Collection[str]) -> str:
    """Which roles are given and taken, as an audit line says it: `-author +supervisor`."""
    old, new = {*before} - {"learner"}, {*after} - {"learner"}
    taken, given = sorted(old - new), sorted(new - old)
    return " ".join([*(f"-{role}" for role in taken), *(f"+{role}" for role in given)])


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _over(span: Span, on: dt.date) -> bool:
    return span.until is not None and span.until < on


def _labels(one: Entry) -> list[str]:
    labels = ["Invented"] if one.invented else []
    return [*labels, *(["Deactivated"] if one.deactivated_on else [])]
