"""What is meaning and what is wording: records hold on to the one and survive the other."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.blobs import item_from
from learning.content.hashing import canonical, meaning, sha256
from tests.content.written import OWN, item, item_values


def own(kind: str, name: str) -> Any:
    """A field of a type, to be changed freely."""
    return copy.deepcopy(OWN[kind][name])


def turned(kind: str, name: str) -> list[Any]:
    """A list field in the opposite order."""
    return list(reversed(own(kind, name)))


def options(kind: str, *keys: str) -> list[dict[str, Any]]:
    """The options of a type, with other keys."""
    return [{**option, "correct": option["id"] in keys} for option in own(kind, "options")]


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": [1, 2.5, None, True], "a": "é\n"}) == (
        '{"a":"é\\n","b":[1,2.5,null,true]}'.encode()
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", object()])
def test_canonical_json_refuses_what_json_cannot_say(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        canonical(value)


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)))
def test_the_order_of_keys_means_nothing(value: dict[str, Any]) -> None:
    other = dict(reversed(value.items()))
    assert canonical(value) == canonical(other)
    assert json.loads(canonical(value)) == value


def test_a_hash_is_that_of_the_bytes() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


WORDING: list[dict[str, Any]] = [
    {"prompt": "What would you check?"},
    {"context": "It is late."},
    {"hint": "Two things."},
    {"feedback": {"correct": "Yes.", "incorrect": "Look again.", "general": "Well."}},
    {"status": "draft"},
    {"status": "watch"},
    {"status": "retired"},
    {"rev": 2},
    {"objective": "another"},
    {"level": "recall"},
    {"sources": [{"id": "the-guidance", "locator": "p. 3"}]},
    {"review": {"last": "2027-01-01", "by": "Olu", "due": "2028-01-01"}},
    {"cases": ["cp-02-wrong-door"]},
    {"refresher": {"include": False}},
    {"critical": False},
]


@pytest.mark.parametrize("kind", OWN)
@pytest.mark.parametrize("changed", WORDING, ids=lambda changed: "-".join(changed))
def test_rewording_is_not_meaning(kind: str, changed: dict[str, Any]) -> None:
    assert meaning(item(kind, **changed)) == meaning(item(kind))


def test_rewording_is_another_blob() -> None:
    first, second = item_values("single"), item_values("single", prompt="Which do you check?")
    assert sha256(canonical(first)) != sha256(canonical(second))


SAME: list[tuple[str, dict[str, Any]]] = [
    ("single", {"options": turned("single", "options")}),
    ("single", {"options": [{**o, "text": "Other."} for o in own("single", "options")]}),
    ("single", {"options": [{**o, "pin": "last"} for o in own("single", "options")]}),
    ("multiple", {"options": turned("multiple", "options")}),
    ("multiple", {"score": "all"}),
    ("multiple", {"none_correct": False}),
    ("ordering", {"score": "exact"}),
    ("ordering", {"steps": [{**s, "text": "Other."} for s in own("ordering", "steps")]}),
    ("matching", {"left": turned("matching", "left")}),
    ("matching", {"right": turned("matching", "right")}),
    ("matching", {"key": {"alert": "tell", "probe": "ask"}}),
    ("numeric", {"answer": 15.0}),
    ("numeric", {"tolerance": {"abs": 1.0, "rel": 0}}),
    ("numeric", {"near": []}),
    ("reflect", {"criteria": turned("reflect", "criteria")}),
    ("reflect", {"model_answer": "Another.", "store": "private"}),
    ("judgement", {"options": turned("judgement", "options")}),
    ("judgement", {"panel": {"n": 8, "date": "2026-11-01", "votes": {"say": 6, "wait": 1}}}),
    ("judgement", {"rationale": "Another."}),
]


@pytest.mark.parametrize(("kind", "changed"), SAME)
def test_the_same_asked_otherwise_has_the_same_meaning(kind: str, changed: dict[str, Any]) -> None:
    assert meaning(item(kind, **changed)) == meaning(item(kind))


OTHER: list[tuple[str, dict[str, Any]]] = [
    *((kind, {"critical": True}) for kind in OWN),
    ("single", {"options": options("single", "name")}),
    ("single", {"options": [*own("single", "options"), {"id": "coat", "text": "The coat."}]}),
    ("single", {"options": [{**o, "id": o["id"] + "-2"} for o in own("single", "options")]}),
    ("multiple", {"options": options("multiple", "a")}),
    ("multiple", {"options": options("multiple"), "none_correct": True}),
    ("multiple", {"score": "each"}),
    ("ordering", {"steps": turned("ordering", "steps")}),
    ("ordering", {"steps": own("ordering", "steps")[:2]}),
    ("ordering", {"distractors": []}),
    ("ordering", {"score": "lcs"}),
    ("matching", {"key": {"probe": "tell", "alert": "ask"}}),
    ("matching", {"right": [*own("matching", "right"), {"id": "stop", "text": "Stop"}]}),
    ("numeric", {"answer": 10}),
    ("numeric", {"tolerance": {"abs": 2}}),
    ("numeric", {"tolerance": {"rel": 0.1}}),
    ("numeric", {"tolerance": {}}),
    ("numeric", {"unit": "calendar days"}),
    ("reflect", {"criteria": own("reflect", "criteria")[:1]}),
    ("judgement", {"panel": {"n": 7, "date": "2026-10-01", "votes": {"wait": 2, "say": 5}}}),
]


@pytest.mark.parametrize(("kind", "changed"), OTHER)
def test_something_else_asked_has_another_meaning(kind: str, changed: dict[str, Any]) -> None:
    assert meaning(item(kind, **changed)) != meaning(item(kind))


def test_types_differ_in_meaning() -> None:
    assert len({meaning(item(kind)) for kind in OWN}) == len(OWN)
    single = item("single")
    multiple = item("multiple", options=own("single", "options"))
    assert meaning(single) != meaning(multiple)


def test_no_tolerance_written_or_left_out_is_the_same() -> None:
    values = item_values("numeric", answer=-0.0)
    del values["tolerance"]
    left_out = item_from(canonical(values))
    assert meaning(left_out) == meaning(item("numeric", answer=0, tolerance={"abs": 0.0}))
