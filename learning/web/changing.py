"""Changing what two administrators may have open at once: neither loses what the other did.

A form carries the version it was filled from. Where that is no longer the one that holds, the page
comes back with what holds now beside what was typed, and the next press applies it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field, HiddenField

from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale
from learning.web import database

Compared = tuple[str, str, str]
"""What it is, what holds now, and what was typed."""


class ChangeForm(FlaskForm):  # type: ignore[misc]
    """A form that knows from which version of a thing it was filled."""

    version = HiddenField()
    #: the status of the page on which the form is shown again
    status = 200
    #: why it was not taken, where that is about no field of it
    refusal = ""
    #: whether somebody else was first
    is_stale = False

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
    """
    form.status = 422
    if form.validate():
        try:
            act(database.session())
            return True
        except (Conflict, Invalid, NotFound) as refusal:
            _note(form, refusal)
    database.drop()
    return False


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


def page(template: str, form: ChangeForm, said: ChangePage, **shown: Any) -> Any:
    """A page with such a form; one that is stale now carries the version that holds."""
    if form.is_stale or form.version.data is None:
        form.version.process_data(said.version)
    return render_template(template, form=form, page=said, **shown), form.status


def done(path: str, said: str) -> Any:
    """On to another page, which says first what was done."""
    flash(said)
    return redirect(path, code=303)
