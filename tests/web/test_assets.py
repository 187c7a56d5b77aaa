"""Stylesheets, scripts and pictures under names that change with their content."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from learning import shipped
from learning.db import Database
from learning.settings import Settings
from learning.web.app import create_app
from tests.pages import Pages

_SHEET = re.compile(r'href="(/static/site\.[0-9a-f]{12}\.css)"')


def fetch(pages: Pages, path: str, *, packed: bool = False) -> TestResponse:
    """A file, read to its end and closed as a server would."""
    told = {"Accept-Encoding": "gzip" if packed else "identity"}
    answer = pages.client.get(path, headers=told)
    answer.get_data()
    answer.close()
    return answer


@pytest.fixture
def sheet(pages: Pages) -> str:
    found = _SHEET.search(pages.get("/").html)
    assert found is not None
    return found[1]


def test_every_page_names_one_stylesheet_of_all_sheets(pages: Pages, sheet: str) -> None:
    answer = fetch(pages, sheet)
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    for path in (shipped.folder("static") / "css").glob("*.css"):
        there = path.read_text(encoding="utf-8") in answer.text
        assert there is (path.name != "preview.css"), path.name  # that one is the preview's own


def test_a_browser_keeps_it_for_ever_because_its_name_changes_with_it(
    pages: Pages, sheet: str
) -> None:
    assert "max-age=31536000" in fetch(pages, sheet).headers["Cache-Control"]


def test_it_travels_packed_where_the_browser_unpacks(pages: Pages, sheet: str) -> None:
    packed = fetch(pages, sheet, packed=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == fetch(pages, sheet).data


@pytest.mark.parametrize(("name", "kind"), [("icons.svg", "image/svg+xml"), ("site.js", "script")])
def test_pictures_and_scripts_are_served_by_their_kind(
    pages: Pages, app: Flask, name: str, kind: str
) -> None:
    answer = fetch(pages, f"/static/{app.extensions['assets'][name]}")
    assert answer.status_code == 200
    assert kind in answer.headers["Content-Type"]


@pytest.mark.parametrize("path", ["site.css", "site.000000000000.css", "../secret_key", "", "css/"])
def test_nothing_else_is_served(pages: Pages, path: str) -> None:
    assert fetch(pages, f"/static/{path}").status_code == 404


def test_a_new_version_has_a_new_name_and_the_old_file_stays_for_open_pages(
    settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = create_app(settings, database).extensions["assets"]["site.css"]
    static = tmp_path / "static"
    for folder in ("css", "img", "js"):
        (static / folder).mkdir(parents=True)
    for name in ("base", "layout", "components", "print"):
        (static / "css" / f"{name}.css").write_text("p { color: red }")
    shutil.copy(shipped.folder("static") / "img" / "icons.svg", static / "img")
    monkeypatch.setattr(shipped, "folder", lambda name: static)
    new = create_app(settings, database).extensions["assets"]["site.css"]
    assert new != old
    assert (settings.instance / "assets" / old).exists()


def test_a_file_that_was_cut_short_is_written_again(
    settings: Settings, database: Database, app: Flask
) -> None:
    placed = settings.instance / "assets" / app.extensions["assets"]["site.css"]
    whole = placed.read_bytes()
    placed.write_bytes(whole[:100])
    create_app(settings, database)
    assert placed.read_bytes() == whole
    assert [path.name for path in placed.parent.iterdir() if "partial" in path.name] == []


def test_the_dark_scheme_changes_colours_and_nothing_else() -> None:
    """So that pages in the browser are looked at for colours alone in their other scheme."""
    sheets = sorted((shipped.folder("static") / "css").glob("*.css"))
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    (dark,) = re.findall(r"@media \(prefers-color-scheme[^{]*\{(.*?)\n\}", text, re.DOTALL)
    inside = re.fullmatch(r"\s*:root \{(.*)\}\s*", dark, re.DOTALL)
    assert inside is not None
    names = [line.partition(":")[0].strip() for line in inside[1].split(";") if line.strip()]
    assert names and all(name.startswith("--") for name in names)
    for name in names:
        kinds = re.findall(rf"([a-z-]+):[^;{{}}]*var\({name}\)", text)
        assert all(
            re.search("color|background|border|outline|shadow|fill|stroke|decoration", kind)
            for kind in kinds
            if not kind.startswith("--")
        ), (name, kinds)
