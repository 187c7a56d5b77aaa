"""The trace of what is published, for authors: threads, gaps, reviews, and what rests on what."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from flask.blueprints import BlueprintSetupState

from learning.authoring.tracing import Threads
from learning.content.reviews import reviews as all_reviews
from learning.content.reviews import sittings
from learning.content.trace_rests import Ground
from learning.content.tracing import Trace
from learning.interop import calendar
from learning.web import database, moments, shelves, trace_pages, trace_rest_pages
from learning.web.doors import open_to

area = Blueprint("trace", __name__)


@area.record
def _install(state: BlueprintSetupState) -> None:
    state.app.extensions["threads"] = Threads()


@area.get("/authoring/trace")
@open_to("author", "administrator")
def overview() -> Any:
    """Each course with its gaps, and what nobody uses of the library."""
    return render_template("trace/trace.html", **trace_pages.overview(_trace(), on=_today()))


@area.get("/authoring/trace/<course>")
@open_to("author", "administrator")
def course_page(course: str) -> Any:
    """A course: each objective with all it hangs on."""
    after = request.args.get("after", "")
    return render_template("trace/course.html", **trace_pages.course(_trace(), course, after))


@area.get("/authoring/trace/<course>/gaps")
@open_to("author", "administrator")
def gaps(course: str) -> Any:
    """Where threads of a course break off, and what none reaches."""
    after = request.args.get("after", "")
    return render_template("trace/gaps.html", **trace_pages.gaps_page(_trace(), course, after))


@area.get("/authoring/rests/sources/<course>/<source>")
@open_to("author", "administrator")
def source(course: str, source: str) -> Any:
    """All that rests on a source of a course."""
    after = request.args.get("after", "")
    return render_template(
        "trace/rests.html", **trace_rest_pages.source(_trace(), course, source, after)
    )


@area.get("/authoring/rests/cases/<name>", defaults={"ground": "case"})
@area.get("/authoring/rests/factors/<name>", defaults={"ground": "factor"})
@open_to("author", "administrator")
def shared(ground: Ground, name: str) -> Any:
    """All that rests on a case or a factor of the library."""
    after = request.args.get("after", "")
    return render_template(
        "trace/rests.html", **trace_rest_pages.shared(_trace(), ground, name, after)
    )


@area.get("/authoring/reviews")
@open_to("author", "administrator")
def reviews() -> Any:
    """What must be read again, the earliest first."""
    after = request.args.get("after", "")
    return render_template("trace/reviews.html", **trace_pages.due(_trace(), after, on=_today()))


@area.get("/authoring/reviews.ics")
@open_to("author", "administrator")
def reviews_calendar() -> Any:
    """The same as a calendar file."""
    events = calendar.reviews(sittings(all_reviews(_trace())))
    body = calendar.calendar(events, at=moments.now())
    named = {"Content-Disposition": 'attachment; filename="reviews.ics"'}
    return Response(body, mimetype="text/calendar", headers=named)


def _trace() -> Trace:
    threads: Threads = current_app.extensions["threads"]
    return threads.trace(database.session(), shelves.shelf())


def _today() -> Any:
    return moments.now().date()
