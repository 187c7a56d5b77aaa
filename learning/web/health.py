"""For whoever watches over the process: is it alive, and is it ready?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from learning.db import schema
from learning.web import database
from learning.web.doors import open_to

area = Blueprint("health", __name__)


@area.get("/healthz")
@open_to("anyone")
def alive() -> Any:
    """The process answers."""
    return {"status": "alive"}


@area.get("/readyz")
@open_to("anyone")
def ready() -> Any:
    """The database answers and has the schema of this version; else 503 and why, in one word."""
    try:
        revision = schema.current(database.session().connection())
    except SQLAlchemyError:
        database.drop()
        return {"status": "database"}, 503
    if revision != schema.newest():
        return {"status": "schema"}, 503
    return {"status": "ready"}
