"""From a plain HTML form to the response that is kept, and back to refill the form.

A raw form is every value by field name; fields not named here (tokens, buttons) are passed over.

- single, judgement: `choice` -> `{"chosen": [id]}`
- multiple: `choice` repeated, or `none` where none_correct -> `{"chosen": [ids, sorted]}`
- ordering: `place-<id>` for each step and distractor, empty or 1 to n, the number of right steps
  -> `{"order": [the ids at places 1 to n]}`
- matching: `pair-<left id>`, a right id -> `{"pairs": {left: right}}`
- numeric: `value` -> `{"value": "12.5"}`
- reflect: `criterion` repeated, `text` -> `{"criteria": [ids, sorted]}`, with `"text"` only where
  the item's store is private

An empty value is a field left alone. Nothing here knows which response is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from learning.assessment.numbers import plain_decimal
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
from learning.errors import Invalid

#: Form values by field name, as `request.form.to_dict(flat=False)` gives them.
Raw = Mapping[str, Sequence[str]]
#: Plain JSON, one canonical form for each meaning.
Response = dict[str, Any]

#: The value of "none of these". An option of such an item cannot have this id.
NONE = "none"
PLACE = "place-"
PAIR = "pair-"
LONGEST_TEXT = 4_000

_NOT_SHOWN = (
    "One of your choices is not among those shown to you. Load the page again and choose, "
    "then save your answer."
)


def read(item: Item, raw: Raw, shown: Sequence[str]) -> Response:
    """The canonical response in a raw form; `shown` is what was drawn for this attempt.

    Raises Invalid, with a text for the learner, when something is missing, contradicts itself or
    was not shown.
    """
    match item:
        case Single() | Judgement():
            return {"chosen": [_one_choice(raw, shown)]}
        case Multiple():
            return {"chosen": _choices(item, raw, shown)}
        case Ordering():
            return {"order": _order(item, raw, shown)}
        case Matching():
            return {"pairs": _pairs(item, raw, shown)}
        case Numeric():
            return {"value": plain_decimal(_only(raw, "value"), item.unit)}
        case Reflect():
            return _reflection(item, raw, shown)


def write(item: Item, response: Response) -> dict[str, list[str]]:
    """The raw form that reads as this response: the inverse of `read`, field by field."""
    match item:
        case Single() | Judgement():
            return {"choice": list(response["chosen"])}
        case Multiple():
            return {"choice": list(response["chosen"]) or [NONE]}
        case Ordering():
            places = enumerate(response["order"], start=1)
            return {f"{PLACE}{step}": [str(place)] for place, step in places}
        case Matching():
            return {f"{PAIR}{left}": [right] for left, right in response["pairs"].items()}
        case Numeric():
            return {"value": [response["value"]]}
        case Reflect():
            text = {"text": [response["text"]]} if "text" in response else {}
            return {"criterion": list(response["criteria"]), **text}


def _one_choice(raw: Raw, shown: Sequence[str]) -> str:
    chosen = _ticked(raw, "choice", shown)
    if not chosen:
        raise Invalid("Choose one option, then save your answer.")
    if len(chosen) > 1:
        raise Invalid("Choose only one option, then save your answer.")
    return chosen[0]


def _choices(item: Multiple, raw: Raw, shown: Sequence[str]) -> list[str]:
    """One option or more; none at all only where the item allows it and the learner says so."""
    if not item.none_correct:
        chosen = _ticked(raw, "choice", shown)
        if not chosen:
            raise Invalid("Choose at least one option, then save your answer.")
        return chosen
    chosen = _ticked(raw, "choice", [*shown, NONE])
    if not chosen:
        raise Invalid("Choose at least one option, or none of these, then save your answer.")
    if chosen == [NONE]:
        return []
    if NONE in chosen:
        raise Invalid("Choose either none of these or the options, then save your answer.")
    return chosen


def _order(item: Ordering, raw: Raw, shown: Sequence[str]) -> list[str]:
    """Every place from 1 to n has one step. What has no place was left out as not belonging.

    There are as many places as right steps, so a distractor always takes the place of one.
    """
    _refuse_strangers(raw, PLACE, shown)
    placed = {step: place for step in shown if (place := _only(raw, f"{PLACE}{step}"))}
    places = [str(place) for place in range(1, len(item.steps) + 1)]
    if not set(placed.values()) <= set(places):
        raise Invalid(
            f"The places go from 1 to {len(places)}. Give each to one step, then save your answer."
        )
    times = Counter(placed.values())
    shared = [place for place in places if times[place] > 1]
    free = [place for place in places if not times[place]]
    if shared or free:
        said = [_named("Place", shared, "is", "given more than once")]
        said += [_named("Place", free, "is", "still free")]
        raise Invalid("".join(said) + "Give each place to one step, then save your answer.")
    return sorted(placed, key=lambda step: int(placed[step]))


def _pairs(item: Matching, raw: Raw, shown: Sequence[str]) -> dict[str, str]:
    """Every left side has one right side; a right side may serve several.

    Rows are counted as the page shows them: left sides keep the author's order.
    """
    rows = [side.id for side in item.left]
    _refuse_strangers(raw, PAIR, rows)
    pairs = {left: _only(raw, f"{PAIR}{left}") for left in rows}
    if not {right for right in pairs.values() if right} <= set(shown):
        raise Invalid(_NOT_SHOWN)
    bare = [str(row) for row, left in enumerate(rows, start=1) if not pairs[left]]
    if bare:
        said = _named("Row", bare, "has", "no match yet")
        raise Invalid(f"{said}Choose one for every row, then save your answer.")
    return pairs


def _reflection(item: Reflect, raw: Raw, shown: Sequence[str]) -> Response:
    """The ticks, however few. The text is dropped unless the item keeps it privately."""
    ticked: Response = {"criteria": _ticked(raw, "criterion", shown)}
    if item.store == "none":
        return ticked
    # A browser sends each line end as two characters, and a NUL is text no database keeps.
    text = _only(raw, "text").replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            f"Your text has {len(text):,} characters, and {LONGEST_TEXT:,} can be kept. "
            "Shorten it, then save your answer."
        )
    return ticked | {"text": text}


def _ticked(raw: Raw, field: str, shown: Collection[str]) -> list[str]:
    """The ids sent in a field, each once and sorted, all of them shown."""
    ids = {value for value in raw.get(field, ()) if value}
    if not ids <= set(shown):
        raise Invalid(_NOT_SHOWN)
    return sorted(ids)


def _only(raw: Raw, field: str) -> str:
    """The one value of a field, or nothing; a field sent with two values is refused."""
    values = {value for value in raw.get(field, ()) if value}
    if len(values) > 1:
        raise Invalid("The page sent one field twice. Load it again, then save your answer.")
    return values.pop() if values else ""


def _refuse_strangers(raw: Raw, prefix: str, ids: Collection[str]) -> None:
    """Fields of a family must be about what was shown."""
    known = {f"{prefix}{one}" for one in ids}
    if any(name.startswith(prefix) and name not in known and any(raw[name]) for name in raw):
        raise Invalid(_NOT_SHOWN)


def _named(noun: str, numbers: Sequence[str], verb: str, state: str) -> str:
    """`Place 2 is still free. ` or `Places 2, 3 and 5 are still free. `; nothing for none."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"{noun} {numbers[0]} {verb} {state}. "
    plural = {"is": "are", "has": "have"}[verb]
    return f"{noun}s {', '.join(numbers[:-1])} and {numbers[-1]} {plural} {state}. "
