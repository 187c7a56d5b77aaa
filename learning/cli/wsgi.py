"""The application as a server process builds it, from the environment it was started in."""

from __future__ import annotations

import os
from typing import Any

from learning import settings
from learning.web import logs
from learning.web.app import create_app


def build() -> Any:
    """A site with JSON logs on standard error."""
    logs.to_stderr()
    return create_app(settings.load(os.environ))
