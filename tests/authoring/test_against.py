"""Every rule of a comparison with what is live is broken by some mistake, told at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from learning.authoring import against
from learning.authoring.trees import compile_all
from learning.content.checking import check, examine
from learning.content.problems import RULES
from tests.builders import AT
from tests.content.trees import (
    COURSE,
    DOOR,
    ID_QUIZ,
    MODULE,
    QUIZ,
    Change,
    Mistake,
    add,
    all_of,
    copied,
    copy,
    drop,
    swap,
)
from tests.content.trees import put as put_file
from tests.content_builders import put

PLAY = "crew/scenarios/the-blue-door.yaml"
_VOID = "status: retired\n    void: {{from_release: {}, reason: The form changed.}}"
OTHER = all_of(
    copy("crew", "ward"),
    drop("ward/scenarios"),
    swap("ward/course.yaml", "title: A crew of two", "title: A ward"),
)


def material(root: Path) -> None:
    """Declare that what changes is material."""
    entry = "changes:\n  - {date: 2026-11-23, effect: material, summary: Mended.}"
    swap(COURSE, "changes:", entry)(root)


def retired(item: str, more: str = "status: retired") -> Change:
    """An item of the first quiz is retired."""
    return swap(QUIZ, f"id: {item}\n    rev: 1\n    type: {KIND[item]}\n    status: live",
                f"id: {item}\n    rev: 1\n    type: {KIND[item]}\n    {more}")  # fmt: skip


KIND = {"su-first-words": "single", "su-parts": "multiple"}


def published(session: Session, root: Path) -> None:
    put(session, *compile_all(check(root).catalogue), at=AT)


def told(session: Session, root: Path, only: str | None = None) -> list[str]:
    """The problems of the comparison alone, with paths below the folder."""
    problems = against.held(session, examine(root), only).examined.problems
    own = [one for one in problems if one.rule.startswith("release.")]
    return [str(one).removeprefix(root.as_posix()).removeprefix("/") for one in own]


def notes(session: Session, root: Path) -> str:
    return " ".join(against.held(session, examine(root), None).notes)


MISTAKES = [
    Mistake("release.meaning-changed", all_of(swap(QUIZ, "score: net", "score: all"), material),
            f"{QUIZ}:30:5"),
    Mistake("release.rev-lower", swap(ID_QUIZ, "rev: 2", "rev: 1"), f"{ID_QUIZ}:6:5"),
    Mistake("release.rev-raised", swap(ID_QUIZ, "rev: 2", "rev: 3"), f"{ID_QUIZ}:6:5"),
    Mistake("release.effect-too-low", swap(COURSE, "months: 12", "months: 6"), f"{COURSE}:45:1"),
    Mistake("release.scenario-gone", drop(PLAY), f"{COURSE}:1:1"),
    Mistake("release.case-gone", all_of(drop(DOOR), swap(
        "crew/identity/module.md", "in-01-the-green-door", "in-02-a-quiet-radio", 9)),
            "cases:1:1"),
    Mistake("release.void-unknown", all_of(retired("su-parts", _VOID.format(9)), material),
            f"{QUIZ}:33:5"),
    Mistake("release.item-gone", all_of(swap(QUIZ, "id: su-parts", "id: su-three"), material),
            f"{QUIZ}:4:1"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.rule)
def test_a_mistake_breaks_its_rule_at_its_place(
    session: Session, tmp_path: Path, mistake: Mistake
) -> None:
    root = copied(tmp_path)
    published(session, root)
    mistake.change(root)
    found = told(session, root)
    own = [one for one in found if f"[{mistake.rule}]" in one]
    assert len(own) == 1 and own[0].startswith(f"{mistake.place}: "), found
    assert f" {RULES[mistake.rule].severity}: " in own[0] and ". [" not in own[0]


def test_what_is_live_is_not_spoken_against(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    published(session, root)
    assert told(session, root) == [] and notes(session, root) == ""


def test_nothing_published_yet_is_said_and_no_problem(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    assert told(session, root) == []
    assert "Nothing is published yet" in notes(session, root)


def test_courses_that_cannot_be_compared_are_said(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    published(session, root)
    OTHER(root)
    assert "Course 'ward' is not published yet" in notes(session, root)
    swap(COURSE, "status: live", "status: draft")(root)
    assert "Course 'crew' is a draft here: release 1 of it stays live." in notes(session, root)
    swap(COURSE, "status: draft", "status: lve")(root)
    assert "Course 'crew' has errors" in notes(session, root)
    add(DOOR, "\n## Another heading\n")(root)
    assert "The case library has errors" in notes(session, root)
    assert told(session, root) == []


def test_a_course_renamed_is_told_as_such(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    published(session, root)
    (root / "crew").rename(root / "team")
    (said,) = told(session, root)
    assert said.startswith("team/course.yaml:1:1: warning: the folder 'crew' is gone and 'team'")
    assert told(session, root, "team") == [said]


def test_a_course_that_is_gone_stays_live(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    published(session, root)
    shutil.rmtree(root / "crew")
    (said,) = told(session, root)
    assert "course 'crew' was published" in said and said.endswith("[release.course-gone]")


def test_a_retired_course_may_go(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    swap(COURSE, "status: live", "status: retired")(root)
    published(session, root)
    shutil.rmtree(root / "crew")
    assert told(session, root) == []


def test_a_module_under_another_name_is_told_where_it_is_listed(
    session: Session, tmp_path: Path
) -> None:
    root = copied(tmp_path)
    published(session, root)
    (root / "crew/speaking-up").rename(root / "crew/aloud")
    all_of(swap(COURSE, "[speaking-up,", "[aloud,"), material)(root)
    found = [one for one in told(session, root) if "module-" in one]
    assert len(found) == 1 and found[0].startswith(f"{COURSE}:36:11: warning: module 'speaking-up'")


def test_a_module_that_is_gone_is_told_at_the_list(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    all_of(copy("crew/identity", "crew/later"), drop("crew/later/quiz.yaml"))(root)
    swap(COURSE, ", identity]", ", identity, later]")(root)
    published(session, root)
    all_of(drop("crew/later"), swap(COURSE, ", later]", "]"), material)(root)
    found = [one for one in told(session, root) if "[release.module-gone]" in one]
    assert len(found) == 1 and found[0].startswith(f"{COURSE}:36:1: warning: module 'later'")


def test_a_published_id_given_to_another_type_is_told(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    published(session, root)
    all_of(
        swap(QUIZ, "rev: 1\n    type: multiple", "rev: 2\n    type: single"),
        swap(QUIZ, "    score: net\n", ""),
        swap(QUIZ, "text: A concern., correct: true", "text: A concern., feedback: One of three."),
        material,
    )(root)
    (said,) = told(session, root)
    assert said.startswith(f"{QUIZ}:31:5: warning: 'su-parts' is published as multiple")


def test_an_item_in_another_module_is_told_at_its_id(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    published(session, root)
    whole = (root / QUIZ).read_text("utf-8")
    at = whole.index("  - id: su-parts")
    (root / QUIZ).write_text(whole[:at], "utf-8")
    add(ID_QUIZ, whole[at:])(root)
    found = [one for one in told(session, root) if "[release.item-moved]" in one]
    assert len(found) == 3 and all(one.startswith(f"{ID_QUIZ}:") for one in found)
    assert "'su-parts' is published in module 'speaking-up'" in found[0]


def test_an_objective_that_is_gone_or_checked_no_more_is_told(
    session: Session, tmp_path: Path
) -> None:
    root = copied(tmp_path)
    published(session, root)
    for file in (QUIZ, ID_QUIZ):
        path = root / file
        path.write_text(path.read_text("utf-8").replace("status: live", "status: watch"), "utf-8")
        path.write_text(path.read_text("utf-8").replace("percent: 60", "percent: 0"), "utf-8")
        path.write_text(path.read_text("utf-8").replace("percent: 50", "percent: 0"), "utf-8")
    found = told(session, root)
    assert {one.split("'")[1] for one in found if "[release.objective-lost]" in one} == {
        "say-it", "check-who",
    }  # fmt: skip
    for file in (COURSE, QUIZ, ID_QUIZ, MODULE, "crew/identity/module.md", PLAY):
        path = root / file
        path.write_text(path.read_text("utf-8").replace("say-it", "say-so"), "utf-8")
    (gone,) = [one for one in told(session, root) if "[release.objective-gone]" in one]
    assert gone.startswith(f"{COURSE}:16:1: warning: objective 'say-it' was published")


def test_void_that_is_taken_back_is_told(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    retired("su-parts", _VOID.format(1))(root)
    published(session, root)
    swap(QUIZ, "    void: {{from_release: 1, reason: The form changed.}}".replace("{{", "{")
         .replace("}}", "}"), "")(root)  # fmt: skip
    (said,) = told(session, root)
    assert "[release.void-gone]" in said and said.startswith(f"{QUIZ}:32:5")


def test_the_fingerprint_changes_with_what_is_live(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    before = against.fingerprint(session)
    published(session, root)
    after = against.fingerprint(session)
    assert before != after == against.fingerprint(session)


def test_a_module_moved_to_another_course_is_told_in_both_and_not_as_gone(
    session: Session, tmp_path: Path
) -> None:
    root = copied(tmp_path)
    all_of(copy("crew/identity", "crew/later"), drop("crew/later/quiz.yaml"), OTHER)(root)
    drop("ward/later")(root)
    swap(COURSE, ", identity]", ", identity, later]")(root)
    published(session, root)
    (root / "crew/later").rename(root / "ward/later")
    swap(COURSE, ", later]", "]")(root)
    swap("ward/course.yaml", ", identity]", ", identity, later]")(root)
    found = told(session, root)
    assert "release.module-gone" not in " ".join(found)
    crew, ward = (one for one in found if "[release.module-moved]" in one)
    assert crew.startswith(f"{COURSE}:36:1: warning: module 'later' goes to course 'ward'")
    assert ward.startswith("ward/course.yaml:36:34: warning: module 'later' comes from")
    assert [one for one in told(session, root, "ward") if "module-moved" in one] == [ward]


def test_a_library_that_is_not_published_yet_is_said(session: Session, tmp_path: Path) -> None:
    root = copied(tmp_path)
    put(session, *(one for one in compile_all(check(root).catalogue) if one.course == "crew"))
    assert "case library is not published yet" in notes(session, root)
    assert told(session, root) == []


def test_a_quiz_that_is_gone_with_its_items_is_told_at_its_module(
    session: Session, tmp_path: Path
) -> None:
    root = copied(tmp_path)
    extra = (root / QUIZ).read_text("utf-8")
    for name in ("su-first-words", "su-parts", "su-order", "su-think"):
        extra = extra.replace(f"id: {name}", f"id: later-{name}")
    all_of(copy("crew/speaking-up", "crew/later"), put_file("crew/later/quiz.yaml", extra))(root)
    swap(COURSE, ", identity]", ", identity, later]")(root)
    published(session, root)
    drop("crew/later/quiz.yaml")(root)
    found = [one for one in told(session, root) if "[release.item-gone]" in one]
    assert found and all(one.startswith("crew/later/module.md:1:1: error: ") for one in found)
