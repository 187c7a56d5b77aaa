"""What the workshop says where something is over, held, unread, forged or not there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from learning.authoring.trees import compile_all
from learning.cli.publish import publish_tree
from learning.content.checking import check
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
    published,
    settings,
    tree,
)

__all__ = ["ada", "app", "settings", "tree"]
COURSE = "crew/course.yaml"
CHANGES = "changes:\n"


def declare(tree: Path, effect: str) -> None:
    entry = f"  - date: 2026-11-20\n    effect: {effect}\n    summary: A change.\n"
    edit(tree, COURSE, CHANGES, f"{CHANGES}{entry}")


def manifest(tree: Path) -> str:
    """What somebody sends who has not looked, or who has made the form up."""
    made = compile_all(check(tree).catalogue)
    return next(one.manifest.sha256 for one in made if one.course == "crew")


def forged(tree: Path) -> dict[str, str]:
    return {"manifest": manifest(tree), "live": "1"}


def test_a_retired_course_is_said_to_be(ada: Pages, tree: Path) -> None:
    edit(tree, COURSE, "status: live", "status: retired")
    commit(tree)
    published(ada)
    assert "Retired" in ada.get("/authoring").text
    page = ada.get(CREW)
    assert "Retired" in page.text and "/authoring/items/crew" not in page.links


def test_a_held_release_and_one_that_no_commit_holds_are_said_to_be(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, COURSE, "A crew of two", "Another crew")
    publish_tree(tree, database)
    assert "Published with changes that no commit holds" in ada.get("/authoring").text
    assert "with changes that it does not hold" in ada.get(CREW).text
    back = f"{CREW}/releases/1/back"
    ada.send(ada.get(back), back, {"why": "It was not committed."})
    assert "Held, because somebody went back to it" in ada.get("/authoring").text
    commit(tree)
    assert "it is held. Publishing ends that" in ada.get(f"{CREW}/publish").text


def test_going_back_is_refused_where_the_live_release_is_another_by_now(
    ada: Pages, tree: Path, database: Database
) -> None:
    for name in ("Second", "Third"):
        edit(tree, COURSE, "title: ", f"title: {name} ")
        commit(tree)
        published(ada)
    back = f"{CREW}/releases/1/back"
    seen = ada.get(back)
    ada.send(seen, back, {"why": ""}, status=422)
    ada.send(seen, back, {"why": "It was wrong.", "live": "x"}, status=404)
    page = ada.send(seen, back, {"why": "It was wrong.", "live": "2"}, status=409)
    assert "Somebody else was first" in page.text and "It was wrong." in page.html
    assert live(database)[0] == 3
    ada.get(f"{CREW}/releases/3/back", status=409)


def test_a_critical_change_says_for_how_long_completions_count(
    ada: Pages, cast: Cast, tree: Path, database: Database
) -> None:
    with database.writing() as session:
        alice = Learner(session, Shelf(seconds=0), cast.alice)
        for module in ("speaking-up", "identity"):
            alice.take(module)
    declare(tree, "critical")
    commit(tree)
    page = ada.get(f"{CREW}/publish")
    assert "1 person. It then counts 28 days, or as a requirement says." in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/authoring/courses/nothing",
        "/authoring/courses/nothing/changes",
        "/authoring/courses/nothing/publish",
        "/authoring/courses/nothing/preview",
        "/authoring/courses/nothing/releases",
        "/authoring/courses/nothing/releases/1",
        f"{CREW}/releases/99",
        f"{CREW}/changes?after=module:nothing",
        "/authoring/courses/cases/preview/in-99-nothing",
        f"{CREW}/preview/identity/media/nothing.png",
        f"{CREW}/preview/nothing/media/doors.png",
    ],
)
def test_what_is_not_there_is_not_found(ada: Pages, tree: Path, path: str) -> None:
    edit(tree, COURSE, "A crew of two", "Another crew")
    commit(tree)
    ada.get(path, status=404)


def test_a_number_that_is_none_shows_the_first_page(ada: Pages) -> None:
    for path in (f"{CREW}?after=x", f"{CREW}/releases?before=x", "/authoring/history?before=-1"):
        ada.get(path)


def test_a_commit_that_git_cannot_read_is_said_and_nothing_is_shown_of_it(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, COURSE, "A crew of two", "Another crew")
    commit(tree)
    seen = ada.get(f"{CREW}/publish")
    edit(tree, COURSE, "Another crew", "A third crew")
    commit(tree)
    asked = ["git", "-C", str(tree), "rev-parse", "HEAD:courses/crew/course.yaml"]
    blob = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    (tree.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    page = ada.get("/authoring")
    assert "git fsck" in page.text and "Not known here" in page.text
    assert "can be read on this machine" in ada.get(CREW).text
    assert "Nothing to compare" in ada.get(f"{CREW}/changes").text
    ada.get(f"{CREW}/preview", status=404)
    page = ada.send(seen, f"{CREW}/publish", status=409)
    assert "There is no commit" in page.text and live(database)[0] == 1


def test_what_is_broken_by_the_time_of_the_press_is_not_published(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, COURSE, "A crew of two", "Another crew")
    commit(tree)
    seen = ada.get(f"{CREW}/publish")
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    commit(tree)
    page = ada.send(seen, f"{CREW}/publish", status=409)
    assert "Look at its problems" in page.text and live(database)[0] == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (QUIZ, "score: net", "score: all", "'rev: 2'"),
        (COURSE, "status: live", "status: draft", "It is a draft."),
    ],
    ids=["refused", "draft"],
)
def test_a_form_that_was_made_up_publishes_nothing_that_the_page_would_not(
    ada: Pages, tree: Path, database: Database, file: str, old: str, new: str, said: str
) -> None:
    edit(tree, COURSE, "A crew of two", "Another crew")
    commit(tree)
    seen = ada.get(f"{CREW}/publish")
    edit(tree, file, old, new)
    commit(tree)
    page = ada.send(seen, f"{CREW}/publish", forged(tree), status=409)
    assert said in page.text and live(database)[0] == 1


def test_what_is_live_already_is_left_as_it_is(ada: Pages, tree: Path, database: Database) -> None:
    edit(tree, COURSE, "A crew of two", "Another crew")
    commit(tree)
    seen = ada.get(f"{CREW}/publish")
    edit(tree, COURSE, "Another crew", "A crew of two")
    commit(tree)
    page = ada.send(seen, f"{CREW}/publish", forged(tree))
    assert "Nothing was changed." in page.text and live(database)[0] == 1


def test_where_the_folder_is_gone_what_is_live_can_still_be_looked_at(
    ada: Pages, tree: Path
) -> None:
    shutil.rmtree(tree)
    assert "Release 1" in ada.get(CREW).text
    ada.get(f"{CREW}/releases/1")
    assert f"{CREW}/preview" not in ada.get(CREW).links
