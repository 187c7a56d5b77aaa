"""People: who has an account, found by name, address, number or team; and a new account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from learning.people import directory, opening, places, teams
from learning.people.directory import Search
from learning.people.models import Team
from learning.people.opening import Account
from learning.people.places import Span
from learning.web import admin_people_pages as pages
from learning.web import auditing, changing, database, mails, moments, team_choice
from learning.web.admin_people_forms import GIVEN, NewPersonForm
from learning.web.changing import ChangePage
from learning.web.doors import open_to

area = Blueprint("admin_people", __name__)


@area.get("/admin/people")
@open_to("administrator")
def people() -> Any:
    """Everybody with an account, a page at a time; `put` is a team that somebody is to be in."""
    text, team = request.args.get("q", ""), _asked_for("team")
    supervises = {"yes": True, "no": False}.get(request.args.get("supervises", ""))
    sought = Search(text, team.path if team else "", supervises=supervises)
    on = moments.now().date()
    found = directory.page(database.session(), sought, pages.spot(), on=on)
    return render_template(
        "admin/people.html",
        sought=text,
        team=_told(team),
        into=_told(_asked_for("put")),
        rows=[pages.row(one, on) for one in found.rows],
        turn=pages.turning("/admin/people", found),
    )


def _asked_for(name: str) -> Team | None:
    """The team that the address names, if it names one."""
    public_id = request.args.get(name, "")
    return teams.find(database.session(), public_id) if public_id else None


def _told(team: Team | None) -> tuple[str, str] | None:
    return (team.public_id, team_choice.in_full(team)) if team else None


@area.get("/admin/people/<person>")
@open_to("administrator")
def person(person: str) -> Any:
    """One person: who they are, what they may do, and where they work."""
    found = directory.entry(database.session(), person)
    by_mail = mails.postage() is not None and not found.invented
    shown = pages.shown(found, moments.now().date())
    return render_template("admin/person.html", found=found, shown=shown, by_mail=by_mail)


@area.get("/admin/people/new")
@open_to("administrator")
def begin() -> Any:
    """The form for a new account; `team` is where they are to work."""
    form = NewPersonForm(formdata=None, data={"team": request.args.get("team", "")})
    return _new_page(form)


@area.post("/admin/people/new")
@open_to("administrator", keeps_form=True)
def add() -> Any:
    """Make an account without a password; whom it is for chooses one by a link."""
    form, made = NewPersonForm(), list[str]()
    if not changing.kept(form, lambda session: made.append(_added(session, form))):
        return _new_page(form)
    onward = "" if form.team.data else "/places/new"
    return changing.done(f"/admin/people/{made[0]}{onward}", "The account is made.")


def _added(session: Session, form: NewPersonForm) -> str:
    """Make the account, in its team from today where one was chosen; returns its public id."""
    now, team = moments.now(), _team(form)
    wanted = Account(form.name.data or "", form.email.data or "", form.roles.data or ())
    with changing.at(form.email):
        made = opening.open_account(session, wanted, at=now)
    auditing.note("person.made", "person", made.public_id, pages.exchanged((), wanted.roles))
    if team is not None:
        on = now.date()
        places.put(session, made.id, team, Span(on), supervises=False, on=on)
        auditing.note("place.given", "person", made.public_id, team.public_id)
    return made.public_id


def _team(form: NewPersonForm) -> Team | None:
    return teams.find(database.session(), form.team.data) if form.team.data else None


def _new_page(form: NewPersonForm) -> Any:
    team = _team(form)
    said = ChangePage(
        title="A new account",
        about="People",
        action="/admin/people/new",
        back=f"/admin/teams/{team.public_id}" if team else "/admin/people",
        act="Make the account",
        version=1,
    )
    where = team_choice.in_full(team) if team else ""
    return changing.page("admin/new_person.html", form, said, given=GIVEN, where=where)
