"""Comments keep fields through a file, and whatever else stands in comments does no harm."""

from __future__ import annotations

from learning.interop.gift.keeping import kept, lines


def test_fields_come_back_as_they_were() -> None:
    fields = {"rev": 2, "context": 'A "quote",\na line, and ü.'}
    told = lines(fields)
    assert all("\n" not in one and one.startswith("// debrief ") for one in told)
    assert kept(enumerate(one.removeprefix("// ") for one in told))[0] == fields


def test_what_cannot_be_read_is_told_and_left_out() -> None:
    comments = [
        (1, "a note"),
        (2, "debrief rev: {"),
        (3, "debrief colour: 1"),
        (4, "debrief ids: " + "[" * 100_000),
    ]
    fields, notes = kept(comments)
    assert fields == {}
    assert [line for line, _ in notes] == [2, 3, 4]
