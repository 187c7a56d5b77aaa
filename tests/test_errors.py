"""Refusals a person can read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from learning import errors
from learning.errors import LearningError

_LEARNING = Path(errors.__file__).parent
#: a full stop, a value that brings its own, or a command to type
_ENDS = re.compile(r"(\.|\{\}|: (learning |--)[^.]*)$")
_KINDS = {"LearningError", *(kind.__name__ for kind in LearningError.__subclasses__())}


@pytest.mark.parametrize("kind", LearningError.__subclasses__())
def test_a_refusal_carries_its_text(kind: type[LearningError]) -> None:
    refusal = kind("The door is locked. Ring the bell.")
    assert refusal.text == str(refusal) == "The door is locked. Ring the bell."


def _texts() -> list[tuple[str, str]]:
    """Every text that the code refuses with, where it is written in the place of the refusal."""
    found = []
    for path in sorted(_LEARNING.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                text = _text_of(node.args[0])
                if node.func.id in _KINDS and text is not None:
                    found.append((f"{path.relative_to(_LEARNING)}:{node.lineno}", text))
    return found


def _text_of(node: ast.expr) -> str | None:
    """A text as written, `{}` in the place of each value; None where a name stands for it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) or "{}" for part in node.values)
    return None


def test_every_refusal_in_the_code_is_a_sentence() -> None:
    texts = _texts()
    assert len(texts) > 20
    assert [one for one in texts if not _ENDS.search(one[1])] == []
    assert [one for one in texts if not (one[1][0].isupper() or one[1].startswith("{}"))] == []
