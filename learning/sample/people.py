"""The standing cast of the demo. All of them are invented and have no password."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from learning.people.joining import NewPerson, add
from learning.people.models import Person
from learning.people.queries import DEMO_DOMAIN


@dataclass(frozen=True)
class Invented:
    """An invented person: how they sign in, what they are called and what they may do."""

    key: str
    name: str
    roles: tuple[str, ...] = ()


CAST = (
    Invented("alice", "Alice Learner"),
    Invented("bob", "Bob Supervisor", ("supervisor",)),
    Invented("charlie", "Charlie Elsewhere"),
    Invented("rana", "Rana Reviewer", ("reviewer",)),
    Invented("ravi", "Ravi Reviewer", ("reviewer",)),
    Invented("rosa", "Rosa Reviewer", ("reviewer",)),
    Invented("ada", "Ada Author", ("author",)),
    Invented("olu", "Olu Administrator", ("administrator",)),
)


def seed_cast(session: Session, *, at: dt.datetime) -> int:
    """Add whoever of the cast is missing; returns how many were added."""
    addresses = [f"{one.key}@{DEMO_DOMAIN}" for one in CAST]
    known = set(session.scalars(select(Person.email).where(Person.email.in_(addresses))))
    missing = [one for one in CAST if f"{one.key}@{DEMO_DOMAIN}" not in known]
    for one in missing:
        newcomer = NewPerson(one.name, f"{one.key}@{DEMO_DOMAIN}", None, one.roles, invented=True)
        add(session, newcomer, at=at)
    return len(missing)


def seed_learners(session: Session, count: int, *, at: dt.datetime) -> int:
    """Add invented learners up to `count`, for measuring; returns how many were added."""
    have = len(
        session.scalars(
            select(Person.id).where(Person.email.like(f"learner-%@{DEMO_DOMAIN}"))
        ).all()
    )
    rows = [
        {
            "name": f"Learner {number:06d}",
            "email": f"learner-{number:06d}@{DEMO_DOMAIN}",
            "invented": True,
            "joined_at": at,
        }
        for number in range(have + 1, count + 1)
    ]
    if rows:
        session.execute(insert(Person), rows)
    return len(rows)
