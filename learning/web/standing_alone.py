"""The checking page as a folder of files, for a disk or any web server: it needs no Debrief.

It holds the public keys and the list of revoked certificates as they were on the day it was made.
"""

from __future__ import annotations

from flask import render_template

from learning import shipped
from learning.db import Database
from learning.settings import Settings
from learning.web import verify
from learning.web.app import create_app


def checking_page(settings: Settings, database: Database) -> dict[str, bytes]:
    """The files of the folder by their names."""
    static = shipped.folder("static")
    app = create_app(settings, database)
    with app.test_request_context("/verify"):
        page = render_template("verify/alone.html", **verify.asked())
        told = {"keys.json": verify.public(), "revocations.json": verify.revoked()}
    return {
        "index.html": page.encode("utf-8"),
        "verify.js": (static / "js" / "verify.js").read_bytes(),
        "verify.css": b"\n".join(
            (static / "css" / f"{sheet}.css").read_bytes()
            for sheet in ("base", "layout", "components")
        ),
        **told,
    }
