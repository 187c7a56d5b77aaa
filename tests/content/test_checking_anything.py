"""Whatever stands in a file, the check tells and never fails."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.content.checking import check
from learning.content.problems import as_github, as_json, as_text
from tests.content.trees import COURSE, DOOR, FACTORS, ID_QUIZ, IDENTITY, MODULE, QUIZ, copied

FILES = [COURSE, MODULE, QUIZ, IDENTITY, ID_QUIZ, DOOR, FACTORS]
MANY = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BITS = [
    b"\t", b"\n", b"---\n", b"- ", b": ", b"{", b"[", b"]", b"&a ", b"*a", b"!!x ", b"'", b'"',
    b"|\n", b">", b"#", b"? ", b"%", b"\x00", b"\xff", b"\xc3\xa9", b"\xe2\x80\xa8", b"null",
    b"true", b"-1", b"1e9", b"9" * 20, b"2026-02-30", b"](", b"![](", b"<b>", b"!!! case\n",
    b"!!! note\n    ", b"[^1]", b"| a |\n", b"```\n", b"##", b"../../..", b"%00", b"media/",
    b"x" * 400, b"\r", b"\xef\xbb\xbf",
]  # fmt: skip


@pytest.fixture(scope="module")
def tree() -> Iterator[Path]:
    """A tree that every example changes and puts right again."""
    folder = Path(tempfile.mkdtemp())
    yield copied(folder)
    shutil.rmtree(folder)


def told_of(root: Path, file: str, content: bytes) -> None:
    """Check the tree with one file changed; every problem can be printed in every form."""
    whole = (root / file).read_bytes()
    try:
        (root / file).write_bytes(content)
        checked = check(root)
    finally:
        (root / file).write_bytes(whole)
    assert as_text(checked.problems, checked.files).count("\n") == len(checked.problems)
    assert as_github(checked.problems, checked.files).count("\n") == len(checked.problems)
    as_json(checked.problems).encode()
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in checked.problems:
        assert problem.column >= 1
        if problem.file.endswith(file):
            assert 1 <= problem.line <= lines


@MANY
@given(file=st.sampled_from(FILES), content=st.binary(max_size=300))
def test_any_bytes_are_told_about(tree: Path, file: str, content: bytes) -> None:
    told_of(tree, file, content)


@MANY
@given(file=st.sampled_from(FILES), body=st.text(max_size=300))
def test_any_text_under_the_front_matter_is_told_about(tree: Path, file: str, body: str) -> None:
    whole = (tree / file).read_bytes()
    told_of(tree, file, whole + b"\n" + body.encode("utf-8", "replace"))


@MANY
@given(
    file=st.sampled_from(FILES),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from([*BITS, b""])),
        min_size=1,
        max_size=4,
    ),
)
def test_any_slip_of_the_hand_is_told_about(
    tree: Path, file: str, cuts: list[tuple[float, int, bytes]]
) -> None:
    content = (tree / file).read_bytes()
    for where, length, instead in cuts:
        at = int(where * len(content))
        content = content[:at] + instead + content[at + length :]
    told_of(tree, file, content)


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=5),
        st.sampled_from(["say-it", "live", "2027-01-01", "single", "com.identity", "all"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "x"]), inner, max_size=2),
    ),
    max_leaves=4,
)  # fmt: skip


@MANY
@given(file=st.sampled_from([COURSE, QUIZ, ID_QUIZ, FACTORS]), value=VALUES, at=st.integers(0, 400))
def test_any_value_in_the_place_of_another_is_told_about(
    tree: Path, file: str, value: object, at: int
) -> None:
    lines = (tree / file).read_text(encoding="utf-8").split("\n")
    keyed = [number for number, line in enumerate(lines) if ": " in line]
    number = keyed[at % len(keyed)]
    lines[number] = f"{lines[number].partition(': ')[0]}: {json.dumps(value)}"
    told_of(tree, file, "\n".join(lines).encode())
