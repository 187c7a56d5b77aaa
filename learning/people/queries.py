"""Joined reads of people for pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Person, Role

#: where invented people have their address; `.invalid` can never be a real one
DEMO_DOMAIN = "demo.invalid"


@dataclass(frozen=True)
class DemoPerson:
    """An invented person whom the demo lets one become; `key` is the name in the address."""

    key: str
    name: str
    roles: Sequence[str]


def demo_people(session: Session, *, most: int = 8) -> list[DemoPerson]:
    """The cast of the demo, in the order in which it was added."""
    people = session.execute(
        select(Person.id, Person.name, Person.email)
        .where(Person.invented.is_(True), Person.email.like(f"%@{DEMO_DOMAIN}"))
        .order_by(Person.id)
        .limit(most)
    ).all()
    held: dict[int, list[str]] = {row.id: [] for row in people}
    roles = select(Role.person_id, Role.name).where(Role.person_id.in_(held))
    for person_id, role in session.execute(roles):
        held[person_id].append(role)
    return [
        DemoPerson(row.email.partition("@")[0], row.name, held[row.id] or ["learner"])
        for row in people
    ]
