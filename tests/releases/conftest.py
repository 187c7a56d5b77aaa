"""What tests of releases share: a shelf that asks every time."""

from __future__ import annotations

import pytest

from learning.releases.shelf import Shelf


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(seconds=0)
