"""The check tells every mistake an author can make, where it is, and nothing else."""

from __future__ import annotations

import datetime as dt
import gc
from pathlib import Path

import pytest

from learning.content import layout, reading
from learning.content.checking import check
from learning.content.problems import RULES
from tests.builders import COURSES
from tests.content import (
    mistakes_files,
    mistakes_items,
    mistakes_lists,
    mistakes_scenarios,
    mistakes_shapes,
    mistakes_texts,
)
from tests.content.trees import (
    COURSE,
    DOOR,
    FACTORS,
    ID_QUIZ,
    IDENTITY,
    MODULE,
    QUIZ,
    Change,
    Mistake,
    add,
    all_of,
    copied,
    copy,
    drop,
    lines,
    put,
    swap,
)

TODAY = dt.date(2027, 3, 3)
MISTAKES = [
    *mistakes_files.MISTAKES,
    *mistakes_shapes.MISTAKES,
    *mistakes_lists.MISTAKES,
    *mistakes_texts.MISTAKES,
    *mistakes_items.MISTAKES,
    *mistakes_scenarios.MISTAKES,
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.rule)
def test_a_mistake_breaks_its_rule_at_its_place(tmp_path: Path, mistake: Mistake) -> None:
    root = copied(tmp_path)
    mistake.change(root)
    told = check(root, today=TODAY).problems
    assert {problem.rule for problem in told} == {mistake.rule, *mistake.also}
    places = [
        f"{problem.file.removeprefix(root.as_posix()).lstrip('/')}:{problem.line}:{problem.column}"
        for problem in told
        if problem.rule == mistake.rule
    ]
    assert mistake.place in places
    assert all("\n" not in problem.message for problem in told)


def test_every_rule_is_broken_by_some_mistake() -> None:
    elsewhere = {"file.unreadable"}  # no file is unreadable to everyone who runs tests
    elsewhere |= {rule for rule in RULES if rule.startswith("release.")}  # these need releases
    assert {mistake.rule for mistake in MISTAKES} | elsewhere == set(RULES)


def test_a_file_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    root = copied(tmp_path)
    monkeypatch.setattr(reading.os, "open", refuse)
    told = check(root).problems
    assert {problem.rule for problem in told} == {"file.unreadable"}
    assert "cannot be opened (Permission denied)" in told[0].message


def test_the_tiny_courses_have_no_problem_and_hold_everything() -> None:
    checked = check(COURSES, today=TODAY)
    assert checked.problems == ()
    assert checked.files == 9
    catalogue = checked.catalogue
    assert [module.id for module in catalogue.courses["crew"].modules] == [
        "speaking-up",
        "identity",
    ]
    assert set(catalogue.cases) == {"in-01-the-green-door", "in-02-a-quiet-radio"}
    assert catalogue.factors is not None
    assert catalogue.broken == frozenset()
    identity = catalogue.courses["crew"].modules[1]
    assert identity.media["doors.png"].is_file()
    assert identity.quiz is not None
    kinds = {
        item.type for module in catalogue.courses["crew"].modules for item in module.quiz.items
    }
    assert kinds == {
        "single", "multiple", "ordering", "matching", "numeric", "reflect", "judgement"
    }  # fmt: skip


def test_the_shipped_courses_have_no_problem() -> None:
    root = COURSES.parent.parent / "courses"
    assert [str(problem) for problem in check(root).problems] == []


def test_all_problems_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    root = copied(tmp_path)
    all_of(
        swap(COURSE, "licence:", "license:"),
        swap(MODULE, "minutes: 10", "minutes: ten"),
        swap(QUIZ, "type: multiple", "type: multi"),
        put(IDENTITY, b"\xff"),
        swap(DOOR, "## What caught it", "## What saved it"),
        put("notes.txt", "x"),
    )(root)
    told = lines(root)
    assert told == sorted(told, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))
    assert [line.rpartition(" ")[2] for line in told] == [
        "[case.sections]", "[case.sections]", "[course.unknown-field]", "[file.encoding]",
        "[module.wrong-type]", "[quiz.bad-value]", "[file.unexpected]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (swap(COURSE, "title: A crew of two", "title: 2"), {"crew"}),
        (swap(QUIZ, "id: nothing", "id: fact"), {"crew"}),
        (put("crew/identity/media/a.svg", "x"), {"crew"}),
        (swap(DOOR, "stage: visit\n", ""), {"cases"}),
        (swap(FACTORS, "version: invented-1", "version: 1"), {"cases"}),
        (put("crew/notes.txt", "x"), set()),
    ],
)
def test_what_has_errors_is_broken_and_stops_nothing_else(
    tmp_path: Path, change: Change, broken: set[str]
) -> None:
    root = copied(tmp_path)
    copy("crew", "second")(root)
    change(root)
    checked = check(root)
    assert checked.catalogue.broken == broken
    assert "second" in checked.catalogue.courses


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (swap(COURSE, "title: A crew of two", "title: 2"), "course.wrong-type"),
        (swap(IDENTITY, "minutes: 15", "minutes: x"), "module.wrong-type"),
        (swap(ID_QUIZ, "percent: 50", "percent: x"), "quiz.wrong-type"),
        (swap(DOOR, "title: The green door", "title: 1"), "case.wrong-type"),
        (swap(FACTORS, "version: invented-1", "version: 1"), "factors.wrong-type"),
        (add(FACTORS, ": :\n"), "yaml.syntax"),
    ],
)
def test_what_names_a_broken_part_is_not_blamed_for_it(
    tmp_path: Path, change: Change, rule: str
) -> None:
    root = copied(tmp_path)
    change(root)
    assert [line.rpartition("[")[2][:-1] for line in lines(root)] == [rule]


