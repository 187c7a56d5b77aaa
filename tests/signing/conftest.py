"""What tests of signing share: a ring of keys, and a statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.signing.keys import Ring


@pytest.fixture
def ring(tmp_path: Path) -> Ring:
    return Ring(tmp_path / "keys")
