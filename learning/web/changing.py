"""Changing what two administrators may have open at once: neither loses what the other did.

A form carries the version it was filled from, and what its fields held then. Where that version is
no longer the one that holds, the page comes back with what holds now beside what the next press
makes of it. To have a form merged field by field, call `merge(form, held)` in the function that
makes its page, before `compared` is put into words: `held` has what holds now by the names of the
fields. `layouts/change.html` carries the rest; another template carries `was` beside `version`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field, HiddenField

from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale
from learning.web import database

Compared = tuple[str, str, str]
"""What it is, what holds now, and what holds once the form is sent."""


class ChangeForm(FlaskForm):  # type: ignore[misc]
    """A form that knows from which version of a thing it was filled, and what that held."""

    version = HiddenField()
    #: what the fields that are merged held then; see `merge`
    was = HiddenField()
    #: the status of the page on which the form is shown again
    status = 200
    #: why it was not taken, where that is about no field of it
    refusal = ""
    #: whether somebody else was first
    is_stale = False
    #: the labels of what both changed, and not to the same; None where nothing was merged
    collides: Sequence[str] | None = None

    @property
    def seen(self) -> int:
        """The version; what is no number was never one, and is stale."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@dataclass(frozen=True)
class ChangePage:
    """What a page says around such a form."""

    title: str
    #: whom or what it is about, above the title
    about: str
    #: where the form is sent, and where Cancel leads
    action: str
    back: str
    #: what the button says; empty where there is nothing to press
    act: str
    #: the version that holds now
    version: int
    compared: Sequence[Compared] = ()


def kept(form: ChangeForm, act: Callable[[Session], object]) -> bool:
    """Whether the form was right and what it asks for was done, in this request's unit.

    A refusal is noted at its field (see `at`), or for the page as a whole, and the unit is over.
    Where the form was sent to find a team, nothing is asked of it.
    """
    finds = _finds()
    form.status = 200 if finds else 422
    if not finds and form.validate():
        try:
            act(database.session())
            return True
        except (Conflict, Invalid, NotFound) as refusal:
            _note(form, refusal)
    database.drop()
    return False


def _finds() -> bool:
    """Whether a form was sent to find a team (`components/team_find.html`).

    Enter in any field presses the main button: in that of the search, what is sought is another.
    """
    sent = request.form
    return "find" in sent or sent.get("q", "").strip() != sent.get("sought", "").strip()


@contextmanager
def at(invalid: Field, conflict: Field | None = None) -> Iterator[None]:
    """Have a refusal from within shown at a field; a conflict at another one, where it is given."""
    try:
        yield
    except (Conflict, Invalid, NotFound) as refusal:
        given = isinstance(refusal, Conflict) and conflict is not None
        refusal.field = conflict if given else invalid  # type: ignore[union-attr]
        raise


def _note(form: ChangeForm, refusal: LearningError) -> None:
    field: Field | None = getattr(refusal, "field", None)
    form.is_stale = isinstance(refusal, Stale)
    form.status = 409 if isinstance(refusal, Conflict) else 422
    if field is None or form.is_stale:
        form.refusal = refusal.text
    else:
        field.errors = [refusal.text]


def merge(form: ChangeForm, held: Mapping[str, Any]) -> None:
    """Take what somebody else changed into a form that is stale; `held` is what holds now.

    A field takes what holds now unless this person changed it. Of a list each choice is taken so.
    Where both changed a field, and not to the same, it keeps what was typed and is in `collides`.
    """
    now = {name: _plain(value) for name, value in held.items()}
    was = _was(form) if form.is_stale else None
    if was is not None:
        kept = [name for name in held if _collides(form[name], was.get(name), held[name])]
        form.collides = [form[name].label.text for name in kept]
    if form.is_stale or form.version.data is None:
        form.was.process_data(json.dumps(now))


def _collides(field: Field, was: Any, held: Any) -> bool:
    """Merge one field, and say whether it could not be: what was typed stays in it then."""
    typed, now = _plain(field.data), _plain(held)
    if typed == now:
        return False
    if isinstance(now, list) and isinstance(was, list):
        taken, given = set(was) - set(typed), set(typed) - set(was)
        _fill(field, sorted((set(now) | given) - taken))
    elif typed == was:
        _fill(field, held)
    else:
        return bool(was != now)
    return False


def _fill(field: Field, value: Any) -> None:
    field.process_data(value)
    field.raw_data = None  # fields for days and numbers show what was sent first


def _was(form: ChangeForm) -> dict[str, Any] | None:
    """What the form says its fields held; None where it does not, and nothing is merged then."""
    try:
        was = json.loads(form.was.data or "null")
    except (ValueError, RecursionError):
        return None
    return was if isinstance(was, dict) else None


def _plain(value: Any) -> str | list[str]:
    """A value as it can be sent along and compared: a text, or texts in order."""
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(one) for one in value)
    return "" if value is None else str(value)


def page(template: str, form: ChangeForm, said: ChangePage, **shown: Any) -> Any:
    """A page with such a form; one that is stale now carries the version that holds."""
    if form.is_stale or form.version.data is None:
        form.version.process_data(said.version)
    return render_template(template, form=form, page=said, **shown), form.status


def done(path: str, said: str) -> Any:
    """On to another page, which says first what was done."""
    flash(said)
    return redirect(path, code=303)
