"""The few files that pages of reporting need, under `/report`: they ask for nothing else."""

from __future__ import annotations

from flask import Flask
from whitenoise import WhiteNoise

from learning.settings import Settings
from learning.web import assets

_NAMES = ("site.css", "icons.svg")
FOLDER = "/report/static"


def install(app: Flask, settings: Settings) -> None:
    """Serve them under names that change with their content."""
    folder = settings.instance / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    found = assets.collected()
    names = {name: assets.place(folder, name, found[name]) for name in _NAMES}
    served = WhiteNoise(app.wsgi_app, max_age=assets.FOREVER)
    for name in names.values():
        served.add_file_to_dictionary(f"{FOLDER}/{name}", str(folder / name))
    app.wsgi_app = served  # type: ignore[method-assign]
    app.jinja_env.globals["static"] = lambda name: f"{FOLDER}/{names[name]}"
