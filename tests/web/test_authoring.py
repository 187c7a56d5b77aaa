"""The workshop on a real repository: states, changes, publishing, going back, previews."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.cli.publish import publish_tree
from learning.db import Database
from learning.releases.models import Activation, ActiveRelease, Release
from learning.releases.shelf import Shelf
from learning.settings import Settings
from learning.web.app import create_app
from tests.builders import COURSES, Cast
from tests.pages import Page, Pages

CREW, QUIZ = "/authoring/courses/crew", "crew/speaking-up/quiz.yaml"
PROMPT = "What do you say first?"


def git(tree: Path, *arguments: str) -> None:
    own = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, "-C", str(tree), *arguments], check=True, capture_output=True)


def edit(tree: Path, file: str, old: str, new: str) -> None:
    text = (tree / file).read_text("utf-8")
    assert old in text, file
    (tree / file).write_text(text.replace(old, new, 1), "utf-8")


def commit(tree: Path) -> None:
    git(tree, "add", "-A", ".")
    git(tree, "commit", "-q", "-m", "A change")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The courses in a folder of a repository, committed."""
    top = tmp_path / "authors"
    shutil.copytree(COURSES, top / "courses")
    git(top, "init", "-q", "-b", "main")
    commit(top)
    return top / "courses"


@pytest.fixture
def settings(settings: Settings, tree: Path) -> Settings:
    return replace(settings, courses=tree)


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    return create_app(settings, database)


@pytest.fixture
def ada(pages: Pages, cast: Cast, database: Database, tree: Path) -> Pages:
    """Ada, with the courses published as committed."""
    publish_tree(tree, database)
    pages.become("ada")
    return pages


def live(database: Database) -> tuple[int, str, bool]:
    """The live release of the course: version, title, held."""
    with database.reading() as session:
        course = Shelf(seconds=0).course(session, "crew")
        held = session.get_one(ActiveRelease, "crew").held
        return course.release.version, course.front.title, held


def published(ada: Pages, *, status: int = 200) -> Page:
    return ada.send(ada.get(f"{CREW}/publish"), f"{CREW}/publish", status=status)


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("bob", 404), ("rana", 404), ("olu", 200), ("ada", 200)]
)
def test_the_workshop_is_for_authors_and_administrators(ada: Pages, name: str, status: int) -> None:
    ada.become(name)
    for path in ("/authoring", "/authoring/history", CREW, f"{CREW}/changes", f"{CREW}/publish"):
        ada.get(path, status=status)
    assert ("/authoring" in ada.get("/").links) == (status == 200)


@pytest.mark.parametrize("name", ["alice", "bob", "rana", "olu"])
def test_a_preview_is_for_authors_alone(ada: Pages, name: str) -> None:
    ada.become(name)
    for path in ("", "/identity", "/identity/media/doors.png"):
        ada.client.get(f"{CREW}/preview{path}")
        ada.get(f"{CREW}/preview{path}", status=404)


def test_every_course_says_where_it_stands(ada: Pages, tree: Path) -> None:
    page = ada.get("/authoring")
    assert "the last commit on main" in page.text and "Nothing waits" in page.text
    edit(tree, QUIZ, PROMPT, "What do you say to begin with?")
    commit(tree)
    assert "Newer content waits" in ada.get("/authoring").text
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    commit(tree)
    page = ada.get("/authoring")
    assert "Broken: " in page.text
    page = ada.get(CREW)
    assert f"courses/{QUIZ}:9:5" in page.text and "did you mean 'objective'" in page.text
    ada.get("/authoring?after=nothing", status=404)


def test_publishing_shows_each_change_and_then_does_it(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, QUIZ, PROMPT, "What do you say to begin with?")
    commit(tree)
    page = ada.get(f"{CREW}/changes")
    assert "<del>" in page.html and "<ins>" in page.html
    assert "other words, same meaning" in page.text
    page = published(ada)
    assert "published as release 2" in page.text
    assert live(database)[0] == 2
    with database.reading() as session:
        made = session.scalars(select(Activation).order_by(Activation.id)).all()[-1]
        assert (made.kind, made.person_id is not None) == ("published", True)
        assert session.scalars(select(AuditLine.act)).all() == ["release.published"]
        release = session.get_one(Release, made.release_id)
        assert len(release.commit) == 40 and not release.dirty
    assert "Ada" in ada.get("/authoring/history").text


def test_what_is_not_committed_is_not_published(ada: Pages, tree: Path, database: Database) -> None:
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    page = ada.get(CREW)
    assert "1 file differs" in page.text and f"{CREW}/publish" not in page.links
    assert "git add courses, and then git commit" in page.text
    assert "Another crew" in ada.get(f"{CREW}/changes?from=folder").text
    page = ada.get(f"{CREW}/publish")
    assert f"{CREW}/publish" not in [one.action for one in page.forms]


