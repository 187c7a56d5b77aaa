"""Views that tests hang into the site, to see what the site does around a view."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, request

from learning.errors import LearningError, Stale
from learning.people.models import Person
from learning.web import database
from learning.web.doors import open_to
from tests.builders import AT

MARKER = "Kestrel-7731"


def newcomer(name: str) -> Person:
    return Person(name=name, email=f"{name}@example.org", joined_at=AT)


_area = Blueprint("planted", __name__)


def plant(app: Flask) -> Flask:
    """Hang the views into the site."""
    app.register_blueprint(_area)
    return app


@_area.route("/planted/answers/<int:status>", methods=["GET", "POST"])
@open_to("anyone")
def answers(status: int) -> Any:
    """Write, then answer with a status."""
    database.session().add(newcomer("written"))
    database.session().flush()
    return "answered", status


@_area.post("/planted/clashes")
@open_to("anyone")
def clashes() -> Any:
    """Leave a unit that cannot be committed."""
    database.session().add_all([newcomer("written"), newcomer("written")])
    return "answered"


@_area.post("/planted/refuses")
@open_to("anyone")
def refuses() -> Any:
    """Write, keep one thing in a unit of its own, and refuse."""
    database.session().add(newcomer("written"))
    database.session().flush()
    database.drop()
    with database.writing() as unit:
        unit.add(newcomer("kept"))
    raise _REFUSALS[request.form["kind"]]("This is refused. Do something else.")


@_area.get("/planted/fails")
@open_to("anyone")
def fails() -> Any:
    """Fail with a message that quotes what somebody typed."""
    raise ZeroDivisionError(MARKER)


@_area.post("/planted/keeps")
@open_to("learner", keeps_form=True)
def keeps() -> Any:
    """Take a form that is not lost."""
    database.session().add(newcomer(request.form["note"]))
    return "taken: " + ", ".join(request.form.getlist("choice"))


@_area.post("/planted/loses")
@open_to("learner")
def loses() -> Any:
    """Take a form that need not be kept."""
    return "taken"


@_area.get("/planted/review")
@open_to("reviewer", "administrator")
def review() -> Any:
    """For reviewers and administrators."""
    return "reviewed"


@_area.get("/planted/learn")
@open_to("learner")
def learn() -> Any:
    """For everybody who is signed in."""
    return "learnt"


@_area.get("/planted/read")
@open_to("readers")
def read() -> Any:
    """For readers."""
    return "read"


@_area.get("/planted/shut")
def shut() -> Any:
    """A view whose author forgot the door."""
    return "never shown"


_KINDS: tuple[type[LearningError], ...] = (LearningError, *LearningError.__subclasses__(), Stale)
_REFUSALS = {kind.__name__: kind for kind in _KINDS}
