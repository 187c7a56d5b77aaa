"""The promises: each with the tests that guard it, as a page and as what a test compares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Promise:
    """A promise in plain words. `tests` are names of functions in `tests/promises`."""

    says: str
    means: str
    tests: tuple[str, ...]

    @property
    def tested(self) -> tuple[str, ...]:
        """What its tests say: their names are sentences."""
        sentences = (name.removeprefix("test_").replace("_", " ") for name in self.tests)
        return tuple(f"{said[0].upper()}{said[1:]}." for said in sentences)


@cache
def read() -> tuple[Promise, ...]:
    """All of them, in the order of the page."""
    text = Path(__file__).with_suffix(".yaml").read_text("utf-8")
    return tuple(
        Promise(one["says"], one["means"], tuple(one["tests"])) for one in yaml.safe_load(text)
    )
