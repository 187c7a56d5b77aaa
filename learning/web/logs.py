"""Logs: one JSON object a line, with a request id and no personal data.

A line names the route as written in the code, never the path that was asked for: paths carry tokens
and ids. No address, browser, name, form or response is ever logged.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import sys
import traceback
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, g, request

from learning import clock

_log = logging.getLogger("learning.web")
_written = json.JSONEncoder(ensure_ascii=False).encode


class JsonLines(logging.Formatter):
    """A log record as one JSON object; an exception shows its frames, never its message.

    A message may quote what somebody typed, or a statement with its values.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "log": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["frames"] = [_place(frame) for frame in frames[-12:]]
        return _written(line)


def _place(frame: traceback.FrameSummary) -> str:
    """Where in the code: `signing_in.py:40 start`."""
    return f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"


class _Straight(logging.Handler):
    """Writes each line at once and whole, so that threads need not wait for each other."""

    def __init__(self, to: int) -> None:
        super().__init__()
        self._to = to
        self.setFormatter(JsonLines())

    def handle(self, record: logging.LogRecord) -> bool:
        """Write the line. Where nobody reads any more, the request goes on all the same."""
        with contextlib.suppress(OSError):
            os.write(self._to, f"{self.format(record)}\n".encode(errors="backslashreplace"))
        return True


def to_stderr() -> None:
    """Send every log of the process to standard error as JSON lines."""
    handler = _Straight(sys.stderr.fileno())
    logging._srcfile = None  # nor the place of the call: no frame is looked for
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # not in a line
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def install(app: Flask) -> None:
    """Give each request an id, say it in the answer, and write one line when it is done."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.begun = secrets.token_hex(8), clock.ticks()


def _end(response: Response) -> Response:
    fields = _fields(response.status_code)
    response.headers["X-Request-Id"] = fields["id"]
    if fields["route"] not in ("/healthz", "/readyz"):
        _log.info("request", extra={"fields": fields})
    return response


def failed(exception: BaseException) -> None:
    """Note a fault of ours: its kind and frames, never its message."""
    _log.error("failed", exc_info=exception, extra={"fields": _fields(500)})


def _fields(status: int) -> dict[str, Any]:
    now: Request = request._get_current_object()  # type: ignore[attr-defined]
    rule = now.url_rule
    request_id, begun = g.get("begun", ("", clock.ticks()))
    took = round((clock.ticks() - begun) * 1000, 1)
    route = rule.rule if rule else ""
    return {
        "id": request_id,
        "method": now.method,
        "route": route,
        "status": status,
        "ms": took,
    }
