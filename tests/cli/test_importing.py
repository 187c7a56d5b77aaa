"""GIFT is taken into a module as drafts that pass the check, and nothing else of it changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from learning.cli import root, writing
from learning.content.checking import check
from learning.content.reading import TEXT_LIMIT
from learning.errors import LearningError
from learning.interop.gift.opening import MOST_BYTES
from tests.content.trees import ID_QUIZ, IDENTITY, add, copied, drop, put, swap

SOUND = """\
::Doors::Which door? {=The green one#It was green. ~The blue one#It was not.}

How many? {#2:1}
"""
WORD = "--objective=check-who"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with courses in it, as an author stands in it, and a GIFT file beside them."""
    monkeypatch.delenv("LEARNING_COURSES", raising=False)
    monkeypatch.delenv("LEARNING_INSTANCE", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("a.gift").write_text(SOUND, "utf-8")
    return copied(tmp_path)


def run(*words: str, module: str = "crew/identity") -> Result:
    return CliRunner().invoke(root, ["import", "gift", "a.gift", "--module", module, *words])


def refusal(told: Result) -> str:
    """The sentence of a refusal."""
    if isinstance(told.exception, LearningError):
        return told.exception.text
    assert told.exit_code == 2
    return told.stderr


def errors(here: Path) -> list[str]:
    return [str(one) for one in check(here).problems if one.severity == "error"]


def listed(here: Path) -> list[Any]:
    return list(yaml.safe_load((here / ID_QUIZ).read_text("utf-8"))["items"])


def test_a_dry_run_says_what_would_be_added_and_changes_nothing(here: Path) -> None:
    before = (here / ID_QUIZ).read_bytes()
    told = run(WORD)
    assert told.exit_code == 0
    assert "a.gift:1: add: 'doors', single: Which door?" in told.stdout
    assert "a.gift:3: add: 'how-many', numeric: How many?" in told.stdout
    assert "2 to add, 0 there already, 0 left out." in told.stdout
    assert "objective (2), level (2), sources (2), review (2)" in told.stdout
    assert "Add --apply" in told.stdout
    assert (here / ID_QUIZ).read_bytes() == before


def test_what_is_added_passes_the_check_and_stands_behind_what_was_there(here: Path) -> None:
    before = (here / ID_QUIZ).read_text("utf-8")
    told = run(WORD, "--source=letter", "--apply")
    assert told.exit_code == 0
    assert "Added 2 drafts to courses/crew/identity/quiz.yaml" in told.stdout.replace(os.sep, "/")
    assert errors(here) == []
    after = (here / ID_QUIZ).read_text("utf-8")
    assert after.startswith(before)
    new = listed(here)[-2:]
    assert [(one["id"], one["status"], one["objective"]) for one in new] == [
        ("doors", "draft", "check-who"),
        ("how-many", "draft", "check-who"),
    ]
    assert new[0]["sources"] == [{"id": "letter"}]
    assert [one.name for one in (here / "crew/identity").iterdir() if one.name[0] == "."] == []


def test_the_same_file_twice_adds_nothing(here: Path) -> None:
    run(WORD, "--apply")
    once = (here / ID_QUIZ).read_bytes()
    told = run(WORD, "--apply")
    assert told.exit_code == 0
    assert "0 to add, 2 there already" in told.stdout
    assert "There is nothing to add." in told.stdout
    assert (here / ID_QUIZ).read_bytes() == once


def test_an_objective_is_asked_for_where_there_are_several(here: Path) -> None:
    told = run("--apply")
    assert told.exit_code == 1
    assert refusal(told) == (
        "2 of the items name no objective. Add --objective: check-who or say-it."
    )
    assert all(one["id"] != "doors" for one in listed(here))


def test_the_one_objective_of_a_module_is_taken(here: Path) -> None:
    swap(IDENTITY, "objectives: [check-who, say-it]", "objectives: [check-who]")(here)
    assert run().exit_code == 0


def test_a_module_without_a_quiz_gets_one_that_passes_the_check(here: Path) -> None:
    drop(ID_QUIZ)(here)
    assert run(WORD, "--apply").exit_code == 0
    assert errors(here) == []
    assert [one["id"] for one in listed(here)] == ["doors", "how-many"]


def test_an_exported_file_comes_home_to_an_empty_module(here: Path) -> None:
    CliRunner().invoke(root, ["export", "gift", "crew/identity", "--out", "a.gift"])
    was = {one["id"]: one for one in listed(here)}
    drop(ID_QUIZ)(here)
    told = run("--apply")
    assert told.exit_code == 0, refusal(told)
    assert "Put in" not in told.stdout
    assert errors(here) == []
    for one in listed(here):
        assert {**one, "status": was[one["id"]]["status"]} == was[one["id"]]


def test_what_does_not_pass_the_check_is_left_out_with_its_reason(here: Path) -> None:
    link = "[markdown]See [the page](no-such-page.md). {T}\n\n"
    Path("a.gift").write_text(link + SOUND, "utf-8")
    told = run(WORD, "--apply")
    assert told.exit_code == 0
    assert "a.gift:1: left out: 'see-the-page':" in told.stdout
    assert "2 to add" in told.stdout
    assert errors(here) == []


def test_nothing_that_could_be_taken_exits_1(here: Path) -> None:
    Path("a.gift").write_text("Write. {}\n\nopen {=a", "utf-8")
    told = run(WORD)
    assert told.exit_code == 1
    assert "a.gift:3: left out: the { is not closed" in told.stdout


def test_a_quiz_that_would_have_too_many_items_is_left_alone(here: Path) -> None:
    Path("a.gift").write_text("\n\n".join(f"Item {at}? {{T}}" for at in range(300)), "utf-8")
    told = run(WORD, "--apply")
    assert told.exit_code == 1
    assert "A quiz holds at most 200 items" in refusal(told)
    assert "100 more to add are not listed." in told.stdout
    assert errors(here) == []


def test_what_is_wrong_with_many_lines_is_told_up_to_a_number(here: Path) -> None:
    Path("a.gift").write_text(SOUND + "\n" + "a } alone\n\n" * 250, "utf-8")
    told = run(WORD)
    assert told.stdout.count(": left out: ") == 200
    assert "50 more left out are not listed." in told.stdout
    assert "2 to add, 0 there already, 250 left out." in told.stdout


@pytest.mark.parametrize(
    ("words", "module", "said"),
    [
        ([], "crew/identty", "no module 'identty', did you mean 'identity'?"),
        ([], "crw/identity", "no course 'crw', did you mean 'crew'?"),
        ([], "crew", "Name the course and the module: crew/MODULE"),
        ([], "/", "COURSE/MODULE"),
        ([], "../identity", "no course '..'"),
        (["--objective=chek-who"], "crew/identity", "did you mean 'check-who'?"),
        (["--source=xyz"], "crew/identity", "'xyz' is no source of this course. There are handb"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_what_is(
    here: Path, words: list[str], module: str, said: str
) -> None:
    told = run(*words, module=module)
    assert told.exit_code == 2
    assert said in " ".join(told.stderr.split())


def test_no_folder_of_courses_is_told(here: Path) -> None:
    here.rename(here.with_name("elsewhere"))
    told = run()
    assert told.exit_code == 2
    assert "There is no folder courses." in told.stderr


@pytest.mark.parametrize("broken", [ID_QUIZ, IDENTITY, "crew/course.yaml"])
def test_a_module_that_cannot_be_read_is_put_right_first(here: Path, broken: str) -> None:
    put(broken, "items: [")(here)
    told = run(WORD)
    assert told.exit_code == 1
    assert "put that right first" in refusal(told)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\0\0", "no text"),
        (b"a" * (MOST_BYTES + 10), "5 megabytes"),
    ],
)
def test_a_file_that_is_no_gift_is_refused(here: Path, body: bytes, said: str) -> None:
    Path("a.gift").write_bytes(body)
    told = run(WORD)
    assert told.exit_code == 1
    assert said in refusal(told)


def test_windows_files_are_read(here: Path) -> None:
    Path("a.gift").write_bytes("Zoë’s door? {T}\r\n\r\nNo? {F}".encode("cp1252"))
    told = run(WORD, "--apply")
    assert "Read a.gift as Windows-1252." in told.stdout
    assert listed(here)[-2]["prompt"] == "Zoë’s door?"


def test_a_list_that_cannot_be_added_to_safely_is_left_alone(here: Path) -> None:
    quiz = yaml.safe_load((here / ID_QUIZ).read_text("utf-8"))
    for one in quiz["items"]:
        one["review"] = {name: str(day) for name, day in one["review"].items()}
        if "panel" in one:
            one["panel"]["date"] = str(one["panel"]["date"])
    put(ID_QUIZ, yaml.safe_dump(quiz, default_flow_style=True, sort_keys=False))(here)
    told = run(WORD, "--apply")
    assert "could not be read safely" in refusal(told)


def test_a_quiz_that_grew_too_large_is_refused_whole(here: Path) -> None:
    room = TEXT_LIMIT - (here / ID_QUIZ).stat().st_size
    add(ID_QUIZ, f"#{'x' * (room - 20)}\n")(here)
    told = run(WORD, "--apply")
    assert "would not pass the check" in refusal(told)


def test_a_file_that_was_saved_meanwhile_is_not_written_over(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from learning.cli import importing

    real = importing.prove

    def saved(*arguments: Any) -> Any:
        add(ID_QUIZ, "# saved by somebody\n")(here)
        return real(*arguments)

    monkeypatch.setattr(importing, "prove", saved)
    assert "was saved just now" in refusal(run(WORD, "--apply"))


def test_a_folder_that_may_not_be_written_to_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, text: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing, "replace", refuse)
    assert "cannot be written (Permission denied)" in refusal(run(WORD, "--apply"))


def test_a_module_whose_objectives_are_not_the_courses_is_put_right_first(here: Path) -> None:
    swap(IDENTITY, "objectives: [check-who, say-it]", "objectives: [other]")(here)
    assert "names no objective of its course" in refusal(run())
