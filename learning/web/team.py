"""Supervision: a team, its people and their courses. Completion and dates, and nothing else.

Whoever is not supervised by who asks is not found, like nobody. Each look leaves an audit line
before anything is shown.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request

from learning.errors import NotFound
from learning.lists import writing
from learning.supervision import grid as grids
from learning.supervision import reminding, service, sheets, sight
from learning.supervision.grid import Cell, Choice
from learning.supervision.sheets import Named
from learning.supervision.sight import Member, Sight
from learning.web import auditing, database, identity, mails, moments, standing_pages
from learning.web.doors import open_to

area = Blueprint("team", __name__)


@area.get("/team")
@open_to("supervisor")
def teams() -> Any:
    """The teams I supervise; where it is one, that team."""
    seen = seen_by_me()
    if len(seen.roots) == 1:
        return redirect(f"/team/{seen.roots[0].public_id}")
    return render_template("team/teams.html", teams=seen.roots)


@area.get("/team/<team>")
@open_to("supervisor")
def team(team: str) -> Any:
    """A team: who is due, who is complete."""
    seen, clock = seen_by_me(), standing_pages.clock()
    found = sight.team(database.supervising(), seen, team)
    auditing.looked_today("team.seen", "team", found.public_id)
    choice = _choice()
    grid = grids.grid(database.supervising(), seen, found, choice, clock)
    named = standing_pages.titles(grid.courses)
    return render_template(
        "team/team.html",
        team=found,
        today=clock.on,
        choice=choice,
        grid=grid,
        summary=standing_pages.summary(grid.counts),
        people=standing_pages.counted(grid.people),
        courses=[(one, named[one]) for one in grid.courses],
        rows=standing_pages.rows(grid, named, found.name),
        below=service.below(database.supervising(), found),
        **_around(found.public_id, choice, grid.later),
    )


@area.get("/team/<team>/completions.<kind>")
@open_to("supervisor")
def export(team: str, kind: str) -> Any:
    """The same as a list to take away: everybody in and below the team."""
    if kind not in writing.FORMATS:
        raise NotFound("There is no such list. Choose CSV or XLSX on the team's page.")
    seen, clock = seen_by_me(), standing_pages.clock()
    found = sight.team(database.supervising(), seen, team)
    auditing.looked("team.exported", "team", found.public_id)
    named = Named(standing_pages.all_titles(), standing_pages.in_one_word())
    rows = sheets.rows(database.watching(), seen, found, clock, named)
    name = f"completions-{clock.on.isoformat()}.{kind}"
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(writing.FORMATS[kind](rows), content_type=writing.TYPES[kind], headers=headers)


@area.get("/people/<person>")
@open_to("supervisor")
def person(person: str) -> Any:
    """Somebody I supervise: their courses, dates and validity."""
    seen, clock = seen_by_me(), standing_pages.clock()
    found = sight.person(database.supervising(), seen, person, on=clock.on)
    if found.id == identity.the_person().id:
        return redirect("/record/seen")
    auditing.looked("person.seen", "person", found.public_id)
    cells = grids.cells_of(database.supervising(), found.id, clock)
    named = standing_pages.titles(list(cells))
    courses = [standing_pages.course(cell, named[one], clock) for one, cell in cells.items()]
    return render_template(
        "team/person.html",
        found=found,
        courses=courses,
        notes=standing_pages.for_notes(found.name, courses, clock.on),
        today=clock.on,
        **_reminding(found, list(cells.values())),
    )


@area.post("/people/<person>/reminders")
@open_to("supervisor")
def remind(person: str) -> Any:
    """Have somebody I supervise reminded by mail of what is due."""
    if mails.postage() is None:
        raise NotFound("No mail is sent from here. Talk to them instead.")
    found = sight.person(database.supervising(), seen_by_me(), person, on=moments.now().date())
    me = identity.the_person().public_id
    clock = standing_pages.clock()
    reminding.remind(database.session(), found.public_id, me, clock, at=moments.now())
    flash(f"{found.name} is reminded by mail. They can see that you asked for it.")
    return redirect(f"/people/{found.public_id}", code=303)


def _reminding(found: Member, cells: list[Cell]) -> dict[str, Any]:
    """Whether somebody can be reminded now, and when they last were."""
    last = reminding.last_reminded(database.session(), found.public_id, at=moments.now())
    asks = any(reminding.asks(one) for one in cells)
    return {
        "reminded": moments.day_of(last) if last else None,
        "can_remind": asks and last is None and mails.postage() is not None,
    }


def seen_by_me() -> Sight:
    """What the signed-in person sees today."""
    me, today = identity.the_person().id, moments.now().date()
    return sight.sight(database.supervising(), me, on=today)


def _choice() -> Choice:
    asked = {name: request.args.get(name, "").strip()[:100] for name in vars(Choice())}
    asked["sort"] = "due" if asked["sort"] == "due" else "name"
    asked["after"] = request.args.get("after", "")
    if asked["status"] not in dict(standing_pages.CHOICES):
        asked["status"] = ""
    return Choice(**asked)


def _around(team: str, choice: Choice, later: str) -> dict[str, Any]:
    """What leads on from a page of the grid."""
    path = f"/team/{team}"
    return {
        "statuses": standing_pages.CHOICES,
        "sorts": standing_pages.SORTS,
        "narrowed": bool(choice.status or choice.course or choice.name),
        "earlier": standing_pages.leads_to(path, choice, after="") if choice.after else None,
        "later": standing_pages.leads_to(path, choice, after=later) if later else None,
    }
