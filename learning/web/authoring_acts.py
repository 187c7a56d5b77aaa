"""What authors do from the web: publish what is committed, and go back, each with its line."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from learning.authoring import publishing
from learning.content.blobs import Compiled
from learning.errors import Conflict, NotFound, Stale
from learning.releases.publishing import Order, Outcome
from learning.web import auditing, database, identity, moments
from learning.web.workbench import Tree


class PublishForm(FlaskForm):  # type: ignore[misc]
    """What somebody saw: the hash of what would be published, and which release was live."""

    manifest = HiddenField()
    live = HiddenField()


class BackForm(FlaskForm):  # type: ignore[misc]
    """Why somebody goes back, and which release was live when they looked."""

    why = TextAreaField("Why you go back")
    live = HiddenField()


def publish(tree: Tree, course: str, form: PublishForm) -> str:
    """Publish a course as committed; returns what to say of it.

    Compiling takes its time before the turn to write is taken. Raises `Conflict` where it is not
    what was seen, or cannot be published.
    """
    person = identity.the_person()
    database.drop()
    compiled = _seen(tree, course, form)
    order = Order(person.id, seen=_version(form.live.data))
    with database.writing() as session:
        at = moments.now()
        outcome = publishing.publish_one(session, compiled, tree.origin, order, at=at)
        if outcome.state == "published":
            publishing.keep_digest(session, "")
            said = f"release {outcome.version}"
            auditing.note_in(session, "release.published", "release", course, said)
    return _said(outcome)


def _seen(tree: Tree, course: str, form: PublishForm) -> Compiled:
    compiled = tree.bench.compiled(course) if tree.bench and tree.is_committed else None
    if compiled is None:
        raise Conflict(
            "There is no commit in which this course could be published. Look at its problems."
        )
    if compiled.manifest.sha256 != form.manifest.data:
        raise Stale(
            "Another commit is checked out than the one you looked at, or it reads otherwise. "
            "Nothing is published: look at what it holds now."
        )
    return compiled


def _said(outcome: Outcome) -> str:
    """What became of it; a refusal is a conflict with what is published."""
    if outcome.state == "published":
        return f"It is published as release {outcome.version}. Learners see it from now on."
    if outcome.state == "unchanged":
        return f"Release {outcome.version} is live already and holds the same. Nothing was changed."
    if outcome.state == "draft":
        raise Conflict("It is a draft. Set 'status: live' in course.yaml, commit, and publish it.")
    raise Conflict(" ".join(outcome.reasons))


def go_back(course: str, version: int, form: BackForm) -> None:
    """Make an earlier release live again, within the unit of the request."""
    order = Order(identity.the_person().id, form.why.data or "", seen=_version(form.live.data))
    session = database.session()
    publishing.go_back(session, course, version, order, at=moments.now())
    auditing.note("release.back", "release", course, f"release {version}")


def _version(text: str | None) -> int:
    """A version that a form carries; what is no number was never live, and is stale."""
    given = text or ""
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise NotFound("This form is not whole. Open the page again.")
    return int(given)
