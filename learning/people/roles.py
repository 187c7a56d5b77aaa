"""Roles: who holds one, and one person by their address, for whoever runs the machine."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.people.models import Person, Role
from learning.people.signing_in import folded


@dataclass(frozen=True)
class Holder:
    """Somebody with their roles, beyond learner, which everybody is."""

    id: int
    public_id: str
    name: str
    email: str
    version: int
    roles: frozenset[str]


def person(session: Session, address: str) -> Holder:
    """The person with an e-mail address whose account is open. Raises `NotFound`."""
    query = select(Person).where(Person.email == folded(address), Person.deactivated_on.is_(None))
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"Nobody has the address {address}. Check its spelling.")
    return _with_roles(session, found)


def of(session: Session, role: str) -> list[Holder]:
    """Everybody with a role whose account is open, by name."""
    query = (
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.name == role, Person.deactivated_on.is_(None))
        .order_by(Person.name, Person.id)
    )
    return [_with_roles(session, one) for one in session.scalars(query)]


def _with_roles(session: Session, one: Person) -> Holder:
    held = session.scalars(select(Role.name).where(Role.person_id == one.id))
    return Holder(one.id, one.public_id, one.name, one.email, one.version, frozenset(held))
