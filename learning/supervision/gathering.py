"""Gathering: everything that some people's duties are worked out from, in a few statements.

Requirements and the tree of teams are read once for many people; a team that was moved belonged to
the teams above its old place until then.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from learning.people.models import Person, Place, Role, Team, TeamMove
from learning.people.paths import ancestors
from learning.people.places import Span
from learning.progress.models import Certificate, Completion, Enrolment, PastCompletion
from learning.releases.models import ActiveRelease, Release
from learning.releases.shelf import Shelf
from learning.supervision.facts import (
    CourseFacts,
    Critical,
    Done,
    PersonFacts,
    Rule,
    joined,
    within,
)
from learning.supervision.models import Exemption, Pause, Requirement

_EVER = Span(dt.date.min, None)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Scope:
    """A requirement with whom it is for: a team (None: everybody), a role (None: any)."""

    rule: Rule
    team_id: int | None
    role: str | None


@dataclass(frozen=True)
class House:
    """What is the same for everybody: requirements and critical changes."""

    scopes: Sequence[Scope]
    critical: Mapping[str, Sequence[Critical]]
    zone: ZoneInfo


def house(session: Session, shelf: Shelf, zone: str) -> House:
    """Read what is the same for everybody. `zone` is the one in which a day begins.

    A requirement asks nothing while its course is retired.
    """
    rows = session.scalars(select(Requirement).order_by(Requirement.id)).all()
    known = shelf.active(session)
    live = {
        one
        for one in {row.course for row in rows}
        if one in known and shelf.course(session, one).is_live
    }
    scopes = [Scope(_rule(row), row.team_id, row.role) for row in rows if row.course in live]
    where = ZoneInfo(zone)
    return House(scopes, _critical(session, where), where)


def facts(session: Session, house: House, people: Sequence[int]) -> dict[int, PersonFacts]:
    """The facts of some people, by their row ids."""
    rows = session.execute(
        select(Person.id, Person.joined_at, Person.deactivated_on).where(Person.id.in_(people))
    ).all()
    roles = _by_person(session.execute(_of(Role.person_id, people, Role.name, Role.since)))
    places = _by_person(
        session.execute(_of(Place.person_id, people, Place.team_id, Place.since, Place.until))
    )
    above = _above(session, {team for of in places.values() for team, _, _ in of})
    paused = _by_person(session.execute(_of(Pause.person_id, people, Pause.since, Pause.until)))
    courses = _courses(session, house, people)
    found = {}
    for row in rows:
        until = row.deactivated_on - _DAY if row.deactivated_on else None
        here = Span(row.joined_at.astimezone(house.zone).date(), until)
        there = _teams(above, places[row.id])
        held = {role: Span(since or dt.date.min) for role, since in roles[row.id]}
        found[row.id] = PersonFacts(
            asked=_asked(house, here, there, held),
            paused=joined(Span(*cells) for cells in paused[row.id]),
            courses=courses[row.id],
        )
    return found


def belonged(session: Session, person_id: int) -> dict[int, list[Span]]:
    """The days on which somebody was seen in each team, as a member of it or of one below.

    What was noted later than it held was seen from the day on which it was noted: until then the
    pages showed what held before.
    """
    query = select(Place.team_id, Place.since, Place.until, Place.noted_on, Place.end_noted_on)
    rows = session.execute(query.where(Place.person_id == person_id)).all()
    places = [
        (team, max(since, noted or since), _last_seen(until, end_noted))
        for team, since, until, noted, end_noted in rows
    ]
    seen = [one for one in places if one[2] is None or one[1] <= one[2]]
    found = _teams(_above(session, {team for team, _, _ in seen}), seen)
    return {team: joined(spans) for team, spans in found.items()}


def _last_seen(until: dt.date | None, noted: dt.date | None) -> dt.date | None:
    return until if until is None or noted is None else max(until, noted)


def _rule(row: Requirement) -> Rule:
    return Rule(**{one.name: getattr(row, one.name) for one in fields(Rule)})


def _above(session: Session, teams: Collection[int]) -> dict[int, list[tuple[int, Span]]]:
    """For some teams the teams they lay in, themselves included, each with the days."""
    moves: dict[int, list[tuple[dt.date, int | None]]] = defaultdict(list)
    query = select(TeamMove.team_id, TeamMove.on, TeamMove.from_id)
    for team, on, came_from in session.execute(query.order_by(TeamMove.on, TeamMove.id)):
        moves[team].append((on, came_from))
    if not moves:  # the way down is all there ever was
        paths = session.execute(select(Team.id, Team.path).where(Team.id.in_(teams)))
        return {team: [(one, _EVER) for one in ancestors(path)] for team, path in paths}
    everywhere = session.execute(select(Team.id, Team.parent_id)).all()
    parents: dict[int, int | None] = dict(everywhere)
    return {team: _lineage(team, _EVER, parents, moves) for team in teams}


def _lineage(
    team: int | None,
    days: Span,
    parents: Mapping[int, int | None],
    moves: Mapping[int, Sequence[tuple[dt.date, int | None]]],
) -> list[tuple[int, Span]]:
    """The teams that a team lay in during some days, itself first."""
    if team is None:
        return []
    found = [(team, days)]
    since = dt.date.min
    for on, came_from in moves.get(team, ()):
        for span in within([Span(since, on - _DAY)] if since < on else [], days):
            found += _lineage(came_from, span, parents, moves)
        since = on
    for span in within([Span(since, None)], days):
        found += _lineage(parents[team], span, parents, moves)
    return found


def _critical(session: Session, zone: ZoneInfo) -> dict[str, list[Critical]]:
    """The critical changes of each course that stand: what was gone back from changes nothing."""
    found: dict[str, list[Critical]] = defaultdict(list)
    live = aliased(Release)
    query = (
        select(Release.course, Release.version, Release.at)
        .join(ActiveRelease, ActiveRelease.course == Release.course)
        .join(live, live.id == ActiveRelease.release_id)
        .where(Release.effect == "critical", Release.version <= live.version)
    )
    for course, version, at in session.execute(query.order_by(Release.version)):
        if version > 1:  # there was nothing before the first
            found[course].append(Critical(version, at.astimezone(zone).date()))
    return found


def _teams(
    lineages: Mapping[int, Sequence[tuple[int, Span]]], places: Iterable[Sequence[Any]]
) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for team, since, until in places:
        for above, days in lineages[team]:
            found[above] += within([Span(since, until)], days)
    return found


def _asked(
    house: House, here: Span, there: Mapping[int, list[Span]], roles: Mapping[str, Span]
) -> list[tuple[Rule, list[Span]]]:
    """The days on which each requirement asks somebody.

    Never before they had an account, and of a role never before they had the role.
    """
    found = []
    for scope in house.scopes:
        role = _EVER if scope.role in (None, "learner") else roles.get(scope.role or "")
        if role is None:
            continue
        spans = [here] if scope.team_id is None else within(there.get(scope.team_id, []), here)
        asked = within(joined(spans), Span(scope.rule.starts_on, scope.rule.ends_on))
        asked = within(asked, role)
        if asked:
            found.append((scope.rule, asked))
    return found


def _courses(
    session: Session, house: House, people: Sequence[int]
) -> dict[int, dict[str, CourseFacts]]:
    done, begun = _done(session, people), _begun(session, house, people)
    exempt: dict[tuple[int, str], list[Span]] = defaultdict(list)
    query = _of(Exemption.person_id, people, Exemption.course, Exemption.since, Exemption.until)
    for person_id, course, *days in session.execute(query):
        exempt[person_id, course].append(Span(*days))
    found: dict[int, dict[str, CourseFacts]] = defaultdict(dict)
    for key in {*done, *begun, *exempt}:
        person_id, course = key
        found[person_id][course] = CourseFacts(
            done=done.get(key, ()),
            begun_on=begun.get(key),
            exempt=joined(exempt.get(key, ())),
            critical=house.critical.get(course, ()),
        )
    return found


def _done(session: Session, people: Sequence[int]) -> dict[tuple[int, str], list[Done]]:
    found: dict[tuple[int, str], list[Done]] = defaultdict(list)
    here = (
        select(
            *(Completion.person_id, Completion.course, Completion.completed_on),
            *(Completion.valid_until, Release.version, Certificate.public_id),
        )
        .join(Release, Release.id == Completion.release_id)
        .outerjoin(
            Certificate,
            (Certificate.completion_id == Completion.id) & Certificate.revoked_on.is_(None),
        )
        .where(Completion.person_id.in_(people), Completion.module.is_(None))
    )
    elsewhere = _of(
        PastCompletion.person_id,
        people,
        *(PastCompletion.course, PastCompletion.completed_on, PastCompletion.valid_until),
    )
    for query in (elsewhere, here):
        for person_id, course, *cells in session.execute(query):
            found[person_id, course].append(Done(*cells))
    return found


def _begun(session: Session, house: House, people: Sequence[int]) -> dict[tuple[int, str], dt.date]:
    query = _of(Enrolment.person_id, people, Enrolment.course, Enrolment.at)
    return {
        (person_id, course): at.astimezone(house.zone).date()
        for person_id, course, at in session.execute(query)
    }


def _of(person: Any, people: Sequence[int], *columns: Any) -> Select[Any]:
    """Some columns of a table's rows about some people, after the person's id."""
    return select(person, *columns).where(person.in_(people))


def _by_person(rows: Iterable[Sequence[Any]]) -> dict[int, list[Sequence[Any]]]:
    found: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for person_id, *cells in rows:
        found[person_id].append(cells)
    return found
