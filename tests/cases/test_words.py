"""Every code of a case has plain words, and its sentences say no more than the codes do."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from learning.cases import words
from learning.content.model import CaseFront, CaughtBy, CaughtWhen, Outcome, Setting, Stage


def _front(**codes: Any) -> CaseFront:
    """A case about a child, with these codes."""
    written = {
        "title": "The wrong door",
        "status": "live",
        "class": "NM",
        "kind": "near_miss",
        "domain": "child_protection",
        "stage": "visit",
        "factors": [{"id": "com.identity", "effect": "hindered"}],
        "caught_by": "family",
        "caught_when": "same_day",
        "outcome": "caught_before_child",
        "source": {"publisher": "P", "reference": "R", "licence": "L", "evidence": "primary"},
    }
    return CaseFront.model_validate(written | codes)


def _field(name: str) -> tuple[str, ...]:
    """The codes an author may write in a field of a case."""
    return get_args(CaseFront.model_fields[name].annotation)


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (words.STAGE, get_args(Stage)),
        (words.SETTING, get_args(Setting)),
        (words.CAUGHT_BY, get_args(CaughtBy)),
        (words.CAUGHT_WHEN, get_args(CaughtWhen)),
        (words.OUTCOME, get_args(Outcome)),
        (words.KIND, _field("kind")),
        (words.BEGINNING, _field("kind")),
        (words.CLASS, _field("class_")),
        (words.DOMAIN, _field("domain")),
        (words.END, _field("domain")),
        (words.EFFECT, ("hindered", "helped")),
        (words.EVIDENCE, ("primary", "secondary")),
    ],
)
def test_every_code_has_words_and_no_code_is_shown_raw(
    table: dict[str, str], codes: tuple[str, ...]
) -> None:
    assert set(table) == set(codes)
    assert all(said and "_" not in said for said in table.values())


def test_what_caught_it_is_said_with_the_time() -> None:
    assert words.caught(_front()) == "Caught by a parent or somebody in a family, the same day"


def test_a_time_that_is_not_known_is_not_mentioned() -> None:
    assert (
        words.caught(_front(caught_when="unknown")) == "Caught by a parent or somebody in a family"
    )


def test_chance_is_never_said_to_have_caught_anything() -> None:
    assert words.caught(_front(caught_by="chance")) == "Stopped by chance, the same day"


def test_nothing_is_claimed_where_nothing_caught_it_or_nobody_knows() -> None:
    assert words.caught(_front(caught_by="not_caught")) == "Not caught"
    assert words.caught(_front(caught_by="unknown")) == "What caught it is not known"


def test_reports_from_the_air_speak_of_people_on_board_and_not_of_a_child() -> None:
    flown = _front(domain="aviation", outcome="reached_child_no_known_harm")
    assert words.outcome(flown) == "It reached the people on board; no harm is known"


def test_outcomes_keep_what_is_not_known_open() -> None:
    unsure = _front(outcome="harm_possible_or_unknown")
    assert words.outcome(unsure) == "Whether it harmed the child or the family is not known"


def test_in_a_success_nothing_was_let_through() -> None:
    assert words.effect(_front(), "hindered") == "let it through"
    assert words.effect(_front(kind="success"), "hindered") == "pulled the other way"
    assert words.effect(_front(kind="success"), "helped") == words.effect(_front(), "helped")
