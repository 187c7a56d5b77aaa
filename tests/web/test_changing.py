"""Forms that two people may have open at once: refusals at their places, versions, what is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from wtforms import StringField

from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale, Unavailable
from learning.web import changing, database
from learning.web.changing import ChangeForm, ChangePage


class Naming(ChangeForm):
    """Two fields, one for each kind of refusal."""

    name = StringField()
    team = StringField()


@pytest.fixture
def form(app: Flask) -> Iterator[Naming]:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data={"version": "7", "name": "N", "team": "T"}):
        yield Naming()


def kept(form: Naming, refusal: LearningError | None, *, at: bool = True) -> bool:
    def act(_session: Session) -> None:
        if at:
            with changing.at(form.name, conflict=form.team):
                if refusal:
                    raise refusal
        elif refusal:
            raise refusal

    return changing.kept(form, act)


def errors(form: Naming) -> tuple[list[str], list[str], str]:
    return list(form.name.errors), list(form.team.errors), form.refusal


def test_what_was_right_is_done_in_the_unit_of_the_request(form: Naming) -> None:
    assert kept(form, None)
    assert form.seen == 7 and database.is_open()


@pytest.mark.parametrize(
    ("refusal", "status", "found"),
    [
        (Invalid("Wrong."), 422, (["Wrong."], [], "")),
        (NotFound("Gone."), 422, (["Gone."], [], "")),
        (Conflict("Taken."), 409, ([], ["Taken."], "")),
        (Stale("Late."), 409, ([], [], "Late.")),
    ],
)
def test_a_refusal_is_shown_at_its_field_and_undoes_all(
    form: Naming, refusal: LearningError, status: int, found: tuple[list[str], list[str], str]
) -> None:
    assert not kept(form, refusal)
    assert (form.status, errors(form), database.is_open()) == (status, found, False)
    assert form.is_stale == isinstance(refusal, Stale)


def test_a_refusal_of_no_field_is_shown_above_the_form(form: Naming) -> None:
    assert not kept(form, Conflict("Not so."), at=False)
    assert errors(form) == ([], [], "Not so.")


def test_what_is_no_refusal_of_a_form_is_not_swallowed(form: Naming) -> None:
    with pytest.raises(Unavailable):
        kept(form, Unavailable("Later."))


def test_a_page_that_is_stale_carries_the_version_that_holds(form: Naming) -> None:
    said = ChangePage("Title", "About", "/here", "/back", "Press", 9, [("Name", "now", "typed")])
    kept(form, Invalid("Wrong."))
    changing.page("teams/reopen.html", form, said)
    assert form.seen == 7, "a slip of one's own does not make what others did one's own"
    kept(form, Stale("Late."))
    html, status = changing.page("teams/reopen.html", form, said)
    assert (form.seen, status) == (9, 409)
    assert "Somebody else was first" in html and "typed" in html


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "9" * 12, "٧"])
def test_a_version_that_is_no_number_never_was(app: Flask, version: str) -> None:
    with app.test_request_context(method="POST", data={"version": version}):
        assert Naming().seen == 0
