"""The case library: browsing it, and reading a case with its picture."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from learning.cases import library as finding
from learning.errors import NotFound
from learning.web import case_pages, database, shells, shelves
from learning.web.doors import open_to

area = Blueprint("cases", __name__)


@area.get("/cases")
@open_to("readers")
def listing() -> Any:
    """All cases, narrowed by what the address asks for."""
    library = shelves.library()
    cases = finding.shown(library)
    wanted = {facet: request.args.get(facet, "") for facet in finding.FACETS}
    found = finding.narrowed(cases, wanted)

    def shown() -> dict[str, Any]:
        return {
            "cards": case_pages.cards(library, found),
            "filters": case_pages.filters(library, cases, wanted),
            "narrowed": any(wanted.values()),
            "count": case_pages.count(len(found), len(cases)),
        }

    if any(wanted.values()):
        return render_template("cases/cases.html", **shown())
    return shells.page("cases/cases.html", library.version, {}, shown)


@area.get("/cases/<case>")
@open_to("readers")
def case_page(case: str) -> Any:
    """What happened, what caught it, what makes it likely, and which module helps."""
    library = shelves.library()
    found = library.cases.get(case)
    if found is None:
        raise NotFound("There is no such case. The library shows every case there is.")
    courses = shelves.shelf().courses(database.session())
    page = case_pages.page(library, found)
    return render_template("cases/case.html", uses=finding.uses(courses, case), **page)
