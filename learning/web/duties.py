"""What is required of the signed-in person, in the words that their supervisors are shown."""

from __future__ import annotations

from learning.supervision import grid as grids
from learning.supervision.grid import Cell
from learning.supervision.status import WANTING
from learning.web import database, identity, standing_pages
from learning.web.standing_pages import CourseShown


def own() -> dict[str, Cell]:
    """Every course that concerns the signed-in person, by its id."""
    me = identity.the_person()
    return grids.cells_of(database.session(), me.id, standing_pages.clock())


def of_reader() -> dict[str, Cell]:
    """The same of whoever reads; nothing for who is not signed in."""
    return own() if identity.person() else {}


def of(course: str) -> CourseShown | None:
    """One course, if it concerns the signed-in person."""
    cell = of_reader().get(course)
    return standing_pages.course(cell, course, standing_pages.clock()) if cell else None


def asked() -> dict[str, str]:
    """The courses that ask for something now, each with its sentence."""
    clock = standing_pages.clock()
    return {
        course: standing_pages.course(cell, course, clock).explained
        for course, cell in own().items()
        if cell.standing.status in WANTING or cell.standing.renewal_due
    }
