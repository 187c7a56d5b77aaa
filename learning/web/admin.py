"""Administration: who is here, and links that let people in. Nothing of what anybody learns."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request

from learning.errors import Conflict
from learning.people import accounts, joining, letters, queries
from learning.people.joining import Offer
from learning.people.models import ROLES
from learning.web import auditing, database, identity, mails, moments
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
    """Make an invitation. It is sent, or its link is shown once: only its hash is kept."""
    form = InvitationForm()
    try:
        if form.validate():
            email = form.email.data if mails.postage() else ""
            return _invited_by_mail(form, email) if email else _invited(form)
    except Conflict as refusal:
        form.email.errors = [refusal.text]
    database.drop()
    return _invitations(form), 422


@area.post("/admin/invitations/<handle>/withdraw")
@open_to("administrator")
def withdraw(handle: str) -> Any:
    """Let an invitation work no longer."""
    if joining.withdraw(database.session(), handle):
        auditing.note("invitation.withdrawn", "invitation", handle)
    flash("The invitation is withdrawn. Its link works no longer.")
    return redirect("/admin/invitations", code=303)


@area.post("/admin/people/<person>/reset")
@open_to("administrator")
def reset(person: str) -> Any:
    """Make a link to a new password. It is sent, or shown once."""
    session, at = database.session(), moments.now()
    found = queries.person(session, person)
    sends = bool(mails.postage()) and not found.invented and not request.form.get("show")
    auditing.note("password.link", "person", found.public_id, "sent" if sends else "shown")
    if sends:
        letters.reset(session, found.id, key=mails.key(), at=at)
        flash(f"A link to a new password is on its way to {found.email}. It works for a day.")
        return redirect(f"/admin/people/{found.public_id}", code=303)
    token = accounts.make_reset_link(session, found.id, at=at)
    return _link("reset", token, found.name, days=1, back=f"/admin/people/{found.public_id}")


def _offer(form: InvitationForm, meant_for: str) -> Offer:
    return Offer(form.role.data, form.days.data or 0, identity.the_person().id, meant_for)


def _invited(form: InvitationForm) -> Any:
    """Make an invitation and show its link."""
    auditing.note("person.invited", "invitation")
    what = _offer(form, form.meant_for.data or "")
    token = joining.invite(
        database.session(),
        what.role,
        at=moments.now(),
        days=what.days,
        made_by=what.made_by,
        meant_for=what.meant_for,
    )
    return _link("join", token, what.meant_for, days=what.days)


def _invited_by_mail(form: InvitationForm, email: str) -> Any:
    """Make an invitation and have its link sent; nobody here sees it."""
    auditing.note("person.invited", "invitation", said="by mail")
    what = _offer(form, form.meant_for.data or email)
    letters.invite(database.session(), what, email, key=mails.key(), at=moments.now())
    flash(f"An invitation is on its way to {email}.")
    return redirect("/admin/invitations", code=303)


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
        by_mail=mails.postage() is not None,
    )


def _link(kind: str, token: str, whom: str, *, days: int, back: str = "/admin/invitations") -> Any:
    """A page with a link, for the eyes of whoever made it and for no cache."""
    url = f"{current_app.extensions['settings'].origin}/{kind}/{token}"
    page = render_template("admin/link.html", kind=kind, url=url, whom=whom, days=days, back=back)
    return page, 200, {"Cache-Control": "no-store"}
