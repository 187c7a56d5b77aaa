"""What kind of database it is, and its size."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from learning.db import measuring


def test_the_database_says_what_it_is_and_how_large(session: Session) -> None:
    assert re.fullmatch(r"(SQLite|PostgreSQL) \d+(\.\d+)+", measuring.kind(session))
    assert measuring.size(session) > 50_000
