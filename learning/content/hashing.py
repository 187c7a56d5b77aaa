"""Two hashes of what authors write: every byte of it, and what it means to a record.

The first names a blob. The second tells a rewording, which records survive, from a change that
makes an old response the response to something else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from learning.content.model import (
    Item,
    Judgement,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Reflect,
    Single,
)


def canonical(value: object) -> bytes:
    """The one JSON text of a value: keys sorted, no spaces, UTF-8.

    Raises `ValueError` for a number JSON does not have, and for half a surrogate pair.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8")


def sha256(body: bytes) -> str:
    """The SHA-256 of some bytes, in lower-case hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def meaning(item: Item) -> str:
    """The hash of what an item asks of a response, whatever its words.

    Meaning is, for every item: its `type`, and whether it is `critical`. Beyond that:

    - `single`: the ids of the options, and which is the key;
    - `multiple`: the ids of the options, which are keys, and `score`;
    - `ordering`: the ids of the steps in their order, which is the key; the ids of the distractors;
      and `score`;
    - `matching`: the ids of both sides, and the key;
    - `numeric`: the answer, the tolerance and the unit;
    - `reflect`: the ids of the criteria;
    - `judgement`: the ids of the options, and the panel's votes.

    Except for steps, the order in which an author writes ids means nothing. A default means the
    same whether written or left out. Nothing else is meaning: no text, feedback, hint or context;
    not `status`, `rev`, `objective`, `level`, `sources`, `review`, `cases`, `refresher` or `void`;
    not where an option is pinned, whether a text is stored, or what is said of a number that is
    near.
    """
    told = {"type": item.type, "critical": item.critical, **_asked(item)}
    return sha256(canonical(told))


def _asked(item: Item) -> Mapping[str, Any]:
    match item:
        case Single():
            return {"options": _ids(item.options), "key": _keys(item)}
        case Multiple():
            return {"options": _ids(item.options), "key": _keys(item), "score": item.score}
        case Ordering():
            steps = [step.id for step in item.steps]
            return {"steps": steps, "distractors": _ids(item.distractors), "score": item.score}
        case Matching():
            return {"left": _ids(item.left), "right": _ids(item.right), "key": dict(item.key)}
        case Numeric():
            return _number(item)
        case Reflect():
            return {"criteria": _ids(item.criteria)}
        case Judgement():
            votes = {option.id: item.panel.votes.get(option.id, 0) for option in item.options}
            return {"options": _ids(item.options), "votes": votes}


def _ids(parts: list[Any]) -> list[str]:
    return sorted(part.id for part in parts)


def _keys(item: Single | Multiple) -> list[str]:
    return sorted(option.id for option in item.options if option.correct)


def _number(item: Numeric) -> Mapping[str, Any]:
    """Plain floats, so that 12 and 12.0, or a tolerance of 0 and none, are the same."""
    tolerance = item.tolerance
    return {
        "answer": float(item.answer) + 0.0,  # and no minus before zero
        "abs": float(tolerance.abs or 0),
        "rel": float(tolerance.rel or 0),
        "unit": item.unit,
    }
