"""What tests of administration share: teams, places and the addresses of people."""

from __future__ import annotations

from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.db import Database
from learning.people import places, teams
from learning.people.models import Person, Team
from learning.people.places import Span
from learning.people.teams import Naming
from learning.web import moments
from tests.pages import Page, Pages, Values


def team(database: Database, name: str, parent: str = "") -> str:
    """Make a team; returns its public id."""
    with database.writing() as unit:
        above = teams.find(unit, parent) if parent else None
        return teams.make(unit, Naming(name), above).public_id


def put(
    database: Database, pages: Pages, person_id: int, team_id: str, *, lead: bool = False
) -> str:
    """Give a place from today; returns its public id."""
    with pages.app.app_context(), database.writing() as unit:
        on = moments.now().date()
        found = teams.find(unit, team_id)
        return places.put(unit, person_id, found, Span(on), supervises=lead, on=on).public_id


def address(database: Database, person_id: int) -> str:
    """The address of somebody's page for administrators."""
    with database.reading() as unit:
        return f"/admin/people/{unit.get_one(Person, person_id).public_id}"


def team_of(database: Database, public_id: str) -> Team:
    """A team as the database has it."""
    with database.reading() as unit:
        return teams.find(unit, public_id)


def notes(database: Database) -> list[str]:
    """What the audit lines add to their acts, in order."""
    with database.reading() as unit:
        return list(unit.scalars(select(AuditLine.note).order_by(AuditLine.id)))


def change(
    pages: Pages, page: Page, action: str, values: Values = (), *, status: int = 200
) -> Page:
    """Send the form of a page that changes something, past a search with the same address."""
    page.forms.sort(key=lambda form: form.method != "post")
    return pages.send(page, action, values, status=status)
