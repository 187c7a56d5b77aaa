"""Where somebody works: a place in a team is given, moved and ended, each from a day."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.people import describing, directory, places, teams
from learning.people.directory import Entry, HeldPlace
from learning.web import admin_people_pages as pages
from learning.web import auditing, changing, database, moments, team_choice
from learning.web.admin_people_forms import SUPERVISES, WORKS, EndForm, MoveForm, PlaceForm
from learning.web.changing import ChangeForm, ChangePage, Compared
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("admin_places", __name__)


@area.get("/admin/people/<person>/places/new")
@open_to("administrator")
def begin(person: str) -> Any:
    """The page on which a place in a team is given, from today if nothing else is said."""
    begun = {"team": request.args.get("team", ""), "since": moments.now().date()}
    return _put_page(_found(person), PlaceForm(formdata=None, data=begun))


@area.post("/admin/people/<person>/places/new")
@open_to("administrator", keeps_form=True)
def put(person: str) -> Any:
    """Give a place in a team."""
    found, form, on = _found(person), PlaceForm(), moments.now().date()

    def act(session: Session) -> None:
        describing.next_version(session, found.id, form.seen)
        supervises = form.act.data == SUPERVISES
        with changing.at(form.since, conflict=form.team):
            team = teams.find(session, form.team.data or "")
            places.put(session, found.id, team, form.span, supervises=supervises, on=on)
        auditing.note("place.given", "person", person, team.public_id)

    if not changing.kept(form, act):
        return _put_page(_found(person), form)
    return changing.done(f"/admin/people/{person}", "The place in the team is given.")


@area.get("/admin/people/<person>/places/<place>/end")
@open_to("administrator")
def ask(person: str, place: str) -> Any:
    """The page on which a place is ended, today if nothing else is said."""
    found = _found(person)
    until = _place(found, place).span.until or moments.now().date()
    return _end_page(found, place, EndForm(formdata=None, data={"until": until}))


@area.post("/admin/people/<person>/places/<place>/end")
@open_to("administrator", keeps_form=True)
def end(person: str, place: str) -> Any:
    """End a place with a day."""
    found, form, on = _found(person), EndForm(), moments.now().date()

    def act(session: Session) -> None:
        describing.next_version(session, found.id, form.seen)
        with changing.at(form.until):
            places.end(session, place, found.id, until=form.last, on=on)
        auditing.note("place.ended", "person", person, _place(found, place).team_id)

    if not changing.kept(form, act):
        return _end_page(_found(person), place, form)
    return changing.done(f"/admin/people/{person}", "The last day in the team is kept.")


@area.post("/admin/people/<person>/places/<place>/take-back")
@open_to("administrator")
def take_back(person: str, place: str) -> Any:
    """Take away a place that has not begun before today."""
    found, form, on = _found(person), ChangeForm(), moments.now().date()

    def act(session: Session) -> None:
        describing.next_version(session, found.id, form.seen)
        places.take_back(session, place, found.id, on=on)
        auditing.note("place.ended", "person", person, _place(found, place).team_id)

    if not changing.kept(form, act):
        return _end_page(_found(person), place, _shown_again(form))
    return changing.done(f"/admin/people/{person}", "The place in the team is taken back.")


@area.get("/admin/people/<person>/places/<place>/move")
@open_to("administrator")
def choose(person: str, place: str) -> Any:
    """The page on which somebody is moved to another team, from today if nothing else is said."""
    found = _found(person)
    _place(found, place)
    begun = {"since": moments.now().date()}
    return _move_page(found, place, MoveForm(formdata=None, data=begun))


@area.post("/admin/people/<person>/places/<place>/move")
@open_to("administrator", keeps_form=True)
def move(person: str, place: str) -> Any:
    """Move somebody to another team from a day on."""
    found, form, on = _found(person), MoveForm(), moments.now().date()

    def act(session: Session) -> None:
        describing.next_version(session, found.id, form.seen)
        with changing.at(form.since, conflict=form.team):
            team = teams.find(session, form.team.data or "")
            places.move(session, place, found.id, team, since=form.first, on=on)
        auditing.note("place.moved", "person", person, team.public_id)

    if not changing.kept(form, act):
        return _move_page(_found(person), place, form)
    return changing.done(f"/admin/people/{person}", "The move is kept, and the time before it too.")


def _found(person: str) -> Entry:
    return directory.entry(database.session(), person)


def _place(found: Entry, public_id: str) -> HeldPlace:
    """One of the places on somebody's page."""
    place = next((one for one in found.places if one.public_id == public_id), None)
    if place is None:
        raise NotFound("There is no such place. The person's page lists those they have.")
    return place


