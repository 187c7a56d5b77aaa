"""What tests of rights share: Alice with a year behind her, and a ledger of her installation."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from learning.people.erasing import Marker
from learning.progress import doubts
from learning.releases.shelf import Shelf
from learning.rights.leaving import Ledger
from tests.builders import AT, Cast, cast_into
from tests.content_builders import compiled, every_kind, module, put
from tests.progress.learner import Learner


@pytest.fixture
def people(session: Session) -> Cast:
    return cast_into(session)


@pytest.fixture
def book(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "erasures.jsonl", Marker("a key of thirty-two letters or so"))


@pytest.fixture
def alice(session: Session, people: Cast) -> Learner:
    """Alice, with a finished attempt, an open one and a doubt."""
    put(session, compiled(module(items=every_kind()), module("speaking-up")))
    learner = Learner(session, Shelf(seconds=0), people.alice)
    attempt = learner.take()
    doubts.say(session, attempt, "single", "=1+1 what?", at=AT)
    learner.begin("speaking-up")
    return learner
