"""Forms that two people may have open at once: refusals at their places, versions, what is kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # the stubs lag behind
    SelectChoice,
    SelectMultipleField,
    StringField,
)

from learning.errors import Conflict, Invalid, LearningError, NotFound, Stale, Unavailable
from learning.web import changing, database
from learning.web.changing import ChangeForm, ChangePage
from learning.web.day_fields import day


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


class Terms(ChangeForm):
    """Fields of each kind that can be merged."""

    class Meta:
        csrf = False

    name = StringField("Name")
    on = day("Last day")
    roles = SelectMultipleField("Roles", choices=[SelectChoice(one) for one in "abcd"])


HELD = {"name": "old", "on": dt.date(2027, 3, 1), "roles": ["a", "b"]}


def stale(app: Flask, typed: dict[str, object], was: object = HELD) -> Terms:
    """A form as it was sent, from what `was`, when somebody else was first."""
    sent = MultiDict({**typed, "version": "1", "was": json.dumps(was, default=str)})
    with app.test_request_context():
        form = Terms(formdata=sent)
        form.is_stale = True
        return form


def test_a_form_carries_what_its_fields_held(app: Flask) -> None:
    with app.test_request_context():
        form = Terms(formdata=None)
        changing.merge(form, HELD)
    assert json.loads(form.was.data or "") == {
        "name": "old",
        "on": "2027-03-01",
        "roles": ["a", "b"],
    }
    assert form.collides is None


def test_what_only_somebody_else_changed_is_taken(app: Flask) -> None:
    form = stale(app, {"name": "old", "on": "2027-03-01", "roles": ["a", "b", "c"]})
    changing.merge(form, {"name": "new", "on": dt.date(2027, 4, 1), "roles": ["a", "d"]})
    assert (form.name.data, form.on.text) == ("new", "2027-04-01")
    assert form.roles.data == ["a", "c", "d"], "b was taken by the one, c given by the other"
    assert form.collides == [] and "new" in (form.was.data or "")


def test_what_both_changed_keeps_what_was_typed_and_is_named(app: Flask) -> None:
    form = stale(app, {"name": "mine", "on": "", "roles": ["a", "b"]})
    changing.merge(form, {"name": "theirs", "on": dt.date(2027, 3, 1), "roles": ["a", "b"]})
    assert (form.name.data, form.on.data) == ("mine", None)
    assert form.collides == ["Name"]


@pytest.mark.parametrize("was", ["", "{", "[]", "7", "[" * 99_999])
def test_nothing_is_merged_where_it_is_not_known_what_was(app: Flask, was: str) -> None:
    form = stale(app, {"name": "mine", "roles": ["a"]})
    form.was.process_data(was)
    changing.merge(form, HELD)
    assert (form.name.data, form.roles.data, form.collides) == ("mine", ["a"], None)


def test_a_list_of_which_it_is_not_known_what_it_was_collides(app: Flask) -> None:
    form = stale(app, {"roles": ["a"]}, {"name": "old"})
    changing.merge(form, {"roles": ["b"]})
    assert (form.roles.data, form.collides) == (["a"], ["Roles"])


some = st.sets(st.sampled_from("abcd"))


@given(was=some, mine=some, theirs=some)
def test_each_choice_is_as_whoever_changed_it_wanted(
    was: set[str], mine: set[str], theirs: set[str]
) -> None:
    form = stale(Flask(__name__), {"roles": sorted(mine)}, {"roles": sorted(was)})
    changing.merge(form, {"roles": sorted(theirs)})
    for one in "abcd":
        changed = theirs if (one in theirs) != (one in was) else mine
        assert (one in (form.roles.data or ())) == (one in changed)
    assert form.collides == []
