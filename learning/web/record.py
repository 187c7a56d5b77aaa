"""My record: what a person has completed, until when, and their own attempts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from learning.progress import calibration as counting
from learning.progress import certificates, outside, past, queries
from learning.web import (
    calibration_pages,
    certificate_pages,
    database,
    duties,
    identity,
    outside_pages,
    record_pages,
    shelves,
)
from learning.web.certificates import issuer
from learning.web.doors import open_to

area = Blueprint("record", __name__)


@area.get("/record")
@open_to("learner")
def own() -> Any:
    """The signed-in person's own record; there is no address for anybody else's."""
    person, session = identity.the_person(), database.session()
    before = request.args.get("before", "")
    attempts, later = queries.attempts_page(session, person.id, before=before)
    courses = queries.on_record(session, shelves.shelf(), person.id)
    cells = duties.own()
    return render_template(
        "record/record.html",
        courses=[record_pages.course(one, cells.get(one.course.id)) for one in courses],
        attempts=record_pages.attempts(attempts, {one.course.id: one.course for one in courses}),
        completed=[certificate_pages.row(one) for one in _completed(person.id)],
        past=[record_pages.past(one) for one in past.listed(session, shelves.shelf(), person.id)],
        outside=[outside_pages.shown(one) for one in _elsewhere(person.id)],
        before=before,
        later=later,
    )


@area.get("/record/calibration")
@open_to("learner")
def calibration() -> Any:
    """How sure I said I was, beside how often I was right; for me alone."""
    person, session = identity.the_person(), database.session()
    first = request.args.get("tries", "") == "first"
    found = counting.calibration(session, person.id, first=first)
    return render_template("record/calibration.html", first=first, **calibration_pages.page(found))


def _completed(person_id: int) -> list[certificates.Completed]:
    return certificates.completed(database.session(), shelves.shelf(), person_id)


def _elsewhere(person_id: int) -> list[outside.Outside]:
    return outside.listed(database.session(), issuer().ring, person_id)
