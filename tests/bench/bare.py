"""The limit to compare with: Flask with one page of 18 KB, under the same server.

`python -m tests.bench.bare PORT`
"""

from __future__ import annotations

import sys
from typing import Any

from flask import Flask

_PAGE = "<!doctype html><title>Bare</title>" + "<p>Nothing is looked up here.</p>\n" * 530


def build() -> Any:
    """The application."""
    app = Flask("bare")

    @app.get("/")
    def page() -> str:
        return _PAGE

    return app


def main(port: int) -> None:
    """Serve it as `learning serve` serves the platform."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "tests.bench.bare:build",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=2,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
