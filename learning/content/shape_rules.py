"""Rules of shape: each thing a model refuses, at its exact place and in an author's words.

The models say what is allowed; this only turns their errors into problems. What was meant is
guessed from the JSON Schema of the same models, so that there is one list of fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from learning.content.model import schema
from learning.content.places import Places
from learning.content.problems import Findings, Place, near_name
from learning.content.shape_words import Path, Refused, told

_schema = cache(schema)
_TYPED: Mapping[str, Any] = {"properties": {"type": {}}}


class Shape(NamedTuple):
    """What a file should look like, and the area its rules belong to."""

    model: type[BaseModel]
    area: str


def tell(
    error: ValidationError, value: Any, places: Places, shape: Shape, findings: Findings
) -> None:
    """Turn everything a model refused into problems."""
    root = _schema(shape.model)
    refusals = [
        _locate(each, value, root)
        for each in error.errors(include_url=False, include_input=False)
        if not _other_branch(each["loc"], value)
    ]
    mistyped = {one.meant for one in refusals} - {None}
    for refused in refusals:
        if refused.is_missing and refused.path in mistyped:
            continue  # it is there under a mistyped name, and that is told
        rule, message = told(refused)
        findings.add(f"{shape.area}.{rule}", _place(rule, refused, places), message)


def _other_branch(loc: Path, value: Any) -> bool:
    """Whether an error is about the way of writing that the author did not choose."""
    for at, step in enumerate(loc):
        if _is_branch(step):
            chosen = value
            for part in loc[:at]:
                chosen = chosen[part]
            return str(step).startswith("list[") != isinstance(chosen, list)
    return False


def _locate(error: Mapping[str, Any], value: Any, root: Mapping[str, Any]) -> Refused:
    """Follow an error into the file. Tags of unions are no part of the file's own path."""
    path: list[str | int] = []
    node = parent = _resolve(root, root, value)
    holder = value
    for step in _steps(error):
        path.append(step)
        holder, value, parent = value, _inner(value, step), node
        node = _resolve(_child(node, step), root, value)
    if error["type"] == "union_tag_not_found" and (typed := _mistyped_type(holder)):
        path[-1], parent, error = typed, _TYPED, {**error, "type": "extra_forbidden"}
    if error["loc"][-1:] == ("[key]",):
        value = path[-1]
    return Refused(tuple(path), value, node, parent, error)


def _mistyped_type(item: Any) -> str:
    """The field of an item that was probably meant for its `type`, which says what it may hold."""
    return next((str(name) for name in item if near_name(name, ("type",))), "")


def _steps(error: Mapping[str, Any]) -> Path:
    """The path of an error within the file."""
    loc: Path = error["loc"]
    steps = [step for at, step in enumerate(loc) if not (loc[0] == "items" and at == 2)]
    steps = [step for step in steps if step != "[key]" and not _is_branch(step)]
    return (*steps, "type") if error["type"].startswith("union_tag") else tuple(steps)


def _is_branch(step: str | int) -> bool:
    return isinstance(step, str) and step.startswith(("literal[", "list["))


def _inner(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _child(node: Mapping[str, Any], step: str | int) -> Mapping[str, Any]:
    """What the schema says of a field, of a mapping's values, or of a list's entries."""
    if isinstance(step, int):
        found = node.get("items", {})
    else:
        found = node.get("properties", {}).get(step) or node.get("additionalProperties")
        found = found or next(iter(node.get("patternProperties", {}).values()), {})
    return found if isinstance(found, Mapping) else {}


def _resolve(node: Mapping[str, Any], root: Mapping[str, Any], value: Any) -> Mapping[str, Any]:
    """Follow references and unions to the description that fits the value."""
    while "$ref" in node or "oneOf" in node or "anyOf" in node:
        if "$ref" in node:
            node = root["$defs"][node["$ref"].rpartition("/")[2]]
        elif "oneOf" in node:
            mapping = node["discriminator"]["mapping"]
            tag = value.get("type") if isinstance(value, dict) else None
            known = isinstance(tag, str) and tag in mapping
            node = {"$ref": mapping[tag]} if known else {"tags": list(mapping)}
        else:
            node = _branch(node["anyOf"], value)
    return node


def _branch(branches: list[Mapping[str, Any]], value: Any) -> Mapping[str, Any]:
    lists = [one for one in branches if one.get("type") == "array"]
    if isinstance(value, list) and lists:
        return lists[0]
    return next(one for one in branches if one.get("type") not in ("null", "array"))


def _place(rule: str, refused: Refused, places: Places) -> Place:
    """An unknown or empty field at its key, a missing one where its mapping begins."""
    path = refused.path
    if rule == "missing-field":
        return places.at(*path[:-1])
    if rule == "unknown-field" or refused.value is None or refused.error["loc"][-1] == "[key]":
        return places.key(*path)
    return places.at(*path)
