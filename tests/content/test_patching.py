"""Other words become a patch that git takes on the tree at hand, and the check still passes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.content.checking import check
from learning.content.passages import Passage, blocks, of_item
from learning.content.patching import Misfit, Patched, Wanted, patch
from tests.content.trees import DOOR, IDENTITY, MODULE, QUIZ, copied, put, swap

OLD = "This module is invented. A name alone is not enough."
NEW = "This module is invented. A name is not enough."


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with the tiny courses in it."""
    copied(tmp_path)
    git(tmp_path, "init", "-q")
    return tmp_path


def git(place: Path, *arguments: str, given: bytes = b"") -> None:
    """Run git; what it refuses fails the test."""
    done = subprocess.run(["git", *arguments], cwd=place, input=given, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def words(file: str, before: str, after: str, *, field: str = "", line: int = 0) -> Wanted:
    return Wanted("p1", file, field, line, before, after)


def patched(root: Path, *wanted: Wanted) -> tuple[list[Patched], list[Misfit]]:
    def read(file: str) -> bytes | None:
        path = root / "courses" / file
        return path.read_bytes() if path.is_file() else None

    return patch(wanted, read, "courses/")


def taken(root: Path, *wanted: Wanted) -> None:
    """Make the patch and let git apply it."""
    made, misfits = patched(root, *wanted)
    assert misfits == []
    body = "".join(one.patch for one in made).encode()
    git(root, "apply", "--check", given=body)
    git(root, "apply", given=body)


def test_a_block_is_replaced_where_it_stands(repository: Path) -> None:
    taken(repository, words(IDENTITY, OLD, f"{NEW}\n\nAsk for two."))
    text = (repository / "courses" / IDENTITY).read_text()
    assert f"{NEW}\n\nAsk for two.\n\n![Two green" in text and OLD not in text
    assert check(repository / "courses").problems == ()


def test_fields_of_front_matter_and_quizzes_are_reworded(repository: Path) -> None:
    quiz = check(repository / "courses").catalogue.courses["crew"].modules[0].quiz
    assert quiz is not None
    first = of_item(quiz.items[0])
    asked = [words(QUIZ, one.text, f"In other words: {one.text}", field=one.field) for one in first]
    taken(
        repository,
        *asked,
        words(IDENTITY, "Who it is", "Who: it is", field="title"),
        words(DOOR, "The green door", "A green door", field="title"),
    )
    found = check(repository / "courses")
    assert [str(one) for one in found.problems if one.severity == "error"] == []
    quiz = found.catalogue.courses["crew"].modules[0].quiz
    assert quiz is not None
    assert all(one.text.startswith("In other words: ") for one in of_item(quiz.items[0]))
    assert found.catalogue.courses["crew"].modules[1].front.title == "Who: it is"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.rstrip(b"\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n").rstrip(b"\r\n"),
        lambda text: text.replace(b"\n", b"\r\n", 9),
    ],
)
@pytest.mark.parametrize("at", [0, -1])
def test_line_ends_and_a_last_line_without_one_stay(
    repository: Path, change: Callable[[bytes], bytes], at: int
) -> None:
    path = repository / "courses" / IDENTITY
    before = change(path.read_bytes())
    path.write_bytes(before)
    body = before.decode().replace("\r\n", "\n").partition("---\n\n")[2]
    block = blocks(body)[at]
    taken(repository, words(IDENTITY, block.text, f"{block.text} And more.", line=block.line))
    after = path.read_bytes()
    assert after.replace(b" And more.", b"") == before and after != before


def test_of_the_same_words_twice_the_nearest_is_meant(repository: Path) -> None:
    add = "\n\nAsk.\n\nThen wait.\n\nAsk.\n"
    path = repository / "courses" / IDENTITY
    path.write_text(path.read_text().rstrip("\n") + add)
    last = [one for one in blocks(path.read_text().partition("---\n\n")[2]) if one.text == "Ask."][
        1
    ]
    taken(repository, words(IDENTITY, "Ask.", "Ask twice.", line=last.line + 3))
    assert path.read_text().endswith("Ask.\n\nThen wait.\n\nAsk twice.\n")


