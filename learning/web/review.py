"""The review desk: what waits, and one report at a time. What is shown here is opened and not kept.

Every opening leaves an audit line before anything is shown. Nobody but reviewers comes in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request

from learning.errors import LearningError
from learning.reports import reading
from learning.web import auditing, database, review_pages, unlocking
from learning.web.doors import open_to
from learning.web.refusals import status_of
from learning.web.unlocking import Mine

area = Blueprint("review", __name__)
area.after_request(unlocking.keep_nowhere)
Act = Callable[[Mine], str]


@area.get("/review")
@open_to("reviewer")
def desk() -> Any:
    """What waits, oldest week first."""
    return render_template("review/desk.html", **review_pages.desk(request.args))


@area.get("/review/reports/<reference>")
@open_to("reviewer")
def look(reference: str) -> Any:
    """A report in the clear, for whoever has opened their key."""
    mine = unlocking.mine()
    if mine is None:
        return redirect(f"/review/unlock?next={reference}", code=303)
    return _report(review_pages.opened(reference, mine))


@area.post("/review/reports/<reference>/write")
@open_to("reviewer", keeps_form=True)
def write(reference: str) -> Any:
    """Send a message or a text to the reporter, or leave a note."""
    return _done(reference, lambda mine: review_pages.write(reference, mine, request.form))


@area.post("/review/reports/<reference>/close")
@open_to("reviewer", keeps_form=True)
def close(reference: str) -> Any:
    """End reading with an outcome, and with words for the reporter."""
    return _done(reference, lambda mine: review_pages.close(reference, mine, request.form))


@area.post("/review/reports/<reference>/reopen")
@open_to("reviewer")
def reopen(reference: str) -> Any:
    """Take a closed report up again."""
    with database.reading() as session:
        found = reading.raw(session, reference, "")
    reading.reopen(database.session(), found.id, version=review_pages.seen(request.form))
    auditing.note("report.reopened", "report", reference)
    flash("It is taken up again.")
    return redirect(f"/review/reports/{reference}", code=303)


def _done(reference: str, act: Act) -> Any:
    """Do it with one's open key; where it is locked meanwhile, ask for the passphrase and keep
    what was written.
    """
    database.drop()
    mine, cookie = unlocking.mine(), ""
    try:
        if mine is None:
            mine, cookie = _unlocked()
        flash(act(mine))
        page = make_response(redirect(f"/review/reports/{reference}", code=303))
    except LearningError as refusal:
        if mine is None:
            return _locked(reference, refusal.text), status_of(refusal)
        shown = review_pages.opened(reference, mine)
        typed = _report(shown, refusal.text, typed=request.form)
        page = make_response(typed, status_of(refusal))
    return unlocking.give(page, cookie) if cookie else page


def _unlocked() -> tuple[Mine, str]:
    """One's key, opened by a passphrase that came with the form. Raises `Locked` without one."""
    passphrase = request.form.get("passphrase", "")
    return unlocking.unlock(passphrase) if passphrase else (unlocking.the_key(), "")


def _report(shown: dict[str, Any], refusal: str = "", typed: Any = None) -> str:
    return render_template("review/report.html", refusal=refusal, typed=typed or {}, **shown)


def _locked(reference: str, refusal: str) -> str:
    """What was written, with a field for the passphrase: nothing of the report is shown."""
    fields = [(name, value) for name, value in request.form.items() if name != "csrf_token"]
    kept = [(name, value) for name, value in fields if name != "passphrase"]
    return render_template(
        "review/locked.html", reference=reference, refusal=refusal, kept=kept, action=request.path
    )
