"""What we write as GIFT says the same to a parser that others wrote: npm's gift-pegjs.

It gives right sides of pairs with its own marks for what was escaped; that is undone here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from learning.content.model import Item, Matching, Multiple, Numeric, Single
from learning.interop.gift.leaving import allowed, is_true_or_false
from learning.interop.gift.parsing import parse
from learning.interop.gift.writing import document, write, written
from tests.content.written import OWN
from tests.interop.gift.items import item, items, quiz
from tests.skipping import missing

HERE = Path(__file__).parent
pytestmark = pytest.mark.node
_HOW = "install Node.js with npm (apt install nodejs npm) and be online"
Read = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    """The other parser, in one process for all files; installed at the version of the lock."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        missing("node", _HOW)
    folder = tmp_path_factory.mktemp("second-reader")
    for name in ("package.json", "package-lock.json", "reply.js"):
        shutil.copy(HERE / name, folder)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    done = subprocess.run([npm, "ci", *quiet], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        missing("node", f"{_HOW}; npm ci failed")
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([node, "reply.js"], cwd=folder, encoding="utf-8", **pipes) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, told = process.stdin, process.stdout

        def entries(text: str) -> list[dict[str, Any]]:
            asked.write(json.dumps(text) + "\n")
            asked.flush()
            reply = json.loads(told.readline())
            assert "error" not in reply, (reply, text)
            return list(reply["entries"])

        yield entries
        asked.close()


_MARKS = {92: "\\", 58: ":", 35: "#", 61: "=", 123: "{", 125: "}", 126: "~", 10: "\n"}


def undone(text: str) -> str:
    """A right side, which that parser leaves with its own marks."""
    for code, sign in _MARKS.items():
        text = text.replace(f"&&{code:03}" + (";" if code > 10 else ""), sign)
    return text


def words(text: dict[str, Any] | None) -> str | None:
    """A text of the other parser, which must have known it for Markdown."""
    if text is None:
        return None
    assert text["format"] == "markdown"
    return str(text["text"]).replace("-&gt;", "->")


def meant(item: Item) -> dict[str, Any]:
    """What an item says, in the other parser's terms."""
    prompt = f"{item.context}\n\n{item.prompt}" if item.context else item.prompt
    told = {"title": item.id, "stem": prompt, "general": item.feedback.general}
    if isinstance(item, Single) and is_true_or_false(item):
        wrong, right = sorted(item.options, key=lambda one: one.correct)
        said = (wrong.feedback, right.feedback)
        return {**told, "type": "TF", "is": item.options[0].correct, "said": said}
    if isinstance(item, Single):
        own = [(one.text, one.correct, None, one.feedback) for one in item.options]
        return {**told, "type": "MC", "choices": own}
    if isinstance(item, Multiple):
        share = 100 / sum(one.correct for one in item.options)
        off = -100 if item.score == "all" else -share
        parts = [
            (one.text, False, pytest.approx(share if one.correct else off, abs=1e-4), one.feedback)
            for one in item.options
        ]
        return {**told, "type": "MC", "choices": parts}
    if isinstance(item, Matching):
        rights = {one.id: " ".join(one.text.split()) for one in item.right}
        pairs = [(one.text, rights[item.key[one.id]]) for one in item.left]
        pairs += [("", text) for name, text in rights.items() if name not in item.key.values()]
        return {**told, "type": "Matching", "pairs": pairs}
    assert isinstance(item, Numeric)
    numbers: list[Any] = [
        (True, None, ("range", item.answer, float(allowed(item))), item.feedback.correct)
    ]
    numbers += [(True, 0, ("high-low", *one.range), one.feedback) for one in item.near]
    if item.feedback.incorrect:
        numbers.append((False, None, ("*",), item.feedback.incorrect))
    return {**told, "type": "Numerical", "choices": numbers}


def found(entry: dict[str, Any]) -> dict[str, Any]:
    """What the other parser made of an entry."""
    told = {
        "title": entry["title"],
        "stem": words(entry["stem"]),
        "general": words(entry["globalFeedback"]),
        "type": entry["type"],
    }
    if entry["type"] == "TF":
        said = (words(entry["trueFeedback"]), words(entry["falseFeedback"]))
        return {**told, "is": entry["isTrue"], "said": said}
    if entry["type"] == "Matching":
        pairs = [
            (words({**one["subquestion"], "format": "markdown"}), undone(one["subanswer"]))
            for one in entry["matchPairs"]
        ]
        return {**told, "pairs": [(left, " ".join(right.split())) for left, right in pairs]}
    number = entry["type"] == "Numerical"
    choices = [
        (
            one["isCorrect"],
            one["weight"],
            _number(one["text"]) if number else words(one["text"]),
            words(one["feedback"]),
        )
        for one in entry["choices"]
    ]
    if number:
        return {**told, "choices": choices}
    own = [(text, correct, weight, said) for correct, weight, text, said in choices]
    return {**told, "choices": own}


def _number(text: dict[str, Any]) -> tuple[Any, ...]:
    kind = text.get("type", "*")
    names = {"range": ("number", "range"), "high-low": ("numberLow", "numberHigh"), "*": ()}[kind]
    return (kind, *(text[name] for name in names))


@given(st.lists(items(), min_size=1, max_size=3))
@examples(max_examples=60, suppress_health_check=list(HealthCheck))
def test_another_parser_reads_what_was_meant(read: Read, several: list[Item]) -> None:
    entries = read(document("crew/it", [written(one) for one in several]))
    assert [found(one) for one in entries] == [meant(one) for one in several]


def test_every_type_that_gift_can_hold_is_read_by_another_parser(read: Read) -> None:
    several = [item(kind) for kind in OWN]
    out, _ = write(quiz(*several))
    entries = read(document("crew/it", out))
    assert [one["type"] for one in entries] == ["MC", "MC", "Matching", "Numerical"]
    held = [one for one, done in zip(several, out, strict=True) if done.text is not None]
    assert [found(one) for one in entries] == [meant(one) for one in held]


def test_both_parsers_see_the_same_entries_in_a_file_of_others(read: Read) -> None:
    text = (HERE / "sound.gift").read_text("utf-8")
    ours = [(one.title or None, one.stem.words) for one in parse(text) if hasattr(one, "stem")]
    theirs = [
        (one["title"], one["stem"]["text"]) for one in read(text) if one["type"] != "Category"
    ]
    assert ours == theirs
