"""Only ordinary files inside the tree are read, whatever else lies there."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.content.layout import find, is_id, root_of
from learning.content.problems import Notebook
from tests.builders import COURSES
from tests.content.trees import all_of, copied, copy, lines, link, put


def test_the_tree_is_found_by_the_names_of_its_folders() -> None:
    tree = find(COURSES, Notebook())
    assert set(tree.courses) == {"crew"}
    assert set(tree.courses["crew"].modules) == {"speaking-up", "identity"}
    assert set(tree.courses["crew"].modules["identity"].media) == {"doors.png"}
    assert set(tree.cases) == {"in-01-the-green-door", "in-02-a-quiet-radio"}
    assert tree.factors == COURSES / "factors.yaml"


def test_hidden_files_readmes_and_licences_are_passed_over(tmp_path: Path) -> None:
    root = copied(tmp_path)
    names = [".git/config", ".DS_Store", "README.md", "README", "LICENSE", "LICENCE.txt"]
    for folder in ("", "cases/", "crew/", "crew/identity/", "crew/identity/media/"):
        for name in names:
            put(folder + name, "x")(root)
    link("crew/.away", "/etc")(root)
    assert lines(root) == []


def test_a_link_is_told_and_never_followed(tmp_path: Path) -> None:
    root = copied(tmp_path)
    outside = tmp_path / "outside"
    copy("crew", "../outside")(root)
    all_of(
        link("away", str(outside)),
        link("crew/round", ".."),
        link("cases/in-03.md", str(outside / "course.yaml")),
        link("crew/identity/media/passwd.png", "/etc/passwd"),
        link("crew/dead", "nowhere"),
    )(root)
    assert [line.rpartition(" ")[2] for line in lines(root)] == ["[file.symlink]"] * 5
    tree = find(root, Notebook())
    assert "away" not in tree.courses
    assert "in-03" not in tree.cases


def test_the_folder_of_courses_may_itself_be_a_link(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (tmp_path / "here").symlink_to(root)
    assert lines(tmp_path / "here") == []


def test_names_that_are_no_text_are_told_in_letters(tmp_path: Path) -> None:
    root = copied(tmp_path)
    for name in (b"crew/a\xff.md", b"crew/b\nc.md"):
        try:
            Path(str(root), name.decode("utf-8", "surrogateescape")).write_text("x")
        except OSError:
            pytest.skip("this file system keeps such names out")
    told = lines(root)
    assert told[0].startswith("crew/a\\udcff.md:1:1: error: the name is not UTF-8")
    assert told[1].startswith("crew/b\\nc.md:1:1: warning: 'b\\nc.md' is not read")
    assert all(line.isascii() and "\n" not in line for line in told)


def test_a_folder_that_is_no_course_is_kept_out_of_the_tree_of_ids(tmp_path: Path) -> None:
    root = copied(tmp_path)
    copy("crew", "Crew Two")(root)
    told = lines(root)
    assert told == [
        "Crew Two:1:1: error: the folder 'Crew Two' needs a name in small letters, digits and "
        "single hyphens, did you mean 'crew-two'? [file.name]"
    ]


def test_the_library_is_no_course(tmp_path: Path) -> None:
    root = copied(tmp_path)
    copy("crew/course.yaml", "cases/course.yaml")(root)
    assert "give the course another folder [course.reserved-id]" in lines(root)[0]


@pytest.mark.parametrize(
    "part",
    ["", "crew", "crew/course.yaml", "crew/identity", "crew/identity/quiz.yaml",
     "crew/identity/media", "crew/identity/media/doors.png", "cases", "factors.yaml",
     "cases/in-01-the-green-door.md"],
)  # fmt: skip
def test_the_folder_of_courses_is_found_from_anything_in_it(part: str) -> None:
    assert root_of(COURSES / part) == COURSES


@pytest.mark.parametrize(
    ("name", "good"),
    [("crew", True), ("in-01", True), ("", False), ("Crew", False), ("a--b", False), ("a b", False),
     ("-a", False), ("é", False), ("a" * 60, True), ("a" * 61, False), ("..", False)],
)  # fmt: skip
def test_an_id_has_one_form(name: str, good: bool) -> None:
    assert is_id(name) is good
