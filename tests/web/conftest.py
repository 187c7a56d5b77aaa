"""What tests of the review desk stand on: a scheme that is open, and keys that cost little."""

from __future__ import annotations

import pytest

from learning.db import Database
from tests.builders import Cast
from tests.reports import desks
from tests.reports.desks import Desk


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id that costs next to nothing, where its strength is not the subject."""
    desks.cheapen(monkeypatch)


@pytest.fixture
def desk(database: Database, cast: Cast, cheap: None) -> Desk:
    """Rana, Ravi and Rosa can read: what is stored by it is there for the pages."""
    with database.writing() as session:
        made = desks.desk(session, {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa})
    with database.reading() as session:
        made.session = session
    return made
