"""What the weights of GIFT mean here: one key, or several that count as one of our scores does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from learning.interop.gift.entries import Branch, Choosing, Fault

PARTIAL = "a {} counts in part: here it is right or wrong. Give it %100%, %0% or a pair of = and ~"
_NEAR = 0.1


def kind(body: Choosing, note: Callable[[int, str], None]) -> dict[str, Any]:
    """The type, and of a multiple its score. `Fault` for weights that mean neither.

    `net` is Moodle's own sum: hits less slips, by the number of keys, and never below 0.
    """
    if any(one.is_key for one in body.branches):
        return _single(body, note)
    plus = [one for one in body.branches if one.weight > 0]
    if not plus:
        raise Fault(body.branches[0].line, "nothing is right: begin the right one with =")
    share = 100 / len(plus)
    for one in plus:
        if abs(one.weight - share) > _NEAR:
            told = f"%{one.weight:g}% of {len(plus)} that are right: each counts the same here"
            raise Fault(one.line, f"{told}, which is %{share:.5g}%")
    return {"type": "multiple", "score": _score(body, len(plus), note)}


def keys(body: Choosing) -> list[bool]:
    """Which of the branches are right."""
    single = any(one.is_key for one in body.branches)
    return [one.is_key and one.weight > 0 if single else one.weight > 0 for one in body.branches]


def _single(body: Choosing, note: Callable[[int, str], None]) -> dict[str, Any]:
    full = [one for one in body.branches if one.is_key and one.weight == 100]
    for one in body.branches:
        if one.weight > 0 and one not in full:
            raise Fault(one.line, PARTIAL.format("choice"))
        if one.weight < 0:
            note(one.line, f"%{one.weight:g}% takes nothing off here: it counts 0")
    if len(full) != 1:
        told = f"{len(full)} begin with =: one is right, or all begin with ~ and have weights"
        raise Fault(body.branches[0].line, told)
    return {"type": "single"}


def _score(body: Choosing, many: int, note: Callable[[int, str], None]) -> str:
    """`net` where each slip takes what a hit gives; else `all`, with a note of what changes."""
    wrong = [one for one in body.branches if one.weight <= 0]
    if many > 1 and wrong and all(_takes(one, 100 / many) for one in wrong):
        return "net"
    if many > 1 or not all(_takes(one, 100) for one in wrong):
        told = "counts all or nothing here, where Moodle gives parts: set score: each or net if not"
        note(body.branches[0].line, told)
    return "all"


def _takes(branch: Branch, per_cent: float) -> bool:
    return abs(branch.weight + per_cent) <= _NEAR
