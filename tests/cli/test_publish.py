"""`learning publish`: the working tree, a course at a time, each whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from learning import settings as configuration
from learning.authoring import publishing as whole
from learning.authoring import trees
from learning.cli import publish
from learning.cli.publish import publish_tree
from learning.content.markdown import RENDERER
from learning.db import Database, open_database
from learning.errors import Invalid
from learning.progress.models import Completion
from learning.releases import publishing
from learning.releases.models import Release, Rendering
from learning.releases.shelf import Shelf
from tests.builders import COURSES, cast_into
from tests.progress.learner import Learner

ROOT = Path(__file__).parent.parent.parent
QUIZ = "crew/speaking-up/quiz.yaml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the tests' courses, with `crew` once more as `other`."""
    copied = tmp_path / "courses"
    shutil.copytree(COURSES, copied)
    shutil.copytree(copied / "crew", copied / "other")
    return copied


def edit(tree: Path, file: str, old: str, new: str) -> None:
    """Change one thing in one file."""
    text = (tree / file).read_text("utf-8")
    assert old in text, file
    (tree / file).write_text(text.replace(old, new, 1), "utf-8")


def states(database: Database, tree: Path, *, always: bool = True) -> dict[str, str]:
    """What became of each course."""
    outcomes, _ = publish_tree(tree, database, always=always)
    return {one.course: one.state for one in outcomes}


def live(database: Database) -> dict[str, int]:
    """The version of each course that is live."""
    with database.reading() as session:
        return {name: one.version for name, one in Shelf(seconds=0).active(session).items()}


def test_a_tree_is_published_with_its_cases_first(database: Database, tree: Path) -> None:
    outcomes, errors = publish_tree(tree, database)
    assert not errors
    assert [one.course for one in outcomes] == ["cases", "crew", "other"]
    assert live(database) == {"cases": 1, "crew": 1, "other": 1}


def test_publishing_twice_changes_nothing(database: Database, tree: Path) -> None:
    publish_tree(tree, database)
    assert set(states(database, tree).values()) == {"unchanged"}
    assert live(database) == {"cases": 1, "crew": 1, "other": 1}


