"""Granting: what a role of PostgreSQL may read so that it can draw supervisors' pages, and no more.

Attempts and responses are not on the list, so the role is refused by the database itself, whatever
a page might ask. Of a person it reads who they are; not their address, password or anything else.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from learning.errors import Invalid
from learning.people.models import Person, Place, Team
from learning.supervision.models import Duty, Requirement

#: tables that are read whole, and the columns of the one that is not
TABLES = (Team.__tablename__, Place.__tablename__, Requirement.__tablename__, Duty.__tablename__)
PERSON = ("id", "public_id", "name", "external_id", "deactivated_on")
_EXISTS = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
_SUPERUSER = text("SELECT rolsuper FROM pg_roles WHERE rolname = :role")

_OWNS = text(
    "SELECT current_user = :role OR EXISTS (SELECT 1 FROM pg_tables"
    " WHERE schemaname = 'public' AND tableowner = :role)"
)
#: what the role must not be able to read when all is done
_STILL = {
    "attempts": text("SELECT has_table_privilege(:role, 'attempt', 'SELECT')"),
    "responses": text("SELECT has_table_privilege(:role, 'response', 'SELECT')"),
    "e-mail addresses": text("SELECT has_column_privilege(:role, 'person', 'email', 'SELECT')"),
}


def grant(session: Session, role: str) -> None:
    """Let a role read what supervisors' pages need, after taking all else from it.

    Refused where there is no such role, where it is the platform's own, and where no grant could
    hold it back; nothing is changed then.
    """
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        raise Invalid(
            "Only PostgreSQL has roles. On SQLite supervisors' pages read the same file as all "
            "others; nothing has to be set up."
        )
    if session.scalar(_EXISTS, {"role": role}) is None:
        raise Invalid(f"There is no role {role}. Make it first: CREATE ROLE {role} LOGIN.")
    if session.scalar(_SUPERUSER, {"role": role}):
        raise Invalid(f"{role} is a superuser, whom no grant holds back. Use another role.")
    if session.scalar(_OWNS, {"role": role}):
        raise Invalid(
            f"{role} is the role that Debrief itself works as, or owns its tables: this would take "
            "away what it needs. Use a role of its own."
        )
    for statement in statements(connection.dialect.identifier_preparer.quote_identifier(role)):
        session.execute(text(statement))
    for name, may_still in _STILL.items():
        if session.scalar(may_still, {"role": role}):
            raise Invalid(
                f"{role} can still read {name}, through a role that it is a member of or a grant "
                "to everybody. Take that away first; nothing was changed."
            )


def statements(role: str) -> list[str]:
    """The statements, for a role that is quoted already."""
    columns = ", ".join(PERSON)
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        *(f"GRANT SELECT ON {table} TO {role}" for table in TABLES),
        f"GRANT SELECT ({columns}) ON {Person.__tablename__} TO {role}",
    ]
