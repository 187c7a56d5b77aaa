"""Publishing a course from the last commit, its earlier releases, and the way back to one.

Two authors may press at once. A form carries what was seen; where that is no longer so, nothing is
done and the page comes back with what holds now.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from learning.errors import Conflict, Invalid
from learning.web import authoring_acts, authoring_release_pages, database, refusals, workbench
from learning.web.authoring_acts import BackForm, PublishForm
from learning.web.doors import open_to

area = Blueprint("authoring_releases", __name__)
_COURSE = "/authoring/courses/<course>"


@area.get(f"{_COURSE}/publish")
@open_to("author", "administrator")
def ask(course: str) -> Any:
    """What publishing would do, once more, before it is done."""
    page = authoring_release_pages.publish(workbench.committed(), course)
    return render_template("authoring/publish.html", **page, stale="")


@area.post(f"{_COURSE}/publish")
@open_to("author", "administrator", keeps_form=True)
def publish(course: str) -> Any:
    """Publish the course as committed, if that is what was seen."""
    form, tree = PublishForm(), workbench.committed()
    try:
        said = authoring_acts.publish(tree, course, form)
    except Conflict as refusal:
        page = authoring_release_pages.publish(tree, course)
        return render_template("authoring/publish.html", **page, stale=refusal.text), 409
    flash(said)
    return redirect(f"/authoring/courses/{course}", code=303)


@area.get(f"{_COURSE}/releases")
@open_to("author", "administrator")
def releases(course: str) -> Any:
    """The releases of a course, the latest first, and who made which live."""
    page = authoring_release_pages.releases(course, request.args.get("before", ""))
    return render_template("authoring/releases.html", **page)


@area.get(f"{_COURSE}/releases/<int:version>")
@open_to("author", "administrator")
def release(course: str, version: int) -> Any:
    """A release, and what going back to it changes."""
    after = request.args.get("after", "")
    page = authoring_release_pages.release(course, version, after)
    return render_template("authoring/release.html", **page)


@area.get(f"{_COURSE}/releases/<int:version>/back")
@open_to("author", "administrator")
def ask_back(course: str, version: int) -> Any:
    """Ask why, and say what happens."""
    page = authoring_release_pages.back(course, version)
    form = BackForm(formdata=None, data={"live": str(page["live"])})
    return render_template("authoring/back.html", **page, form=form, stale="")


@area.post(f"{_COURSE}/releases/<int:version>/back")
@open_to("author", "administrator", keeps_form=True)
def back(course: str, version: int) -> Any:
    """Make an earlier release live again, if the live one is the one that was seen."""
    form, stale = BackForm(), ""
    try:
        authoring_acts.go_back(course, version, form)
        flash(f"Release {version} is live again, and held until somebody publishes this course.")
        return redirect(f"/authoring/courses/{course}", code=303)
    except Invalid as refusal:
        form.why.errors, status = [refusal.text], refusals.STATUS[Invalid]
    except Conflict as refusal:
        stale, status = refusal.text, refusals.STATUS[Conflict]
    database.drop()
    page = authoring_release_pages.back(course, version)
    form.live.process_data(str(page["live"]))
    return render_template("authoring/back.html", **page, form=form, stale=stale), status
