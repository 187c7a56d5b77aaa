"""What administrators change about an account: roles, number, and whether it lets anybody in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect
from sqlalchemy.orm import Session

from learning.errors import Conflict
from learning.people import describing, directory, leaving
from learning.people.directory import Entry
from learning.reports import keyring
from learning.supervision import returning
from learning.web import admin_people_pages as pages
from learning.web import auditing, changing, database, identity, moments
from learning.web.admin_people_forms import GIVEN, NumberForm, RolesForm
from learning.web.changing import ChangeForm, ChangePage
from learning.web.doors import open_to

area = Blueprint("admin_accounts", __name__)
_OWN = "This is your own account. Another administrator can deactivate it."


@area.get("/admin/people/<person>/roles")
@open_to("administrator")
def roles(person: str) -> Any:
    """The page on which roles are given and taken."""
    found = _found(person)
    return _roles_page(found, RolesForm(formdata=None, data={"roles": found.roles}))


@area.post("/admin/people/<person>/roles")
@open_to("administrator", keeps_form=True)
def give_roles(person: str) -> Any:
    """Let somebody act in these roles and in no others."""
    found, form, on = _found(person), RolesForm(), moments.now().date()
    wanted = form.roles.data or []

    def act(session: Session) -> None:
        with changing.at(form.roles):
            describing.give_roles(session, found.id, wanted, version=form.seen, on=on)
        if "reviewer" not in wanted:
            keyring.leave(session, found.id, on=on)
        if said := pages.exchanged(found.roles, wanted):
            auditing.note("person.changed", "person", person, said)

    if not changing.kept(form, act):
        return _roles_page(_found(person), form)
    mine = found.id == identity.the_person().id and "administrator" not in wanted
    return changing.done("/" if mine else f"/admin/people/{person}", "The roles are changed.")


@area.get("/admin/people/<person>/number")
@open_to("administrator")
def number(person: str) -> Any:
    """The page on which the number in the employer's list is changed."""
    found = _found(person)
    return _number_page(found, NumberForm(formdata=None, data={"external_id": found.external_id}))


@area.post("/admin/people/<person>/number")
@open_to("administrator", keeps_form=True)
def set_number(person: str) -> Any:
    """Keep the number in the employer's list."""
    found, form = _found(person), NumberForm()

    def act(session: Session) -> None:
        with changing.at(form.external_id):
            describing.set_number(session, found.id, form.external_id.data or "", version=form.seen)
        auditing.note("person.changed", "person", person, "number")

    if not changing.kept(form, act):
        return _number_page(_found(person), form)
    return changing.done(f"/admin/people/{person}", "The number is changed.")


@area.get("/admin/people/<person>/deactivate")
@open_to("administrator")
def ask(person: str) -> Any:
    """Say what follows, and ask once."""
    found = _found(person)
    if found.deactivated_on:
        return redirect(f"/admin/people/{person}")
    return _deactivate_page(found, ChangeForm(formdata=None))


@area.post("/admin/people/<person>/deactivate")
@open_to("administrator")
def deactivate(person: str) -> Any:
    """Let an account sign in no more."""
    found, form, on = _found(person), ChangeForm(), moments.now().date()

    def act(session: Session) -> None:
        if found.id == identity.the_person().id:
            raise Conflict(_OWN)
        leaving.deactivate(session, found.id, version=form.seen, on=on)
        auditing.note("person.deactivated", "person", person)

    if not changing.kept(form, act):
        return _deactivate_page(_found(person), form)
    said = "The account is deactivated. Everything that was learnt with it is kept."
    return changing.done(f"/admin/people/{person}", said)


@area.get("/admin/people/<person>/reactivate")
@open_to("administrator")
def ask_again(person: str) -> Any:
    """Say what follows, and ask once."""
    found = _found(person)
    if not found.deactivated_on:
        return redirect(f"/admin/people/{person}")
    return _reactivate_page(found, ChangeForm(formdata=None))


@area.post("/admin/people/<person>/reactivate")
@open_to("administrator")
def reactivate(person: str) -> Any:
    """Let an account sign in again."""
    found, form, on = _found(person), ChangeForm(), moments.now().date()

    def act(session: Session) -> None:
        returning.reactivate(session, found.id, version=form.seen, on=on)
        auditing.note("person.reactivated", "person", person)

    if not changing.kept(form, act):
        return _reactivate_page(_found(person), form)
    said = "The account is open again. Put them in a team if they are back in one."
    return changing.done(f"/admin/people/{person}", said)


def _found(person: str) -> Entry:
    return directory.entry(database.session(), person)


def _about(
    found: Entry, what: str, title: str, act: str, *compared: changing.Compared
) -> ChangePage:
    """The page of one change of a person."""
    back = f"/admin/people/{found.public_id}"
    return ChangePage(title, found.name, f"{back}/{what}", back, act, found.version, compared)


def _roles_page(found: Entry, form: RolesForm) -> Any:
    changing.merge(form, {"roles": [one for one in found.roles if one != "learner"]})
    compared = ("Roles", pages.in_words(found.roles), pages.in_words(form.roles.data or []))
    said = _about(found, "roles", "What they may do", "Save the roles", compared)
    return changing.page("admin/roles.html", form, said, given=GIVEN)


def _number_page(found: Entry, form: NumberForm) -> Any:
    changing.merge(form, {"external_id": found.external_id})
    compared = ("Number", found.external_id or "None", form.external_id.data or "None")
    said = _about(found, "number", "Number in your own list", "Save the number", compared)
    return changing.page("admin/number.html", form, said)


def _deactivate_page(found: Entry, form: ChangeForm) -> Any:
    compared = ("Account", pages.state(found), "Deactivated")
    said = _about(found, "deactivate", "Deactivate this account?", "Deactivate", compared)
    held = [pages.place_row(one) for one in found.open(moments.now().date())]
    return changing.page("admin/deactivate.html", form, said, held=held)


def _reactivate_page(found: Entry, form: ChangeForm) -> Any:
    compared = ("Account", pages.state(found), "Open")
    said = _about(found, "reactivate", "Open this account again?", "Reactivate", compared)
    return changing.page("admin/reactivate.html", form, said)
