"""What somebody types finds names in whatever case they are written."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.matching import begins, holds, holds_word
from learning.people.models import Team

NAMES = ["Élodie Østergård", "Alice O'Neill", "100% North_East", "Łucja Nowak", "王秀英"]


@pytest.mark.parametrize(
    ("match", "typed", "found"),
    [
        (begins, "alice", ["Alice O'Neill"]),
        (begins, "  ALICE   o'n", ["Alice O'Neill"]),
        (begins, "élo", ["Élodie Østergård"]),
        (begins, "ŁUC", ["Łucja Nowak"]),
        (begins, "O'Neill", []),
        (holds_word, "o'neill", ["Alice O'Neill"]),
        (holds_word, "østerg", ["Élodie Østergård"]),
        (holds_word, "neill", []),
        (holds_word, "王", ["王秀英"]),
        (holds, "neill", ["Alice O'Neill"]),
        (holds, "%", ["100% North_East"]),
        (holds, "h_e", ["100% North_East"]),
        (holds, "hxe", []),
        (begins, "x" * 5_000, []),
    ],
)
def test_names_are_found(session: Session, match, typed: str, found: list[str]) -> None:  # type: ignore[no-untyped-def]
    session.add_all(Team(name=one, path=one) for one in NAMES)
    session.flush()
    assert list(session.scalars(select(Team.name).where(match(Team.name, typed)))) == found
