"""What a test needs and a machine may lack: left out with one line, or failed where it must be."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

REQUIRED = os.environ.get("LEARNING_TEST_REQUIRE", "").split(",")


def missing(what: str, how: str) -> NoReturn:
    """Skip with one line that says how to get it; in CI, where it must be there, fail."""
    if what in REQUIRED:
        pytest.fail(f"{what} must be there in this run: {how}")
    pytest.skip(f"needs {what}: {how}")