def test_an_unchanged_tree_costs_one_hash(
    database: Database, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_tree(tree, database)
    monkeypatch.setattr(whole, "check", None)
    monkeypatch.setattr(trees, "compile_all", None)
    assert publish_tree(tree, database) == ([], [])


@pytest.mark.parametrize(
    "change",
    [
        lambda tree: edit(tree, QUIZ, "What do you say first?", "What do you say?"),
        lambda tree: (tree / "cases" / "in-02-a-quiet-radio.md").rename(tree / "away"),
        lambda tree: (tree / "crew" / "identity" / "media" / "new.png").write_bytes(b""),
    ],
    ids=["a word", "a file less", "a file more"],
)
def test_any_changed_file_is_looked_at(
    database: Database, tree: Path, change: Callable[[Path], object]
) -> None:
    publish_tree(tree, database)
    change(tree)
    assert publish_tree(tree, database) != ([], [])


def test_a_newer_renderer_looks_at_an_unchanged_tree_again(
    database: Database, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_tree(tree, database)
    for place in (trees, publishing):
        monkeypatch.setattr(place, "RENDERER", RENDERER + 1)
    assert set(states(database, tree, always=False).values()) == {"unchanged"}
    with database.reading() as session:
        newest = session.scalars(select(Rendering.renderer)).all()
    assert newest.count(RENDERER + 1) == newest.count(RENDERER) > 0


def test_a_broken_course_keeps_its_last_good_release_and_stops_no_other(
    database: Database, tree: Path
) -> None:
    publish_tree(tree, database)
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    edit(tree, "other/course.yaml", "A crew of two", "Another crew")
    outcomes, errors = publish_tree(tree, database)
    found = {one.course: one for one in outcomes}
    assert found["crew"].state == "refused" and found["other"].state == "published"
    assert live(database) == {"cases": 1, "crew": 1, "other": 2}
    assert any(problem.file.endswith(QUIZ) and problem.line > 1 for problem in errors)
    with database.reading() as session:
        assert Shelf(seconds=0).course(session, "crew").front.title == "A crew of two"


BAD = {
    "not UTF-8": lambda crew: (crew / "course.yaml").write_bytes(b"\xff\xfe\x00"),
    "not YAML": lambda crew: (crew / "course.yaml").write_text("title: [\n"),
    "no course.yaml": lambda crew: (crew / "course.yaml").unlink(),
    "an alias bomb": lambda crew: (crew / "course.yaml").write_text(
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    ),
    "huge": lambda crew: (crew / "course.yaml").write_text("a: " + "x" * 2_000_000),
    "a link out": lambda crew: (crew / "identity/media/x.png").symlink_to("/etc/hostname"),
    "a missing picture": lambda crew: (crew / "identity/media/doors.png").unlink(),
    "a missing module": lambda crew: shutil.rmtree(crew / "identity"),
    "an empty module": lambda crew: (crew / "identity/module.md").write_text(""),
}


def test_whatever_is_wrong_with_one_course_the_others_are_published(
    database: Database, tree: Path, tmp_path: Path
) -> None:
    publish_tree(tree, database)
    for number, (name, spoil) in enumerate(BAD.items(), start=2):
        spoilt = tmp_path / f"spoilt-{number}"
        shutil.copytree(tree, spoilt)
        spoil(spoilt / "crew")
        edit(spoilt, "other/course.yaml", "A crew of two", f"Another crew {number}")
        found = states(database, spoilt)
        assert (found["crew"], found["other"]) == ("refused", "published"), name
        assert live(database) == {"cases": 1, "crew": 1, "other": number}, name


def test_broken_cases_stop_no_course(database: Database, tree: Path) -> None:
    publish_tree(tree, database)
    edit(tree, "cases/in-02-a-quiet-radio.md", "kind:", "kynd:")
    edit(tree, "other/course.yaml", "A crew of two", "Another crew")
    found = states(database, tree)
    assert (found["cases"], found["other"]) == ("refused", "published")
    assert live(database) == {"cases": 1, "crew": 1, "other": 2}


def test_what_would_corrupt_a_record_is_refused_and_stops_no_other(
    database: Database, tree: Path
) -> None:
    publish_tree(tree, database)
    edit(tree, QUIZ, "score: net", "score: all")
    edit(tree, "other/course.yaml", "A crew of two", "Another crew")
    outcomes, errors = publish_tree(tree, database)
    found = {one.course: one for one in outcomes}
    assert not errors
    assert (found["crew"].state, found["other"].state) == ("refused", "published")
    assert "'su-parts'" in found["crew"].reasons[0] and "'rev: 2'" in found["crew"].reasons[0]


def test_a_tree_that_was_published_in_part_is_looked_at_again_when_it_is_put_back(
    database: Database, tree: Path
) -> None:
    """The digest of the whole tree must not hold after half of another was published."""
    publish_tree(tree, database)
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    edit(tree, "other/course.yaml", "A crew of two", "Another crew")
    publish_tree(tree, database)
    edit(tree, QUIZ, "objectve: say-it", "objective: say-it")
    edit(tree, "other/course.yaml", "Another crew", "A crew of two")
    assert states(database, tree, always=False)["other"] == "published"
    with database.reading() as session:
        assert Shelf(seconds=0).course(session, "other").front.title == "A crew of two"


def test_a_problem_is_told_each_time_until_it_is_mended(database: Database, tree: Path) -> None:
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    for _ in range(2):
        assert publish_tree(tree, database)[1]


def test_a_draft_waits(database: Database, tree: Path) -> None:
    edit(tree, "other/course.yaml", "status: live", "status: draft")
    assert states(database, tree)["other"] == "draft"
    assert "other" not in live(database)


def test_a_folder_that_is_not_there_is_a_refusal(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="There is no folder"):
        publish_tree(tmp_path / "nowhere", database)


def test_taking_a_module_out_completes_the_course_for_who_has_nothing_left(
    database: Database, tree: Path
) -> None:
    publish_tree(tree, database)
    with database.writing() as session:
        alice = Learner(session, Shelf(seconds=0), cast_into(session).alice)
        alice.take("speaking-up")
        assert alice.completed() == ["speaking-up"]
    edit(tree, "crew/course.yaml", "modules: [speaking-up, identity]", "modules: [speaking-up]")
    entry = "changes:\n  - {date: 2026-11-23, effect: material, summary: Shorter.}"
    edit(tree, "crew/course.yaml", "changes:", entry)
    shutil.rmtree(tree / "crew" / "identity")
    edit(
        tree, "crew/speaking-up/module.md", "(../identity/module.md#two-details)", "(#three-parts)"
    )
    edit(tree, "crew/course.yaml", "    modules: [identity]\n", "")
    assert states(database, tree)["crew"] == "published"
    with database.reading() as session:
        assert None in set(session.scalars(select(Completion.module)))


# --- where the files came from -------------------------------------------------------------------


def git(tree: Path, *arguments: str) -> None:
    own = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, "-C", str(tree), *arguments], check=True, capture_output=True)


