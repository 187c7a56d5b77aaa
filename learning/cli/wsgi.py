"""The application as a server process builds it, from the environment it was started in."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from typing import Any

from learning import settings
from learning.cli import working
from learning.db import open_database
from learning.web import logs
from learning.web.app import create_app
from learning.web.reporting.app import create_reporting
from learning.web.reporting.dispatching import bare


def build() -> Any:
    """A site with JSON logs on standard error. In a server's process, it works beside serving."""
    logs.to_stderr()
    _end_when_told()
    app = create_app(settings.load(os.environ))
    if multiprocessing.parent_process() is not None:
        working.beside(app)
    return app


def build_reporting() -> Any:
    """Near-miss reporting and nothing else, for a host of its own."""
    logs.to_stderr()
    _end_when_told()
    config = settings.load(os.environ)
    app = create_reporting(config, open_database(config.database))
    app.wsgi_app = bare(app.wsgi_app)  # type: ignore[assignment,method-assign]
    return app


def _end_when_told() -> None:
    """Let a server process end while it still starts, and end when its parent was killed.

    It begins with its parent's answer to signals, which would swallow the one that ends it; and
    orphaned it would go on and hold the port.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, signal.SIG_DFL)

    def follow() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, daemon=True).start()
