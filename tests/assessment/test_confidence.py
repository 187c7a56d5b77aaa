"""How sure a learner says they are."""

from __future__ import annotations

import json

import pytest

from learning.assessment.confidence import Asked, Confidence, read_confidence
from learning.errors import Invalid


def test_confidence_is_three_words_and_never_a_mark() -> None:
    assert [word.label for word in Confidence] == ["guessing", "fairly sure", "certain"]
    assert json.loads(json.dumps(list(Confidence))) == ["guessing", "sure", "certain"]


@pytest.mark.parametrize("asked", ["optional", "required"])
def test_a_word_that_was_said_is_kept(asked: Asked) -> None:
    assert read_confidence(asked, {"confidence": ["sure"]}) is Confidence.SURE


def test_a_quiz_that_does_not_ask_keeps_nothing() -> None:
    assert read_confidence("off", {"confidence": ["certain"]}) is None


def test_an_optional_confidence_may_be_left_out() -> None:
    assert read_confidence("optional", {"confidence": [""]}) is None
    assert read_confidence("optional", {}) is None


@pytest.mark.parametrize("said", [[], [""], ["very"], ["fairly sure"], ["sure", "certain"]])
def test_a_required_confidence_is_one_of_the_three_words(said: list[str]) -> None:
    with pytest.raises(Invalid, match="guessing, fairly sure or certain"):
        read_confidence("required", {"confidence": said})


def test_another_word_is_refused_even_where_it_is_optional() -> None:
    with pytest.raises(Invalid):
        read_confidence("optional", {"confidence": ["very"]})
