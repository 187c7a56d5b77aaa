"""A form that arrives without a sign-in, or with a stale token, is carried over and not lost.

What was sent travels, signed, through the sign-in page and comes back as a form with one button. It
is never saved without that press, so that no other site can send something in a person's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import after_this_request, current_app, redirect, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from learning.people import queries
from learning.web import database
from learning.web.forms import SignInForm

_HOURS = 12
#: a passphrase is typed again, and lies in no page
_OWN_FIELDS = ("csrf_token", "carried", "passphrase")


@dataclass(frozen=True)
class Carried:
    """A form to be sent again: where to, and its fields in order."""

    path: str
    fields: list[tuple[str, str]]


def ask_to_sign_in(*, keep: bool) -> Any:
    """Lead to the sign-in page and back; with `keep`, the form that was sent goes along."""
    if request.method != "POST" or not keep:
        path = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(f"/sign-in?next={quote(path, safe='/')}" if path else "/sign-in")
    return sign_in_page(SignInForm(formdata=None), carried=packed()), 401


def sign_in_page(form: SignInForm, *, carried: str = "", next_path: str = "") -> str:
    """The sign-in page; in the demo it offers the invented people too."""
    if carried:
        after_this_request(_keep_nowhere)
    cast: list[queries.DemoPerson] = []
    settings = current_app.extensions["settings"]
    if settings.demo:
        with database.reading() as session:
            cast = queries.demo_people(session)
    return render_template(
        "sign_in/sign_in.html",
        form=form,
        carried=carried,
        next_path=next_path,
        cast=cast,
        self_registration=settings.self_registration,
        by_mail=settings.mail is not None,
    )


def packed() -> str:
    """The form of this request, signed for the way through the sign-in page."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in _OWN_FIELDS]
    return _signer().dumps([request.path, fields])


def unpacked(text: str) -> Carried | None:
    """What `packed` made, if it is whole, ours and of today."""
    try:
        path, fields = _signer().loads(text, max_age=_HOURS * 3600)
    except BadData:
        return None
    return Carried(path, [(str(name), str(value)) for name, value in fields])


def after_sign_in(carried: str, path: str) -> Any:
    """Where a sign-in leads: to the form that waits, or to the page that was asked for."""
    kept = unpacked(carried) if carried else None
    return page_to_send_again(kept) if kept else back_to(path, "/")


def page_to_send_again(carried: Carried) -> str:
    """A page with the form as it was and one button."""
    after_this_request(_keep_nowhere)
    return render_template("sign_in/send_again.html", carried=carried)


def _keep_nowhere(response: Response) -> Response:
    """A page that carries what somebody wrote, to a reporter perhaps, is kept by no browser."""
    response.headers["Cache-Control"] = "no-store"
    return response


def is_local(path: str) -> bool:
    r"""Whether a path leads to this site: `//host` and `/\\host` do not."""
    # browsers and libraries drop tabs and line ends from addresses, so `/<tab>/host` is `//host`
    plain = not any(character < " " for character in path)
    return plain and path.startswith("/") and not path.startswith(("//", "/\\"))


def back_to(path: str, otherwise: str) -> Response:
    """Redirect to a path of this site that a form brought along."""
    return redirect(path if is_local(path) else otherwise, code=303)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="carried form")