def test_two_authors_who_publish_at_once_do_not_publish_what_they_have_not_seen(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    commit(tree)
    seen = ada.get(f"{CREW}/publish")
    edit(tree, "crew/course.yaml", "Another crew", "A third crew")
    commit(tree)
    page = ada.send(seen, f"{CREW}/publish", status=409)
    assert "Nothing was published" in page.text and live(database)[0] == 1
    ada.send(page, f"{CREW}/publish")
    page = ada.send(page, f"{CREW}/publish", status=409)
    assert "Release 2 is live by now" in page.text


def test_going_back_is_held_until_the_course_is_published_by_name(
    ada: Pages, tree: Path, database: Database
) -> None:
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    commit(tree)
    published(ada)
    path = f"{CREW}/releases/1/back"
    page = ada.send(ada.get(path), path, {"why": " "}, status=422)
    assert "Say why you go back" in page.text
    page = ada.send(page, path, {"why": "The title was better."})
    assert live(database) == (1, "A crew of two", True) and "Held" in page.text
    edit(tree, "crew/course.yaml", "Another crew", "A third crew")
    outcomes, _ = publish_tree(tree, database)
    assert {one.course: one.state for one in outcomes}["crew"] == "held"
    assert live(database)[2]
    publish_tree(tree, database, only=["crew"])
    assert live(database) == (3, "A third crew", False)
    page = ada.get(f"{CREW}/releases")
    assert "The title was better." in page.text and f"{CREW}/releases/1" in page.links
    assert "Struck words" in ada.get(f"{CREW}/releases/1").text
    ada.get(f"{CREW}/releases/9", status=404)
    ada.get(f"{CREW}/releases/3/back", status=409)


def test_a_refusal_is_told_before_the_press(ada: Pages, tree: Path) -> None:
    edit(tree, QUIZ, "score: net", "score: all")
    commit(tree)
    page = ada.get(f"{CREW}/publish")
    assert "'rev: 2'" in page.text and "cannot be published now" in page.text
    assert "means something else" in ada.get(f"{CREW}/changes").text


def test_a_preview_shows_what_is_not_published(ada: Pages, tree: Path) -> None:
    edit(tree, QUIZ, PROMPT, "What do you say to begin with?")
    commit(tree)
    assert f"{CREW}/preview/speaking-up" in ada.get(f"{CREW}/preview").links
    page = ada.get(f"{CREW}/preview/speaking-up")
    assert "What do you say to begin with?" in page.text and "Preview" in page.text
    assert "Everything this item can say" in page.text
    assert ada.client.get(f"{CREW}/preview/identity/media/doors.png").status_code == 200
    assert f"{CREW}/preview/identity/media/doors.png" in ada.get(f"{CREW}/preview/identity").html
    for name in ("nothing", "%00", ".."):
        assert ada.client.get(f"{CREW}/preview/{name}").status_code in (404, 308)
    library = ada.get("/authoring/courses/cases/preview")
    ada.get(next(one for one in library.links if "/preview/in-01" in one))


def test_a_detached_head_is_published_and_said(ada: Pages, tree: Path, database: Database) -> None:
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    commit(tree)
    git(tree, "checkout", "-q", "--detach")
    assert "detached head" in ada.get(CREW).text
    published(ada)
    assert live(database)[1] == "Another crew"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda tree: shutil.rmtree(tree.parent / ".git"), "no git repository"),
        (
            lambda tree: (shutil.rmtree(tree.parent / ".git"), git(tree.parent, "init", "-q")),
            "no commit yet",
        ),
        (
            lambda tree: (
                git(tree, "rm", "-rq", "--cached", "."),
                git(tree, "commit", "-qm", "x", "--allow-empty"),
            ),
            "does not hold the folder",
        ),
        (shutil.rmtree, "There is no folder of courses"),
    ],
    ids=["no repository", "no commit", "not committed", "no folder"],
)
def test_what_git_cannot_give_is_said_and_nothing_is_published(
    ada: Pages, tree: Path, spoil: object, said: str
) -> None:
    spoil(tree)  # type: ignore[operator]
    assert said in ada.get("/authoring").text
    page = ada.get(f"{CREW}/publish")
    assert f"{CREW}/publish" not in [one.action for one in page.forms]


def test_a_machine_without_git_says_so(
    ada: Pages, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tree / "nothing"))
    assert "git is not installed" in ada.get("/authoring").text


def test_a_course_under_another_name_is_noticed(ada: Pages, tree: Path) -> None:
    (tree / "crew").rename(tree / "team")
    commit(tree)
    page = ada.get(CREW)
    assert "was it renamed?" in page.text and "No folder of it" in page.text
    assert "was it renamed?" in ada.get("/authoring/courses/team").text
