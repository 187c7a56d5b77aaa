"""Where a refusal shows what it must not: what a log or an error page could ever print of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from learning.errors import LearningError


def leaks(act: Callable[[], object], *secrets: bytes | str) -> list[str]:
    """Where a refusal shows a secret: in its text, its causes, or what its own frames hold."""
    with pytest.raises(LearningError) as refused:
        act()
    frames = [frame for frame, _ in traceback.walk_tb(refused.tb)]
    ours = [frame for frame in frames if "/learning/" in frame.f_code.co_filename]
    told = [f"{name} {value!r}" for frame in ours for name, value in frame.f_locals.items()]
    told += [repr(refused.value), repr(refused.value.__cause__), repr(refused.value.__context__)]
    shown = {repr(secret)[:20].lstrip("b'\"") for secret in secrets}
    return [one for one in told if any(secret in one for secret in shown)]
