"""Fixtures of the room of reports."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.builders import Cast
from tests.reports import desks
from tests.reports.desks import Desk


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id that costs next to nothing, where its strength is not the subject."""
    desks.cheapen(monkeypatch)


@pytest.fixture
def desk(session: Session, cast: Cast, cheap: None) -> Desk:
    """A scheme that is open: Rana, Ravi and Rosa have keys, and there is a recovery key."""
    return desks.desk(session, {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa})
