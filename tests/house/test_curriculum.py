"""The shipped courses hold what is promised of them: one sentence a rule, and no exceptions.

A failure names file, line and what to do. The rules are in `*_rules.py` beside this file, their own
tests in `test_curriculum_rules.py` and `test_quiz_rules.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from learning.content.building import Case, Module
from learning.content.checking import check
from learning.content.trace_gaps import gaps
from learning.content.tracing import trace
from tests.house import curriculum, library_rules, module_rules, name_rules, quiz_rules
from tests.house import wording_rules as wording
from tests.house.curriculum import COURSES, Finding, cases, lines, modules, sentences

EVERY_MODULE: dict[str, Callable[[Module], list[Finding]]] = {
    "is whole": lambda module: module_rules.misshapen(module, cases()),
    "can be read at fourteen": module_rules.too_hard,
    "says where in its sources": module_rules.without_ground,
    "explains each term of flying where it first stands": lambda module: wording.unexplained(
        module.file, wording.in_order(module)
    ),
    "keeps to the words of the house": lambda module: wording.unwanted(
        module.file, wording.texts_of(module)
    ),
    "has no name of a fact sheet": lambda module: name_rules.names_of_sheets(
        module.file, wording.texts_of(module)
    ),
    "has no capital that might name somebody": lambda module: name_rules.strange_capitals(
        module.file, wording.texts_of(module)
    ),
    "has no long sentence": lambda module: wording.long_sentences(
        module.file, sentences(wording.texts_of(module))
    ),
}
EVERY_QUIZ: dict[str, Callable[[Module], list[Finding]]] = {
    "is whole": quiz_rules.misshapen,
    "cannot be guessed from the places of its keys": quiz_rules.uneven_keys,
    "cannot be guessed from the length of its options": quiz_rules.long_keys,
    "says why of every option": quiz_rules.without_feedback,
    "says where in its sources, and stores no reflection": quiz_rules.without_ground,
    "speaks of no option above": wording.options_above,
    "shows each negative it asks for": wording.bare_negatives,
    "keeps to the words of the house": lambda module: wording.unwanted(
        wording.quiz_file(module), wording.texts_of_quiz(module)
    ),
    "has no name of a fact sheet": lambda module: name_rules.names_of_sheets(
        wording.quiz_file(module), wording.texts_of_quiz(module)
    ),
    "has no long sentence": lambda module: wording.long_sentences(
        wording.quiz_file(module), sentences(wording.texts_of_quiz(module))
    ),
}
EVERY_CASE: dict[str, Callable[[Case], list[Finding]]] = {
    "names its sheet and has its class": library_rules.against_sheet,
    "tells no number that its sheet has not": library_rules.numbers_beyond,
    "says of a report what reports are": library_rules.without_disclaimer,
    "is as long as a story": library_rules.of_wrong_length,
    "can be read at fourteen": module_rules.too_hard,
    "explains each term of flying where it first stands": library_rules.unexplained,
    "keeps to the words of the house": lambda case: wording.unwanted(
        case.file, wording.texts_of_case(case)
    ),
    "has no name of a fact sheet": lambda case: name_rules.names_of_sheets(
        case.file, wording.texts_of_case(case)
    ),
    "has no capital that might name somebody": lambda case: name_rules.strange_capitals(
        case.file, wording.texts_of_case(case)
    ),
    "has no long sentence": lambda case: wording.long_sentences(
        case.file, sentences(wording.texts_of_case(case))
    ),
}


@pytest.mark.parametrize("rule", EVERY_MODULE)
def test_every_module_keeps_the_rule(rule: str) -> None:
    assert lines(one for module in modules() for one in EVERY_MODULE[rule](module)) == ""


@pytest.mark.parametrize("rule", EVERY_QUIZ)
def test_every_quiz_keeps_the_rule(rule: str) -> None:
    assert lines(one for module in modules() for one in EVERY_QUIZ[rule](module)) == ""


@pytest.mark.parametrize("rule", EVERY_CASE)
def test_every_case_keeps_the_rule(rule: str) -> None:
    shown = library_rules.live(cases())
    assert lines(one for case in shown for one in EVERY_CASE[rule](case)) == ""


def test_everything_that_lies_there_was_read_and_is_in_a_course() -> None:
    listed = {
        f"{name}/{one}"
        for name, (_, front) in curriculum.courses().items()
        for one in front.modules
    }
    assert {module.id for module in modules()} == listed
    assert len(cases()) == len([*(COURSES / "cases").glob("*.md")])
    assert sorted(curriculum.courses()) == sorted(
        path.parent.name for path in COURSES.glob("*/course.yaml")
    )


def test_the_check_has_no_problem_with_what_is_shipped() -> None:
    assert [str(problem) for problem in check(COURSES).problems] == []


def test_no_thread_breaks_off_between_task_objective_source_and_item() -> None:
    traced = trace(check(COURSES).catalogue)
    told = [f"{gap.course}/{gap.id}: {gap.message}" for one in traced.courses for gap in gaps(one)]
    assert told == []


def test_no_review_was_due_before_the_newest_change() -> None:
    """Against the course's own history and not against today: a test must not fail by itself."""
    newest = {
        name: max(change.date for change in front.changes)
        for name, (_, front) in curriculum.courses().items()
    }
    assert (
        lines(
            one
            for module in modules()
            for one in module_rules.overdue(module, newest[module.id.partition("/")[0]])
        )
        == ""
    )


def test_the_keys_of_all_quizzes_together_cannot_be_guessed_from_their_places() -> None:
    found = quiz_rules.balance(item for module in modules() for item in quiz_rules.chosen(module))
    assert found.is_even, (found, found.statistic, found.critical)


def test_an_item_has_its_name_for_itself_in_its_course() -> None:
    for name in curriculum.courses():
        within = [module for module in modules() if module.id.startswith(f"{name}/")]
        assert quiz_rules.twice(within) == {}


def test_the_library_has_at_least_fifty_cases() -> None:
    assert len(library_rules.live(cases())) >= library_rules.FEWEST


def test_one_case_in_eight_went_well_or_was_well_recovered() -> None:
    shown = library_rules.live(cases())
    good = library_rules.successes(shown)
    assert len(good) * library_rules.SHARE >= len(shown), [case.id for case in good]


def test_no_sheet_is_told_twice() -> None:
    named = [case.front.source.sheet for case in library_rules.live(cases())]
    assert sorted(named) == sorted(set(named))


def test_each_reason_for_a_long_sentence_is_still_needed() -> None:
    texts = [text for module in modules() for text in wording.texts_of(module)]
    texts += [text for case in cases() for text in wording.texts_of_case(case)]
    assert wording.idle_reasons(sentences(texts), wording.REASONS) == []


def test_the_list_of_capitals_holds_nothing_that_is_gone() -> None:
    texts = [text for module in modules() for _, text in wording.texts_of(module)]
    texts += [text for case in cases() for _, text in wording.texts_of_case(case)]
    assert name_rules.idle(" ".join(texts)) == []


def test_a_number_counted_by_us_is_still_told() -> None:
    assert library_rules.idle_numbers(cases()) == []


def test_the_measured_reading_ages_stand_in_the_guide() -> None:
    guide = (COURSES / "README.md").read_text(encoding="utf-8")
    missing = [row for module in modules() if (row := module_rules.stale_row(module, guide))]
    assert missing == [], "courses/README.md, section 16: write these rows\n" + "\n".join(missing)