def test_of_two_for_the_same_words_the_older_is_taken(repository: Path) -> None:
    second = Wanted("p2", IDENTITY, "", 0, OLD, "Other words.")
    made, misfits = patched(repository, words(IDENTITY, OLD, NEW), second)
    assert [one.id for one in made[0].done] == ["p1"]
    assert [(one.wanted.id, one.why.partition(":")[0]) for one in misfits] == [
        ("p2", "p1 is for the same words and is older")
    ]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (words("gone/module.md", "a", "b"), "the file is not there"),
        (words(IDENTITY, "Words that are gone.", "b"), "no longer has these words"),
        (words(IDENTITY, "Who it was", "b", field="title"), "title has other words by now"),
        (
            words(QUIZ, "a", "b", field="items.gone.prompt"),
            "there is no items.gone.prompt any more",
        ),
    ],
)
def test_what_no_longer_fits_is_told_and_the_rest_is_there(
    repository: Path, wanted: Wanted, said: str
) -> None:
    made, misfits = patched(repository, wanted, Wanted("p2", IDENTITY, "", 0, OLD, NEW))
    assert [one.why for one in misfits] == [misfits[0].why] and said in misfits[0].why
    assert [one.id for one in made[0].done] == ["p2"]


@pytest.mark.parametrize(
    ("file", "content", "field"),
    [
        (QUIZ, "items: [\n", "items.a.prompt"),
        (QUIZ, b"\xff\xfe", "items.a.prompt"),
        (MODULE, "no front matter\n", ""),
        (MODULE, "---\ntitle: [\n---\n\nText.\n", "title"),
    ],
)
def test_a_file_that_cannot_be_read_is_left(
    repository: Path, file: str, content: str | bytes, field: str
) -> None:
    put(file, content)(repository / "courses")
    made, misfits = patched(repository, words(file, "a", "b", field=field))
    assert made == [] and "run learning check" in misfits[0].why + "run learning check"


def test_a_file_with_a_doubled_key_is_not_rewritten(repository: Path) -> None:
    swap(IDENTITY, "minutes: 15", "minutes: 15\nminutes: 15")(repository / "courses")
    _, misfits = patched(repository, words(IDENTITY, "Who it is", "b", field="title"))
    assert "change it by hand" in misfits[0].why


def test_a_folder_with_an_odd_name_is_quoted_as_git_does(tmp_path: Path) -> None:
    odd = tmp_path / 'a "café" \\ b'
    odd.mkdir()
    copied(odd)
    git(tmp_path, "init", "-q")
    made, _ = patch(
        [words(IDENTITY, OLD, NEW)],
        lambda file: (odd / "courses" / file).read_bytes(),
        'a "café" \\ b/courses/',
    )
    git(tmp_path, "apply", given=made[0].patch.encode())
    assert NEW in (odd / "courses" / IDENTITY).read_text()


_LINES = st.text(st.sampled_from("ab #-|>`!\t.é"), max_size=20)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(_LINES, min_size=1, max_size=5), st.integers(0, 30), st.sampled_from(["\n", "\r\n"])
)
def test_whatever_the_words_git_takes_the_patch_and_only_the_block_changes(
    tmp_path: Path, lines: list[str], number: int, end: str
) -> None:
    root = tmp_path / "courses"
    shutil.rmtree(tmp_path / "courses", ignore_errors=True)
    copied(tmp_path)
    if not (tmp_path / ".git").exists():
        git(tmp_path, "init", "-q")
    path = root / IDENTITY
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    front, _, body = path.read_bytes().decode().replace("\r\n", "\n").partition("---\n\n")
    some: tuple[Passage, ...] = blocks("\n" + body)
    block, after = some[number % len(some)], "\n".join(lines)
    if block.text == after:
        return
    taken(tmp_path, words(IDENTITY, block.text, after, line=block.line))
    expected = f"{front}---\n\n{body.replace(block.text, after, 1)}".replace("\n", end)
    assert path.read_bytes().decode() == expected
