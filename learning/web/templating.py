"""What every template may use: plain values, the hashed address of a file, days in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask, current_app, request
from jinja2 import StrictUndefined

from learning.web import assets, identity


def install(app: Flask) -> None:
    """Make templates strict and give them the few names that every page needs."""
    prepare(app)
    app.context_processor(_shared)


def prepare(app: Flask) -> None:
    """Make templates strict, and give them what does not differ between pages."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.pop("config", None)
    app.jinja_env.globals["static"] = assets.address
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["minutes"] = minutes


def day(date: dt.date) -> str:
    """A day as people write it: 3 March 2027."""
    return f"{date.day} {date:%B %Y}"


def begun(words: str) -> str:
    """Words at the beginning of a sentence or a cell. Names and months in them stay as they are."""
    return words[:1].upper() + words[1:]


def minutes(number: int) -> str:
    """A stated length: `45 minutes`, `1 hour 20 minutes`."""
    hours, rest = divmod(number, 60)
    said = [f"{hours} hour" + "s" * (hours != 1)] if hours else []
    if rest or not hours:
        said.append(f"{rest} minute" + "s" * (rest != 1))
    return " ".join(said)


def _shared() -> dict[str, Any]:
    settings = current_app.extensions["settings"]
    return {
        "person": identity.person(),
        "here": request.blueprint or "",
        "demo": settings.demo,
        "operator": settings.operator,
        "request_path": request.path,
    }
