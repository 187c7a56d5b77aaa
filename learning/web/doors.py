"""Doors: every view says who may come in, and a view that says nothing is shut.

`@open_to("anyone")`, `@open_to("readers")` (anyone where the installation allows open reading),
`@open_to("learner")`, or any role. Who may not come in to a room for others sees what nobody sees:
404.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import NotFound

from learning.web import carrying, database, identity

View = TypeVar("View", bound=Callable[..., Any])
ANYONE, READERS = "anyone", "readers"


def open_to(*who: str, keeps_form: bool = False, takes: int = 0) -> Callable[[View], View]:
    """Name a view's door. With `keeps_form`, what was sent survives a lost sign-in.

    `takes` is how many bytes it takes where that is more than any other page does. It is read for
    nobody who may not come in, and the turn to write is left to the view.
    """

    def mark(view: View) -> View:
        view.takes = takes  # type: ignore[attr-defined]
        view.door = frozenset(who)  # type: ignore[attr-defined]
        view.keeps_form = keeps_form  # type: ignore[attr-defined]
        return view

    return mark


def door_of(view: Callable[..., Any]) -> frozenset[str]:
    """Who may use this view; empty for a view without a door."""
    door: frozenset[str] = getattr(view, "door", frozenset())
    return door


def install(app: Flask) -> None:
    """Check the door before anything else, the form's token included."""
    app.before_request(_check)


def current_view() -> Callable[..., Any] | None:
    """The view of this request."""
    return current_app.view_functions.get(request.endpoint or "")


def _check() -> Any:
    view = current_view()
    if view is None:
        return None  # no such address: the router's own 404 follows
    door = door_of(view)
    if ANYONE in door or (READERS in door and current_app.extensions["settings"].open_reading):
        return None
    takes = getattr(view, "takes", 0)
    if request.method == "POST" and not takes:
        _ = request.form  # all of it has arrived before the turn to write is taken
        database.session()  # begin as a writer, the person included
    person = identity.person()
    if person is None:
        database.drop()
        return carrying.ask_to_sign_in(keep=getattr(view, "keeps_form", False))
    if not person.roles & (door | ({"learner"} if READERS in door else set())):
        raise NotFound()
    if takes:
        request.max_content_length = request.max_form_memory_size = takes
    return None
