"""A reviewer's key on the web: choosing a passphrase, opening, locking, changing, handing over."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request

from learning.errors import LearningError
from learning.reports import passphrases
from learning.web import database, review_key_acts, unlocking
from learning.web.doors import open_to
from learning.web.refusals import status_of
from learning.web.review_key_acts import Misfilled

area = Blueprint("review_keys", __name__)
area.after_request(unlocking.keep_nowhere)


@area.get("/review/key")
@open_to("reviewer")
def key() -> Any:
    """Choose a passphrase the first time, or change the one there is."""
    return _page()


@area.post("/review/key")
@open_to("reviewer")
def choose() -> Any:
    """Make one's key and lock it with a passphrase."""
    return _tried(lambda: review_key_acts.choose(request.form))


@area.post("/review/key/change")
@open_to("reviewer")
def change() -> Any:
    """Lock one's key with another passphrase."""
    return _tried(lambda: review_key_acts.change(request.form))


@area.get("/review/key/lost")
@open_to("reviewer")
def lost() -> Any:
    """What it means to have lost a passphrase, and the way to a new key."""
    return _page("review/lost.html")


@area.post("/review/key/lost")
@open_to("reviewer")
def lose() -> Any:
    """End a key whose passphrase is lost, and make a new one."""
    return _tried(lambda: review_key_acts.lose(request.form), "review/lost.html")


@area.get("/review/unlock")
@open_to("reviewer")
def ask() -> Any:
    """Ask for the passphrase."""
    return _asked(request.args.get("next", ""))


@area.post("/review/unlock")
@open_to("reviewer")
def unlock() -> Any:
    """Open one's key for a quarter of an hour, and go on to where one wanted to go."""
    following = request.form.get("next", "")
    try:
        _, cookie = unlocking.unlock(request.form.get("passphrase", ""))
    except LearningError as refusal:
        return _asked(following, refusal.text), status_of(refusal)
    onward = f"/review/reports/{following}" if _is_reference(following) else "/review"
    return unlocking.give(make_response(redirect(onward, code=303)), cookie)


@area.post("/review/lock")
@open_to("reviewer")
def lock() -> Any:
    """Lock one's key at once, everywhere."""
    database.drop()
    unlocking.lock()
    flash("Your key is locked.")
    return unlocking.take_away(make_response(redirect("/review", code=303)))


@area.post("/review/hand-over")
@open_to("reviewer")
def hand_over() -> Any:
    """Let another reviewer's key open what one's own opens."""
    database.drop()
    mine = unlocking.mine()
    if mine is None:
        return redirect("/review/unlock", code=303)
    flash(review_key_acts.hand_over(mine, request.form.get("key", "")))
    return redirect("/review", code=303)


def _tried(act: Any, template: str = "review/key.html") -> Any:
    """Do it outside the request's unit, since it takes a while; a refusal gives the form back."""
    database.drop()
    try:
        flash(act())
    except LearningError as refusal:
        where = refusal.field if isinstance(refusal, Misfilled) else "main"
        return _page(template, {where: refusal.text}), status_of(refusal)
    return redirect("/review", code=303)


def _page(template: str = "review/key.html", wrong: dict[str, str] | None = None) -> str:
    sure = request.form.get("sure") == "yes"
    return render_template(template, wrong=wrong or {}, sure=sure, **review_key_acts.shown())


def _asked(following: str, refusal: str = "") -> str:
    onward = following if _is_reference(following) else ""
    demo = passphrases.DEMO if current_app.extensions["settings"].demo else ""
    return render_template("review/unlock.html", following=onward, refusal=refusal, told=demo)


def _is_reference(text: str) -> bool:
    """Whether a text could be a reference: it becomes part of an address."""
    return 0 < len(text) <= 40 and text.replace("-", "").isalnum() and text.isascii()
