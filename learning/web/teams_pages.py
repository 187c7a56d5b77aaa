"""How teams are put into words, and the pages on which something of a team is changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from learning.people import chart, directory, teams
from learning.people.chart import Node
from learning.people.models import Team
from learning.people.paging import Spot
from learning.web import admin_people_pages as people
from learning.web import changing, database, moments, team_choice
from learning.web.changing import ChangeForm, ChangePage, Compared
from learning.web.teams_forms import TOP, NewTeamForm, TeamForm, TeamMoveForm
from learning.web.templating import day

_DEEPEST_SHOWN = 4
_MOST_NAMED = 20
_AT_THE_TOP = (TOP, "In no other team", "At the top of the tree, as a service of its own.")


@dataclass(frozen=True)
class Row:
    """A team in the tree; `depth` says how far it is set in, which stops at some level."""

    public_id: str
    name: str
    within: str
    soft: str
    depth: int
    closed: bool


def row(one: Node, below: Node | None = None) -> Row:
    """A team in a list; with `below`, seen from a team that it lies in."""
    skipped = len(below.way) + 1 if below else 0
    soft = [f"{one.people} {'person' if one.people == 1 else 'people'} today"]
    soft += [f"number {one.external_id}"] if one.external_id else []
    return Row(
        one.public_id,
        one.name,
        chart.said(one.way[skipped:]),
        ", ".join(soft),
        min(len(one.way) - skipped, _DEEPEST_SHOWN),
        one.closed_on is not None,
    )


def found(public_id: str) -> Node:
    """A team by the id in its address, as it is now."""
    session = database.session()
    team = teams.find(session, public_id)
    return chart.node(session, team, on=moments.now().date())


def chosen(field: Field) -> Team | None:
    """The team that was chosen; None for the top."""
    return None if field.data == TOP else teams.find(database.session(), field.data or "")


def new_page(form: NewTeamForm) -> Any:
    """The page on which a team is made."""
    choice = team_choice.offered(_AT_THE_TOP, chosen=form.team.data or "")
    said = ChangePage("A new team", "Teams", "/admin/teams/new", "/admin/teams", "Make the team", 1)
    return changing.page("teams/new.html", form, said, choice=choice)


def name_page(team: Node, form: TeamForm) -> Any:
    """The page on which a team's name and number are changed."""
    changing.merge(form, {"name": team.name, "external_id": team.external_id})
    compared = [
        ("Name", team.name, form.name.data or ""),
        ("Number", team.external_id or "None", form.external_id.data or "None"),
    ]
    said = _said(team, "name", "Name and number", "Save", *compared)
    return changing.page("teams/name.html", form, said)


def move_page(team: Node, form: TeamMoveForm) -> Any:
    """The page on which a team is moved."""
    changing.merge(form, {"team": team.way[-1].public_id if team.way else TOP})
    outside = teams.find(database.session(), team.public_id).path
    choice = team_choice.offered(_AT_THE_TOP, chosen=form.team.data or "", outside=outside)
    words = next((words for code, words, _ in choice.options if code == form.team.data), "")
    compared = ("Lies in", team.within or _AT_THE_TOP[1], words)
    said = _said(team, "move", "Move this team", "Move the team", compared)
    return changing.page("teams/move.html", form, said, choice=choice, team=team)


def close_page(team: Node, form: ChangeForm) -> Any:
    """The page on which a team is closed or deleted, or that says who is still there."""
    session, on = database.session(), moments.now().date()
    found = teams.find(session, team.public_id)
    stays, there = teams.is_kept(session, found), teams.still_there(session, found, on=on)
    act = "Close" if stays else "Delete"
    title, button = f"{act} this team?", f"{act} the team"
    if any(there):
        title, button = "This team cannot be closed yet", ""
    typed = _state(team, "Closed" if stays else "Deleted")
    said = _said(team, "close", title, button, typed)
    shown = {"stays": stays, "there": there} | _still_there(team, on=on)
    return changing.page("teams/close.html", form, said, team=team, **shown)


def _still_there(team: Node, *, on: dt.date) -> dict[str, Any]:
    """The first of the people and teams that keep a team from being closed."""
    session = database.session()
    stay = directory.staying(session, team.path, on=on, most=_MOST_NAMED)
    open_ones = chart.Search(path=team.path, open_only=True)
    below = chart.tree(session, open_ones, Spot(), on=on, most=_MOST_NAMED)
    return {
        "people": [people.row_staying(one, on, team.path) for one in stay],
        "below": [row(one, team) for one in below.rows],
        "deeper": bool(below.later),
    }


def reopen_page(team: Node, form: ChangeForm) -> Any:
    """The page on which a team is opened again."""
    said = _said(team, "reopen", "Open this team again?", "Reopen the team", _state(team, "Open"))
    return changing.page("teams/reopen.html", form, said, team=team)


def _state(team: Node, typed: str) -> Compared:
    now = f"Closed since {day(team.closed_on)}" if team.closed_on else "Open"
    return ("Team", now, typed)


def _said(team: Node, what: str, title: str, act: str, *compared: Compared) -> ChangePage:
    back = f"/admin/teams/{team.public_id}"
    return ChangePage(title, team.name, f"{back}/{what}", back, act, team.version, compared)
