"""Recounting: what somebody has to complete may have changed, and is to be worked out anew.

Rooms that change what it rests on (a place in a team, a completion) say so here, in the unit of the
change. Who works it out, and when, is not their affair: see `learning.supervision`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Date, bindparam, insert, literal, select
from sqlalchemy.orm import Session

from learning.db.base import table
from learning.db.prepared import Change
from learning.people.models import Person, Place, Recount, Role, Team
from learning.people.paths import lies_in

_R = table(Recount)
_ASK = Change(insert(_R).values(person_id=bindparam("row_person_id"), on=bindparam("row_on")))

#: set in the `info` of a session that asked, so that its edge can have it done after the commit
ASKED = "recount"


def ask(session: Session, people: Iterable[int], *, on: dt.date) -> None:
    """Have the duties of some people worked out anew, from a day on. Twice does no harm."""
    rows = [{"row_person_id": one, "row_on": on} for one in sorted(set(people))]
    if rows:
        _ASK.run(session, rows)
        session.info[ASKED] = True


def ask_of_team(session: Session, path: str | None, role: str | None, *, on: dt.date) -> None:
    """The same for everybody who was ever in a team or below it (None: everybody) with a role."""
    people = select(Person.id).where(Person.deactivated_on.is_(None))
    if path is not None:
        there = select(Place.person_id).join(Team, Team.id == Place.team_id)
        people = people.where(Person.id.in_(there.where(lies_in(path))))
    if role is not None and role != "learner":
        people = people.where(Person.id.in_(select(Role.person_id).where(Role.name == role)))
    chosen = people.add_columns(literal(on, Date))
    session.execute(insert(Recount).from_select(["person_id", "on"], chosen))
    session.info[ASKED] = True
