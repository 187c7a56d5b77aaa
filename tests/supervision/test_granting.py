"""Structural privacy: through a role that reads no answers, every page of supervisors is drawn."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from learning.db import Database, open_database, schema
from learning.db.base import Base
from learning.errors import Invalid
from learning.people.models import Person
from learning.settings import Settings, load
from learning.supervision import granting, recounting
from learning.tables import METADATA
from learning.web.app import create_app
from tests.builders import cast_into
from tests.pages import Pages
from tests.postgresql import own_database
from tests.supervision.organisation import Organisation
from tests.web.test_team import ZONE, today


@dataclass
class Site:
    """A site whose supervisors' pages come through a role of their own."""

    app: Flask
    database: Database
    #: the address with the role
    watching: str
    role: str
    pages: list[str]


@pytest.fixture
def site(postgresql_server: str, settings: Settings) -> Iterator[Site]:
    role = f"watch_{secrets.token_hex(4)}"
    with own_database(postgresql_server) as address:
        database = open_database(address)
        schema.upgrade(database, METADATA)
        watching = make_url(address).set(username=role, password="for a test")
        with database.writing() as session:
            session.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'for a test'"))
            granting.grant(session, role)
            house = Organisation.of(session, cast_into(session))
            house.require(house.family_help)
            alice = session.get_one(Person, house.cast.alice).public_id
            duty = house.duty.public_id
        recounting.catch_up(database, ZONE, on=today())
        told = watching.render_as_string(hide_password=False)
        config = replace(settings, database_url=address, supervision_database_url=told)
        app = create_app(config, database)
        pages = [
            *("/team", f"/team/{duty}", f"/team/{duty}?sort=due&status=wanting"),
            *("/service", "/service/due", f"/people/{alice}"),
        ]
        yield Site(app, database, told, role, pages)
        app.extensions["supervision database"].close()
        with database.writing() as session:
            session.execute(text(f"DROP OWNED BY {role}"))
            session.execute(text(f"DROP ROLE {role}"))
        database.close()


@pytest.mark.postgresql
def test_every_page_of_supervisors_is_drawn_through_the_role(site: Site) -> None:
    pages = Pages(site.app)
    pages.become("bob")
    for path in site.pages:
        pages.get(path)
    export = pages.client.get(site.pages[1] + "/completions.csv")
    assert "Alice Learner" in export.get_data(as_text=True)
    pages.become("charlie")
    for path in site.pages:
        pages.get(path, status=404)


@pytest.mark.postgresql
def test_without_the_grants_the_pages_are_refused_and_tell_nothing(site: Site) -> None:
    """So they do come through the role, and not beside it."""
    with site.database.writing() as session:
        session.execute(text(f"REVOKE SELECT ON duty FROM {site.role}"))
    pages = Pages(site.app)
    pages.become("bob")
    assert "Alice" not in pages.get(site.pages[1], status=500).text


@pytest.mark.postgresql
def test_the_database_refuses_the_role_everything_else(site: Site) -> None:
    engine = create_engine(site.watching.replace("postgresql://", "postgresql+psycopg://"))
    allowed = {*granting.TABLES, "person"}
    assert {"attempt", "response", "refresher_response", "audit_line"} <= set(METADATA.tables)
    for name in sorted({*METADATA.tables} - allowed):
        with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission"):
            connection.execute(text(f'SELECT 1 FROM "{name}"'))
    for name in allowed - {"person"}:
        with engine.connect() as connection:
            connection.execute(text(f"SELECT * FROM {name}"))
            with pytest.raises(ProgrammingError, match="permission"):
                connection.execute(text(f"DELETE FROM {name}"))
    for column in sorted({one.name for one in Person.__table__.columns} - {*granting.PERSON}):
        with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission"):
            connection.execute(text(f"SELECT {column} FROM person"))
    engine.dispose()


@pytest.mark.postgresql
def test_a_role_that_is_none_or_cannot_be_held_back_is_refused(site: Site) -> None:
    with site.database.writing() as session:
        with pytest.raises(Invalid, match="no role"):
            granting.grant(session, "nobody; DROP TABLE duty")
        [superuser] = session.execute(text("SELECT current_user")).one()
        with pytest.raises(Invalid, match="superuser"):
            granting.grant(session, superuser)


@pytest.mark.postgresql
def test_a_role_that_could_read_answers_another_way_is_refused(site: Site) -> None:
    member, owner = f"{site.role}_member", f"{site.role}_owner"
    with site.database.writing() as session:
        session.execute(text(f"CREATE ROLE {owner}"))
        session.execute(text(f"GRANT SELECT ON response TO {owner}"))
        session.execute(text(f"CREATE ROLE {member} IN ROLE {owner}"))
        with pytest.raises(Invalid, match="can still read responses"):
            granting.grant(session, member)
        session.execute(text("CREATE TABLE belongs_to_it (id int)"))
        session.execute(text(f"ALTER TABLE belongs_to_it OWNER TO {owner}"))
        with pytest.raises(Invalid, match="owns its tables"):
            granting.grant(session, owner)
        for role in (member, owner):
            session.execute(text(f"DROP OWNED BY {role}"))
            session.execute(text(f"DROP ROLE {role}"))


def test_the_embedded_database_has_no_roles(file_database: Database) -> None:
    with file_database.writing() as session, pytest.raises(Invalid, match="Only PostgreSQL"):
        granting.grant(session, "anybody")


def test_the_read_model_has_no_name_for_an_answer_or_a_time() -> None:
    """What supervisors' pages can read holds dates: no score, no try, no time of day."""
    for name in granting.TABLES:
        for column in Base.metadata.tables[name].columns:
            assert not {"score", "passed", "given", "confidence", "tries"} & {column.name}
            assert "DATETIME" not in repr(column.type).upper(), (name, column.name)


def test_the_setting_needs_postgresql_on_both_sides(tmp_path: Path) -> None:
    for other in ({}, {"LEARNING_DATABASE_URL": "sqlite:///x"}):
        with pytest.raises(Invalid, match="supervision_database_url"):
            load(
                {
                    "LEARNING_INSTANCE": str(tmp_path),
                    "LEARNING_SUPERVISION_DATABASE_URL": "postgresql://watch@db/debrief",
                    **other,
                }
            )