def _is_late(found: Entry, form: ChangeForm) -> bool:
    """Whether somebody else changed the person since the form was opened; a search tells it too."""
    return form.is_stale or (form.version.data is not None and form.seen != found.version)


def _is_gone(found: Entry, public_id: str, form: ChangeForm) -> bool:
    """Whether somebody else took the place away since the form was opened."""
    return _is_late(found, form) and all(one.public_id != public_id for one in found.places)


def _has_ended(found: Entry, public_id: str) -> bool:
    until = _place(found, public_id).span.until
    return until is not None and until < moments.now().date()


def _over_page(found: Entry, form: ChangeForm) -> Any:
    """Says where somebody works, in place of a form for a place they have no more."""
    late = _is_late(found, form)
    form.status = 409 if late else 200
    said = _said(found, "", "They are not in this team any more", "", "")
    held = [pages.place_row(one) for one in found.open(moments.now().date())]
    return changing.page("admin/place_over.html", form, said, held=held, late=late)


def _shown_again(form: ChangeForm) -> EndForm:
    """The page of a place's end, with what was refused on it."""
    again = EndForm(formdata=None, data={"until": moments.now().date()})
    again.refusal, again.status, again.is_stale = form.refusal, form.status, form.is_stale
    return again


def _said(found: Entry, what: str, title: str, act: str, typed: str) -> ChangePage:
    back, now = f"/admin/people/{found.public_id}", pages.teams_in_words(found)
    compared: tuple[Compared, ...] = (("Teams", now, typed),)
    return ChangePage(
        title, found.name, f"{back}/places/{what}", back, act, found.version, compared
    )


def _chosen(form: PlaceForm | MoveForm) -> tuple[team_choice.Choice, str]:
    """The teams to choose from, and the one that was chosen in words."""
    choice = team_choice.offered(chosen=form.team.data or "")
    chosen = next((words for code, words, _ in choice.options if code == form.team.data), "")
    return choice, chosen


def _put_page(found: Entry, form: PlaceForm) -> Any:
    choice, chosen = _chosen(form)
    act = "Supervises" if form.act.data == SUPERVISES else "Works in"
    said = _said(found, "new", "A place in a team", "Give the place", f"{act} {chosen}")
    acts = [
        (WORKS, "Works in it", "Completes what the team is asked to complete."),
        (SUPERVISES, "Supervises it", "Sees what its people, and those of teams in it, completed."),
    ]
    return changing.page("admin/place.html", form, said, choice=choice, acts=acts)


def _end_page(found: Entry, public_id: str, form: EndForm) -> Any:
    if _is_gone(found, public_id, form):
        return _over_page(found, form)
    place = _place(found, public_id)
    changing.merge(form, {"until": place.span.until})
    typed = f"{place.team} until {day(form.until.data)}" if form.until.data else ""
    said = _said(found, f"{public_id}/end", "The last day in a team", "Keep this last day", typed)
    begun = place.span.since < moments.now().date()
    row = pages.place_row(place)
    return changing.page("admin/place_end.html", form, said, place=row, begun=begun)


def _move_page(found: Entry, public_id: str, form: MoveForm) -> Any:
    if _is_gone(found, public_id, form) or _has_ended(found, public_id):
        return _over_page(found, form)
    choice, chosen = _chosen(form)
    row = pages.place_row(_place(found, public_id))
    typed = f"From {row.team} to {chosen}"
    said = _said(found, f"{public_id}/move", "Move to another team", "Move them", typed)
    return changing.page("admin/place_move.html", form, said, choice=choice, place=row)