def test_a_module_without_a_quiz_is_fine(tmp_path: Path) -> None:
    root = copied(tmp_path)
    all_of(drop(QUIZ), swap(MODULE, "[say-it]", "[check-who]"))(root)
    told = [line.rpartition(" ")[2] for line in lines(root)]
    assert told == ["[course.objective-with-one-item]"]
    assert check(root).catalogue.courses["crew"].modules[0].quiz is None


def test_factors_are_only_missed_where_some_are_named(tmp_path: Path) -> None:
    root = copied(tmp_path)
    all_of(
        drop(FACTORS),
        drop("cases"),
        swap(COURSE, "    factors: [tog.unspoken]\n", ""),
        swap(COURSE, "    factors: [com.identity]\n", ""),
        swap(MODULE, "factors: [tog.unspoken]\n", ""),
        swap(IDENTITY, "factors: [com.identity]\n", ""),
        drop("crew/scenarios"),
    )(root)
    assert not [line for line in lines(root) if "factors" in line]


def test_reviews_past_their_day_are_told_only_where_the_day_is_known() -> None:
    assert check(COURSES, today=dt.date(2100, 1, 1)).problems
    assert {one.rule for one in check(COURSES, today=dt.date(2100, 1, 1)).problems} == {
        "review.overdue"
    }
    assert check(COURSES).problems == ()


def test_a_windows_file_reads_as_any_other(tmp_path: Path) -> None:
    root = copied(tmp_path)
    for path in (*root.rglob("*.md"), *root.rglob("*.yaml")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert lines(root) == []
    before = check(COURSES).catalogue.courses["crew"]
    after = check(root).catalogue.courses["crew"]
    assert [one.document.source for one in after.modules] == [
        one.document.source for one in before.modules
    ]
    swap(MODULE, "minutes: 10", "minutes: ten")(root)
    assert lines(root)[0].startswith(f"{MODULE}:3:10: ")


def test_only_what_is_asked_for_is_told_and_looked_up_in_the_whole(tmp_path: Path) -> None:
    root = copied(tmp_path)
    copy("crew", "second")(root)
    swap(QUIZ, "cases: [in-02-a-quiet-radio]", "cases: [in-03]")(root)
    swap(COURSE, "title: A crew of two", "title: 2")(root)
    swap("second/course.yaml", "title: A crew of two", "title: 2")(root)
    for part, files, rules in [
        ("crew", 6, ["course.wrong-type", "item.unknown-case"]),
        ("crew/speaking-up", 2, ["item.unknown-case"]),
        (QUIZ, 1, ["item.unknown-case"]),
        (MODULE, 1, []),
        ("second/course.yaml", 1, ["course.wrong-type"]),
        ("cases", 2, []),
        (FACTORS, 1, []),
    ]:
        checked = check(root, root / part)
        assert [problem.rule for problem in checked.problems] == rules, part
        assert checked.files == files, part


def test_a_tree_is_named_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(tmp_path)
    swap(COURSE, "title: A crew of two", "title: 2")(root)
    monkeypatch.chdir(root)
    checked = check(Path())
    assert [problem.file for problem in checked.problems] == ["crew/course.yaml"]
    assert checked.catalogue.broken == {"crew"}
    monkeypatch.chdir(tmp_path)
    checked = check(Path("courses"), Path("courses/crew"))
    assert [problem.file for problem in checked.problems] == ["courses/crew/course.yaml"]
    assert checked.catalogue.broken == {"crew"}


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        check(COURSES)
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_an_ordering_item_may_say_its_feedback_step_by_step(tmp_path: Path) -> None:
    root = copied(tmp_path)
    swap(QUIZ, "      incorrect: The fact comes first, and an apology has no place here.\n", "")(
        root
    )
    for name in ("The fact", "The concern", "The proposal", "The apology"):
        swap(QUIZ, f"text: {name}}}", f"text: {name}, feedback: Look again.}}")(root)
    assert lines(root) == []


def test_a_folder_that_may_not_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> object:
        raise PermissionError(13, "Permission denied")

    root = copied(tmp_path)
    monkeypatch.setattr(layout.os, "scandir", refuse)
    (told,) = check(root).problems
    assert told.rule == "file.unreadable"
    (told,) = check(tmp_path / "nowhere").problems
    assert told.rule == "file.unreadable"
