"""Importing: a list is held against what is there, and what was shown is done.

Both in one unit of work: what a list would change is worked out anew where it is applied, and is
refused where it is no longer what was shown.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid
from learning.lists import (
    applying_completions,
    applying_people,
    applying_teams,
    completion_plans,
    person_plans,
    team_plans,
    there,
)
from learning.lists.columns import COMPLETIONS, PEOPLE, TEAMS
from learning.lists.completion_plans import CompletionPlan, CompletionsThere
from learning.lists.person_plans import PersonPlan
from learning.lists.plans import Plan
from learning.lists.reading import Listing
from learning.lists.team_plans import TeamPlan
from learning.lists.touching import Doing
from learning.people.models import Team


def plan(session: Session, listing: Listing, *, on: dt.date, leavers: bool = False) -> Plan:
    """What a list would change today. It changes nothing."""
    if leavers and listing.head.kind is not PEOPLE:
        raise Invalid(
            f"Only a list of people tells who has left; this is one of {listing.head.kind.name}."
        )
    if listing.head.kind is TEAMS:
        return Plan(listing, leavers, team_plans.plan(listing, there.teams(session)))
    if listing.head.kind is COMPLETIONS:
        people, courses = there.people(session), there.courses(session)
        held = CompletionsThere(people, courses, there.completions(session))
        return Plan(listing, leavers, completion_plans.plan(listing, held, on=on))
    found = there.there(session)
    return Plan(listing, leavers, person_plans.plan(listing, found, on=on, leavers=leavers))


def check(plan: Plan, *, skip_wrong: bool, all_leavers: bool) -> None:
    """Raise `Conflict` where a plan may not be applied like this."""
    if plan.wrong and not skip_wrong:
        lines = "line is" if plan.wrong == 1 else "lines are"
        raise Conflict(
            f"{plan.wrong:,} {lines} wrong, so nothing was changed. Correct the list, or have "
            "wrong lines left out."
        )
    if plan.stop and not all_leavers:
        raise Conflict(f"{plan.stop} Nothing was changed.")


def apply(session: Session, plan: Plan, *, at: dt.datetime, by: str = "") -> list[int]:
    """Do what a plan says that was made in this unit; returns the row ids of accounts it made.

    Its wrong lines are left out. What is done to whom is noted as done by `by`, a public id, or by
    the command line. Raises `Conflict` where somebody else took an address or a number
    at the same time.
    """
    try:
        return _applied(session, plan, Doing(at, by))
    except IntegrityError as error:
        raise Conflict(
            "Somebody else changed people or teams just now, so nothing of the list was done. "
            "Bring it in again."
        ) from error


def hold(session: Session) -> None:
    """Let nobody close or move a team until the unit ends. Ask for it before the plan is made."""
    session.execute(select(Team.id).order_by(Team.id).with_for_update()).all()


def _applied(session: Session, plan: Plan, doing: Doing) -> list[int]:
    made = plan.made
    if isinstance(made, TeamPlan):
        applying_teams.apply(session, made, doing)
    elif isinstance(made, CompletionPlan):
        applying_completions.apply(session, made, doing)
    elif isinstance(made, PersonPlan):
        return applying_people.apply(session, made, doing)
    return []
