"""Drafts follow what authors save, and keep what could last be read."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.content.checking import check
from learning.content.drafts import Drafts
from tests.content.trees import COURSE, DOOR, FACTORS, IDENTITY, MODULE, QUIZ, copied, put, swap

SAVED = {Path(MODULE)}


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(copied(tmp_path), lambda: dt.date(2026, 11, 25))


def title(drafts: Drafts) -> str:
    course = drafts.course("crew")
    assert course is not None
    own = course.modules["speaking-up"].module
    assert own is not None
    return own.front.title


def test_a_course_is_read_with_its_modules_and_the_library(drafts: Drafts) -> None:
    course = drafts.course("crew")
    assert course is not None and course.course is not None
    assert set(course.modules) == {"speaking-up", "identity"}
    assert not course.stale and not course.problems
    assert set(course.library.catalogue.cases) == {"in-01-the-green-door", "in-02-a-quiet-radio"}
    assert drafts.ids() == ["crew"]
    assert drafts.files("crew") + drafts.files("cases") == check(drafts.root).files
    assert set(course.scenarios) == {path.stem for path in drafts.root.glob("crew/scenarios/*")}


def test_nothing_is_read_again_until_it_has_changed(drafts: Drafts) -> None:
    before = title(drafts)
    swap(MODULE, f"title: {before}", "title: Another")(drafts.root)
    assert title(drafts) == before
    assert drafts.forget(SAVED) == {"crew"}
    assert title(drafts) == "Another"


def test_a_module_saved_half_written_stays_as_it_was_and_heals(drafts: Drafts) -> None:
    before, whole = title(drafts), (drafts.root / MODULE).read_bytes()
    put(MODULE, whole[:60])(drafts.root)
    drafts.forget(SAVED)
    assert title(drafts) == before
    course = drafts.course("crew")
    assert course is not None
    file = (drafts.root / MODULE).as_posix()
    assert course.modules["speaking-up"].stale == {file}
    assert [one.file for one in course.problems if one.severity == "error"] == [file]
    put(MODULE, whole)(drafts.root)
    drafts.forget(SAVED)
    course = drafts.course("crew")
    assert course is not None and not course.modules["speaking-up"].stale


def test_the_text_goes_on_while_its_fields_are_broken(drafts: Drafts) -> None:
    title(drafts)
    swap(MODULE, "minutes:", "minuets:")(drafts.root)
    swap(MODULE, "Why it is hard", "Why it is so hard")(drafts.root)
    drafts.forget(SAVED)
    course = drafts.course("crew")
    assert course is not None
    own = course.modules["speaking-up"].module
    assert own is not None
    assert own.document.headings[0].text == "Why it is so hard"


@pytest.mark.parametrize("broken", [b"\xff\xfe\x00", b"items: [", b""])
def test_a_broken_quiz_stays_as_it_was(drafts: Drafts, broken: bytes) -> None:
    first = drafts.course("crew")
    put(QUIZ, broken)(drafts.root)
    drafts.forget({Path(QUIZ)})
    second = drafts.course("crew")
    assert first and second
    was, now = first.modules["speaking-up"], second.modules["speaking-up"]
    assert was.module and now.module and now.module.quiz == was.module.quiz
    assert now.stale == {(drafts.root / QUIZ).as_posix()}


def test_what_was_never_whole_is_not_there(tmp_path: Path) -> None:
    root = copied(tmp_path)
    put(COURSE, "title: [")(root)
    put(MODULE, "no fields at all")(root)
    course = Drafts(root, lambda: dt.date(2026, 11, 25)).course("crew")
    assert course is not None
    assert course.course is None
    assert course.modules["speaking-up"].module is None
    assert not course.stale


def test_what_is_deleted_does_not_stay(drafts: Drafts) -> None:
    title(drafts)
    shutil.rmtree(drafts.root / "crew" / "speaking-up")
    drafts.forget(SAVED)
    course = drafts.course("crew")
    assert course is not None
    assert set(course.modules) == {"identity"}
    (drafts.root / DOOR).unlink()
    drafts.forget({Path(DOOR)})
    assert set(drafts.library().catalogue.cases) == {"in-02-a-quiet-radio"}


def test_a_course_that_is_renamed_is_another_one(drafts: Drafts) -> None:
    title(drafts)
    (drafts.root / "crew").rename(drafts.root / "team")
    assert drafts.forget({Path("crew"), Path("team")}) >= {"crew", "cases"}
    assert drafts.course("crew") is None
    assert drafts.course("team") is not None
    assert drafts.ids() == ["team"]


def test_every_course_rests_on_the_library(drafts: Drafts) -> None:
    title(drafts)
    (drafts.root / DOOR).unlink()
    assert drafts.forget({Path(DOOR)}) == {"cases", "crew"}
    problems = drafts.problems("crew")
    assert any("in-01-the-green-door" in one.message for one in problems)


def test_broken_factors_and_cases_stay_as_they_were(drafts: Drafts) -> None:
    before = drafts.library().catalogue
    put(FACTORS, "groups: [")(drafts.root)
    put(DOOR, "---\ntitle: [\n---\n")(drafts.root)
    drafts.forget({Path(FACTORS), Path(DOOR)})
    after = drafts.library()
    assert after.catalogue.factors == before.factors
    assert after.catalogue.cases["in-01-the-green-door"] == before.cases["in-01-the-green-door"]
    assert after.stale == {(drafts.root / one).as_posix() for one in (FACTORS, DOOR)}
    assert {one.file for one in drafts.problems("cases")} >= after.stale


def test_a_module_that_the_course_does_not_list_is_there_and_said_to_be(drafts: Drafts) -> None:
    shutil.copytree(drafts.root / "crew" / "identity", drafts.root / "crew" / "extra")
    course = drafts.course("crew")
    assert course is not None
    assert [one.id for one in course.modules.values() if not one.listed] == ["extra"]


@pytest.mark.parametrize("name", ["cases", "..", "Crew", "no-such"])
def test_what_is_no_course_is_none(drafts: Drafts, name: str) -> None:
    assert drafts.course(name) is None


def test_a_folder_that_has_vanished_has_nothing_and_says_so(drafts: Drafts) -> None:
    title(drafts)
    shutil.rmtree(drafts.root)
    drafts.forget({Path()})
    assert drafts.ids() == []
    assert drafts.course("crew") is None
    assert [one.rule for one in drafts.problems("cases")][:1] == ["file.unreadable"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from((MODULE, QUIZ, IDENTITY)), st.binary(max_size=9)), max_size=4
    )
)
def test_what_is_remembered_tells_the_same_as_what_is_read_anew(
    tmp_path: Path, saves: list[tuple[str, bytes]]
) -> None:
    root = tmp_path / "again" / "courses"
    shutil.rmtree(root, ignore_errors=True)
    drafts = Drafts(copied(root.parent), lambda: dt.date(2026, 11, 25))
    for file, more in saves:
        drafts.course("crew")
        put(file, (root / file).read_bytes() + more)(root)
        drafts.forget({Path(file)})
    told = check(root, root / "crew", dt.date(2026, 11, 25))
    assert (drafts.problems("crew"), drafts.files("crew")) == (told.problems, told.files)