def came_from(database: Database) -> list[tuple[str, bool]]:
    with database.reading() as session:
        rows = session.execute(
            select(Release.commit, Release.dirty)
            .where(Release.course == "crew")
            .order_by(Release.id)
        )
        return [(row.commit, row.dirty) for row in rows]


def test_a_release_names_its_commit_and_whether_the_tree_held_more(
    database: Database, tree: Path
) -> None:
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-q", "-m", "First")
    publish_tree(tree, database)
    edit(tree, "crew/course.yaml", "A crew of two", "Another crew")
    publish_tree(tree, database)
    (clean, was_dirty), (same, is_dirty) = came_from(database)
    assert len(clean) == 40 and clean == same
    assert (was_dirty, is_dirty) == (False, True)


def test_a_repository_without_a_commit_gives_none(database: Database, tree: Path) -> None:
    git(tree, "init", "-q")
    publish_tree(tree, database)
    assert came_from(database) == [("", False)]


def test_a_folder_without_git_gives_no_commit(database: Database, tree: Path) -> None:
    publish_tree(tree, database)
    assert came_from(database) == [("", False)]


def test_a_machine_without_git_gives_no_commit(
    database: Database, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tree, "init", "-q")
    monkeypatch.setenv("PATH", str(tree / "nothing"))
    publish_tree(tree, database)
    assert came_from(database) == [("", False)]


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in an instance of its own, on its own file."""
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path / "instance"))
    return lambda *arguments: CliRunner().invoke(publish.command, [str(one) for one in arguments])


def test_the_command_says_what_became_of_each_course(
    run: Callable[..., Result], tree: Path
) -> None:
    first = run(tree)
    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines() == [
        "cases: published as release 1",
        "crew: published as release 1",
        "other: published as release 1",
    ]
    assert run(tree).stdout.splitlines()[1] == "crew: unchanged, release 1 is live"


def test_the_command_names_each_problem_with_its_place_and_exits_1(
    run: Callable[..., Result], tree: Path
) -> None:
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    found = run(tree)
    assert found.exit_code == 1
    assert "crew: not published" in found.stdout and "other: published" in found.stdout
    assert f"{QUIZ}:9:5: error:" in found.stderr and "did you mean 'objective'" in found.stderr


def test_the_command_gives_every_reason_of_a_refusal(
    run: Callable[..., Result], tree: Path
) -> None:
    run(tree)
    edit(tree, QUIZ, "score: net", "score: all")
    found = run(tree)
    assert found.exit_code == 1
    assert "Item 'su-parts' of speaking-up means something else than rev 1" in found.stderr


def test_the_command_speaks_json(run: Callable[..., Result], tree: Path) -> None:
    edit(tree, "other/course.yaml", "status: live", "status: draft")
    found = json.loads(run(tree, "--format", "json").stdout)
    assert [(one["course"], one["state"], one["version"]) for one in found] == [
        ("cases", "published", 1),
        ("crew", "published", 1),
        ("other", "draft", 0),
    ]


def test_the_problems_are_told_beside_json_too(run: Callable[..., Result], tree: Path) -> None:
    edit(tree, QUIZ, "objective: say-it", "objectve: say-it")
    found = run(tree, "--format", "json")
    assert found.exit_code == 1
    assert {one["course"]: one["state"] for one in json.loads(found.stdout)}["crew"] == "refused"
    assert "did you mean 'objective'" in found.stderr


def test_a_folder_without_a_course_is_an_error(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = run(tmp_path / "empty")
    assert found.exit_code == 1 and "no course: not published" in found.stdout
    assert "[course.none]" in found.stderr


def test_the_command_refuses_a_folder_that_is_not_there(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    refusal = run(tmp_path / "nowhere").exception
    assert isinstance(refusal, Invalid) and "learning publish PATH" in refusal.text


@pytest.mark.slow
def test_two_processes_that_publish_at_once_make_one_release(tree: Path, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    environ = {k: v for k, v in os.environ.items() if not k.startswith("LEARNING_")}
    command = [sys.executable, "-m", "learning.cli", "publish", str(tree)]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environ, "LEARNING_INSTANCE": str(instance)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = [one.communicate(timeout=60) for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    config = configuration.load({"LEARNING_INSTANCE": str(instance)})
    database = open_database(config.database)
    assert live(database) == {"cases": 1, "crew": 1, "other": 1}
    database.close()
