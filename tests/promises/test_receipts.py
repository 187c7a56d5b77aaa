"""The receipt: known however it is typed, and never told by how a wrong one is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from learning.reports import receipts
from tests.pages import Page
from tests.promises.place import Place

_JOINTS = st.sampled_from([" ", "  ", "-", "\n", ", ", "\N{NO-BREAK SPACE}", "\t", ""])
_CASES = st.sampled_from([str.lower, str.upper, str.title])


@tried(max_examples=50)
@given(
    seed=st.binary(min_size=32, max_size=32),
    joints=st.lists(_JOINTS, min_size=8, max_size=8),
    cases=st.lists(_CASES, min_size=8, max_size=8),
)
def test_a_receipt_is_known_however_it_is_typed(
    seed: bytes, joints: list[str], cases: list[type[str]]
) -> None:
    receipt = receipts.make(seed)
    spelt = [case(word) for case, word in zip(cases, receipt.words, strict=False)]  # type: ignore[call-arg]
    typed = "".join(joint + word for joint, word in zip(joints, spelt, strict=False))
    assert receipts.read_words(typed + joints[-1]) == receipt.words
    named = joints[0].join(cases[-1](part) for part in receipt.reference.split("-"))  # type: ignore[call-arg]
    assert receipts.read_reference(joints[1] + named + joints[2]) == receipt.reference


def test_a_wrong_receipt_and_an_unknown_one_are_answered_alike_and_cost_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = place.tell()
    work: list[object] = []
    plain = receipts.stretched

    def noted(secret: bytes, salt: bytes, cost: object, *, length: int) -> bytes:
        work.append((cost, length))
        return plain(secret, salt, receipts.COST, length=length)

    monkeypatch.setattr(receipts, "stretched", noted)

    def tried_with(reference: str, words: str) -> tuple[Page, list[object]]:
        work.clear()
        typed = {"reference": reference, "words": words}
        asked = place.reporter.get("/report/receipt")
        return place.reporter.send(asked, "/report/receipt", typed, status=404), list(work)

    right = " ".join(told.words)
    answers = [
        tried_with(told.reference, " ".join(reversed(told.words))),
        tried_with("amber-kettle-47", right),
        tried_with(told.reference, "no words of the list"),
        tried_with("nothing", ""),
    ]
    assert len({page.text for page, _ in answers}) == 1
    assert len({page.title for page, _ in answers}) == 1
    assert all(done == answers[0][1] and len(done) == 1 for _, done in answers)
