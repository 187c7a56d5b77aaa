"""A quiz as it would be, put through the check before anything of it is written."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from learning.cli.module_named import Found
from learning.content.checking import examine
from learning.content.gathering import WrittenModule, read_module
from learning.content.layout import ModuleFolder, shown


@dataclass(frozen=True, slots=True)
class Proof:
    """The first error of each new item, by its number; and one that lies outside of all."""

    items: dict[int, str] = field(default_factory=dict)
    whole: str = ""


def prove(found: Found, text: str, lines: Sequence[tuple[int, int]]) -> Proof:
    """Check the module with another quiz. `lines` are the first and last line of each new item.

    Errors that stand in the quiz as it is are none of theirs.
    """
    with tempfile.TemporaryDirectory() as folder:
        quiz = Path(folder) / "quiz.yaml"
        quiz.write_bytes(text.encode("utf-8"))

        def reader(one: ModuleFolder) -> WrittenModule:
            is_it = one.path == found.module.folder.path
            return read_module(replace(one, quiz=quiz) if is_it else one)

        problems = examine(found.root, found.course.id, reader=reader).problems
    known = {(one.rule, one.message) for one in found.problems}
    proof, outside = Proof(), ""
    for one in problems:
        if one.file != shown(quiz) or one.severity != "error":
            continue
        at = next((at for at, (first, last) in enumerate(lines) if first <= one.line <= last), None)
        if at is not None:
            proof.items.setdefault(at, f"{one.message} [{one.rule}]")
        elif (one.rule, one.message) not in known:
            outside = outside or f"{one.message} [{one.rule}]"
    return replace(proof, whole=outside)
