"""Teams: the tree, and what each team is called, where it lies and who is in it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from learning.people import chart, directory, teams
from learning.people.paging import Spot
from learning.web import admin_people_pages as people
from learning.web import auditing, changing, database, moments, team_choice, teams_pages
from learning.web.changing import ChangeForm
from learning.web.doors import open_to
from learning.web.teams_forms import TOP, NewTeamForm, TeamForm, TeamMoveForm

area = Blueprint("teams", __name__)
_MOST_SUPERVISORS = 20


@area.get("/admin/teams")
@open_to("administrator")
def tree() -> Any:
    """The teams from the top down, a page at a time."""
    text, within = request.args.get("q", ""), request.args.get("team", "")
    team = teams.find(database.session(), within) if within else None
    sought = chart.Search(text, team.path if team else "")
    on = moments.now().date()
    found = chart.tree(database.session(), sought, people.spot(), on=on)
    return render_template(
        "teams/teams.html",
        sought=text,
        team=team and (team.public_id, team_choice.in_full(team)),
        rows=[teams_pages.row(one) for one in found.rows],
        turn=people.turning("/admin/teams", found),
    )


@area.get("/admin/teams/<team>")
@open_to("administrator")
def show(team: str) -> Any:
    """One team: where it lies, and who is in it today."""
    session, on = database.session(), moments.now().date()
    found = teams_pages.found(team)
    lead = directory.Search(path=found.path, alone=True, supervises=True)
    work = directory.Search(path=found.path, alone=True, supervises=False)
    supervisors = directory.page(session, lead, Spot(), on=on, most=_MOST_SUPERVISORS)
    workers = directory.page(session, work, people.spot(), on=on)
    below = chart.tree(session, chart.Search(path=found.path), Spot(), on=on)
    return render_template(
        "teams/team.html",
        found=found,
        supervisors=[
            people.row_in(one, on, found.path, supervises=True) for one in supervisors.rows
        ],
        more=bool(supervisors.later),
        workers=[people.row_in(one, on, found.path, supervises=False) for one in workers.rows],
        turn=people.turning(f"/admin/teams/{team}", workers),
        below=[teams_pages.row(one, found) for one in below.rows],
        deeper=bool(below.later),
    )


@area.get("/admin/teams/new")
@open_to("administrator")
def begin() -> Any:
    """The form for a new team; `team` is the one that it is to lie in."""
    begun = {"team": request.args.get("team", TOP)}
    return teams_pages.new_page(NewTeamForm(formdata=None, data=begun))


@area.post("/admin/teams/new")
@open_to("administrator", keeps_form=True)
def add() -> Any:
    """Make a team."""
    form, made = NewTeamForm(), list[str]()
    if not changing.kept(form, lambda session: made.append(_made(session, form))):
        return teams_pages.new_page(form)
    return changing.done(f"/admin/teams/{made[0]}", "The team is made.")


def _made(session: Session, form: NewTeamForm) -> str:
    """Make the team, and say so in the audit; returns its public id."""
    with changing.at(form.team):
        parent = teams_pages.chosen(form.team)
        if parent is not None:
            teams.refuse_closed(session, parent)
    with changing.at(form.name):
        teams.refuse_twin(session, form.naming.name, parent.id if parent else None)
    with changing.at(form.name, conflict=form.external_id):
        made = teams.make(session, form.naming, parent)
    auditing.note("team.made", "team", made.public_id)
    return made.public_id


@area.get("/admin/teams/<team>/name")
@open_to("administrator")
def name(team: str) -> Any:
    """The page on which a team's name and number are changed."""
    found = teams_pages.found(team)
    begun = {"name": found.name, "external_id": found.external_id}
    return teams_pages.name_page(found, TeamForm(formdata=None, data=begun))


@area.post("/admin/teams/<team>/name")
@open_to("administrator", keeps_form=True)
def rename(team: str) -> Any:
    """Keep a team's name and number."""
    form = TeamForm()

    def act(session: Session) -> None:
        if said := _renamed(session, team, form):
            auditing.note("team.changed", "team", team, said)

    if not changing.kept(form, act):
        return teams_pages.name_page(teams_pages.found(team), form)
    return changing.done(f"/admin/teams/{team}", "The name and the number are kept.")


def _renamed(session: Session, public_id: str, form: TeamForm) -> str:
    """Keep the name and the number; returns which of them are new, as an audit line says it."""
    found, wanted = teams.find(session, public_id), form.naming
    old = (found.name, found.external_id)
    with changing.at(form.name, conflict=form.external_id):
        teams.rename(session, found, wanted, version=form.seen)
    new = (found.name, found.external_id)
    if new[0] != old[0]:
        with changing.at(form.name):
            teams.refuse_twin(session, found.name, found.parent_id, but=found)
    return ", ".join(
        what for what, was, now in zip(("name", "number"), old, new, strict=True) if was != now
    )


@area.get("/admin/teams/<team>/move")
@open_to("administrator")
def choose(team: str) -> Any:
    """The page on which a team is moved into another one."""
    return teams_pages.move_page(teams_pages.found(team), TeamMoveForm(formdata=None))


@area.post("/admin/teams/<team>/move")
@open_to("administrator", keeps_form=True)
def move(team: str) -> Any:
    """Have a team lie in another one from today."""
    form, on = TeamMoveForm(), moments.now().date()

    def act(session: Session) -> None:
        with changing.at(form.team):
            found, parent = teams.find(session, team), teams_pages.chosen(form.team)
            teams.move(session, found, parent, version=form.seen, on=on)
            teams.refuse_twin(session, found.name, found.parent_id, but=found)
        auditing.note("team.moved", "team", team, "parent")

    if not changing.kept(form, act):
        return teams_pages.move_page(teams_pages.found(team), form)
    return changing.done(f"/admin/teams/{team}", "The team lies there from today.")


@area.get("/admin/teams/<team>/close")
@open_to("administrator")
def ask(team: str) -> Any:
    """Say what follows, or who is still there, and ask once."""
    return teams_pages.close_page(teams_pages.found(team), ChangeForm(formdata=None))


@area.post("/admin/teams/<team>/close")
@open_to("administrator")
def close(team: str) -> Any:
    """Close a team in which nobody is any more."""
    form, stays = ChangeForm(), list[bool]()

    def act(session: Session) -> None:
        found, on = teams.find(session, team), moments.now().date()
        stays.append(teams.close(session, found, version=form.seen, on=on))
        auditing.note("team.closed", "team", team, "" if stays[0] else "deleted")

    if not changing.kept(form, act):
        return teams_pages.close_page(teams_pages.found(team), form)
    if stays[0]:
        return changing.done(f"/admin/teams/{team}", "The team is closed. What was is kept.")
    return changing.done("/admin/teams", "The team is deleted: nothing referred to it.")


@area.get("/admin/teams/<team>/reopen")
@open_to("administrator")
def ask_again(team: str) -> Any:
    """Say what follows, and ask once."""
    return teams_pages.reopen_page(teams_pages.found(team), ChangeForm(formdata=None))


@area.post("/admin/teams/<team>/reopen")
@open_to("administrator")
def reopen(team: str) -> Any:
    """Open a closed team again."""
    form = ChangeForm()

    def act(session: Session) -> None:
        found = teams.find(session, team)
        teams.reopen(session, found, version=form.seen)
        teams.refuse_twin(session, found.name, found.parent_id, but=found)
        auditing.note("team.reopened", "team", team)

    if not changing.kept(form, act):
        return teams_pages.reopen_page(teams_pages.found(team), form)
    return changing.done(f"/admin/teams/{team}", "The team is open again.")
