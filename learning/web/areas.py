"""The areas of the site: every blueprint, in one list."""

from __future__ import annotations

from flask import Flask

from learning.web import (
    attempts,
    cases,
    certificates,
    courses,
    cpd,
    demo,
    health,
    home,
    outside,
    record,
    sign_in,
    verify,
)


def install(app: Flask) -> None:
    """Hang every area into the site; the demo's doors exist in the demo alone."""
    parts = (home, sign_in, courses, attempts, record, certificates, cpd, outside, cases, verify)
    for area in (*parts, health):
        app.register_blueprint(area.area)
    if app.extensions["settings"].demo:
        app.register_blueprint(demo.area)
