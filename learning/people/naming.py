"""Naming: who is behind a public id, for lists that keep ids alone."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Person, Team


def people_named(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The names of some people by their public ids; who was erased is not among them."""
    query = select(Person.public_id, Person.name).where(Person.public_id.in_(set(ids)))
    return dict(session.execute(query).all())


def teams_named(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The names of some teams by their public ids."""
    query = select(Team.public_id, Team.name).where(Team.public_id.in_(set(ids)))
    return dict(session.execute(query).all())
