"""Stylesheets, scripts and pictures under names that change with their content.

The stylesheets are joined into one file. Everything is read at start; a browser may keep it for
ever.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path

from flask import Flask, current_app
from whitenoise import WhiteNoise

from learning import shipped

_SHEETS = ("base", "layout", "components", "print")
FOREVER = 31_536_000


def install(app: Flask) -> None:
    """Write the hashed files into the instance folder and serve them in front of the site."""
    settings = app.extensions["settings"]
    folder = settings.instance / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    names = {name: place(folder, name, body) for name, body in collected().items()}
    app.extensions["assets"] = names
    served = WhiteNoise(app.wsgi_app, max_age=FOREVER)
    for name in names.values():
        served.add_file_to_dictionary(f"/static/{name}", str(folder / name))
    app.wsgi_app = served  # type: ignore[method-assign]


def address(name: str) -> str:
    """Where the browser finds the file `name` ('site.css', 'icons.svg')."""
    return f"/static/{current_app.extensions['assets'][name]}"


def collected() -> dict[str, bytes]:
    """What browsers are given, by its plain name: one stylesheet, the pictures and the scripts."""
    static = shipped.folder("static")
    css = b"\n".join((static / "css" / f"{sheet}.css").read_bytes() for sheet in _SHEETS)
    found = {path.name: path.read_bytes() for path in _files(static / "img", static / "js")}
    return {"site.css": css, **found}


def hashed(name: str, body: bytes) -> str:
    """The name of a file that changes with its content."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{ending}"


def _files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]


def place(folder: Path, name: str, body: bytes) -> str:
    """Write a file once under its hashed name; a half-written one is never seen."""
    changing = hashed(name, body)
    for path, content in ((folder / changing, body), (folder / f"{changing}.gz", _packed(body))):
        if not path.exists() or path.read_bytes() != content:
            partial = folder / f"{path.name}.{os.getpid()}.partial"
            partial.write_bytes(content)
            partial.replace(path)
    return changing


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
