"""The press: whom it touches is told in numbers, and a form that is not whole does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.db import Database
from learning.releases.shelf import Shelf
from tests.builders import Cast
from tests.pages import Pages
from tests.progress.learner import Learner
from tests.web.test_authoring import (
    CREW,
    QUIZ,
    ada,
    app,
    commit,
    edit,
    live,
    settings,
    tree,
)

__all__ = ["ada", "app", "settings", "tree"]


def test_people_are_numbers_and_nobody_is_named(
    ada: Pages, cast: Cast, tree: Path, database: Database
) -> None:
    with database.writing() as session:
        alice = Learner(session, Shelf(seconds=0), cast.alice)
        alice.take("speaking-up")
        alice.take("identity")
        Learner(session, Shelf(seconds=0), cast.charlie).begin("identity")
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    commit(tree)
    page = ada.get(f"{CREW}/changes")
    assert "1 attempt (identity 1)" in page.text and "1 person. It stays as it is." in page.text
    assert "Alice" not in page.html and "Charlie" not in page.html


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_form_that_is_not_whole_publishes_nothing(
    ada: Pages, tree: Path, database: Database, seen: str
) -> None:
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    commit(tree)
    page = ada.get(f"{CREW}/publish")
    ada.send(page, f"{CREW}/publish", {"live": seen}, status=404)
    ada.send(page, f"{CREW}/publish", {"manifest": seen}, status=409)
    assert live(database)[0] == 1


def test_what_became_refused_or_a_draft_after_the_look_is_not_published(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, QUIZ, "score: net", "score: all")
    commit(tree)
    seen = ada.get(f"{CREW}/publish")
    assert not [one for one in seen.forms if one.action == f"{CREW}/publish"]
    edit(tree, QUIZ, "score: all", "score: net")
    edit(tree, "crew/course.yaml", "status: live", "status: draft")
    commit(tree)
    assert "publishing leaves it out" in ada.get(f"{CREW}/publish").text
    assert live(database)[0] == 1


def test_a_second_press_says_that_it_is_done(ada: Pages, tree: Path, database: Database) -> None:
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    commit(tree)
    seen = ada.get(f"{CREW}/publish")
    ada.send(seen, f"{CREW}/publish")
    page = ada.send(seen, f"{CREW}/publish", status=409)
    assert "Release 2 is live by now" in page.text
    assert live(database)[0] == 2
