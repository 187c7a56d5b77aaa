"""Opening an account for somebody: without a password, which they choose by a link of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid
from learning.people import joining
from learning.people.joining import NewPerson
from learning.people.models import ROLES, Person
from learning.people.signing_in import folded


@dataclass(frozen=True)
class Account:
    """Whom an account is for, and what they may do."""

    name: str
    email: str
    roles: Collection[str] = ()


def open_account(session: Session, wanted: Account, *, at: dt.datetime) -> Person:
    """Make an account. `Conflict` where the address has one, open or deactivated."""
    if unknown := sorted(set(wanted.roles) - set(ROLES)):
        raise Invalid(f"There is no role '{unknown[0]}'. Use one of: {', '.join(ROLES)}.")
    if session.scalar(select(exists().where(Person.email == folded(wanted.email)))):
        raise Conflict("There is an account with this e-mail address already. Look under People.")
    roles = tuple(sorted(set(wanted.roles)))
    person_id = joining.add(session, NewPerson(wanted.name, wanted.email, None, roles), at=at)
    return session.get_one(Person, person_id)
