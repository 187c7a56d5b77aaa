"""Logs: one JSON object a line, with a request id and no personal data.

A line names the route as written in the code, never the path that was asked for: paths carry tokens
and ids. No address, browser, name, form or response is ever logged.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import traceback
from typing import Any

from flask import Flask, Response, g, request

from learning import clock

_log = logging.getLogger("learning.web")


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
            line["frames"] = [f"{frame.name}:{frame.lineno}" for frame in frames][-12:]
        return json.dumps(line, ensure_ascii=False)


def to_stderr() -> None:
    """Send every log of the process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def install(app: Flask) -> None:
    """Give each request an id, say it in the answer, and write one line when it is done."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.begun = clock.ticks()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.endpoint not in ("health.alive", "health.ready"):
        _log.info("request", extra={"fields": _fields(response.status_code)})
    return response


def failed(exception: BaseException) -> None:
    """Note a fault of ours: its kind and frames, never its message."""
    _log.error("failed", exc_info=exception, extra={"fields": _fields(500)})


def _fields(status: int) -> dict[str, Any]:
    rule = request.url_rule.rule if request.url_rule else ""
    took = round((clock.ticks() - g.get("begun", clock.ticks())) * 1000, 1)
    request_id = g.get("request_id", "")
    return {"id": request_id, "method": request.method, "route": rule, "status": status, "ms": took}
