"""Administration: who is here, and links that let people in. Nothing of what anybody learns."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request

from learning.people import accounts, joining, queries
from learning.people.models import ROLES
from learning.web import database, identity, moments
from learning.web.admin_forms import InvitationForm
from learning.web.doors import open_to
from learning.web.templating import day

area = Blueprint("admin", __name__)


@area.get("/admin")
@open_to("administrator")
def begin() -> Any:
    """What there is to administer."""
    return render_template("admin/admin.html")


@area.get("/admin/invitations")
@open_to("administrator")
def invitations() -> Any:
    """The open invitations, and a form for another one."""
    return _invitations(InvitationForm())


@area.post("/admin/invitations")
@open_to("administrator", keeps_form=True)
def invite() -> Any:
    """Make an invitation; its link is shown once, because only its hash is kept."""
    form = InvitationForm()
    if not form.validate():
        database.drop()
        return _invitations(form), 422
    days = form.days.data or 0
    token = joining.invite(
        database.session(),
        form.role.data,
        at=moments.now(),
        days=days,
        made_by=identity.the_person().id,
        meant_for=form.meant_for.data or "",
    )
    return _link("join", token, form.meant_for.data or "", days=days)


@area.post("/admin/invitations/<handle>/withdraw")
@open_to("administrator")
def withdraw(handle: str) -> Any:
    """Let an invitation work no longer."""
    joining.withdraw(database.session(), handle)
    flash("The invitation is withdrawn. Its link works no longer.")
    return redirect("/admin/invitations", code=303)


@area.get("/admin/people")
@open_to("administrator")
def people() -> Any:
    """Everybody with an account, a page at a time, by how their address begins."""
    sought, after = request.args.get("q", ""), request.args.get("after", "")
    found = queries.people_page(database.session(), sought, after)
    return render_template("admin/people.html", sought=sought, after=after, found=found)


@area.get("/admin/people/<person>")
@open_to("administrator")
def person(person: str) -> Any:
    """One person: who they are and what they may do."""
    found = queries.person(database.session(), person)
    joined = day(moments.day_of(found.joined_at))
    return render_template("admin/person.html", found=found, joined=joined)


@area.post("/admin/people/<person>/reset")
@open_to("administrator")
def reset(person: str) -> Any:
    """Make a link to a new password; it is shown once."""
    found = queries.person(database.session(), person)
    token = accounts.make_reset_link(database.session(), found.id, at=moments.now())
    return _link("reset", token, found.name, days=1)


def _invitations(form: InvitationForm) -> str:
    before = request.args.get("before", "")
    found, later = queries.open_invitations(database.session(), at=moments.now(), before=before)
    rows = [(one, day(moments.day_of(one.until))) for one in found]
    return render_template(
        "admin/invitations.html",
        form=form,
        roles=[(role, role.capitalize()) for role in ROLES],
        rows=rows,
        before=before,
        later=later,
    )


def _link(kind: str, token: str, whom: str, *, days: int) -> Any:
    """A page with a link, for the eyes of whoever made it and for no cache."""
    url = f"{current_app.extensions['settings'].origin}/{kind}/{token}"
    page = render_template("admin/link.html", kind=kind, url=url, whom=whom, days=days)
    return page, 200, {"Cache-Control": "no-store"}
