"""A picture that was replaced under its name still shows old attempts what they showed."""

from __future__ import annotations

import shutil
from pathlib import Path

from flask import Flask

from learning.db import Database
from tests.builders import COURSES, Cast, published
from tests.pages import Pages


def _tree(tmp_path: Path) -> Path:
    place = tmp_path / "courses"
    if not place.exists():
        shutil.copytree(COURSES, place)
    return place


def _pictures(tree: Path) -> list[Path]:
    return sorted(tree.glob("*/*/media/*.png"))


def test_a_page_names_the_hash_of_its_pictures_and_they_may_be_kept_for_ever(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    tree = _tree(tmp_path)
    picture = _pictures(tree)[0]
    course, module = picture.parts[-4], picture.parts[-3]
    published(database, tree)
    pages = Pages(app)
    address = f"/courses/{course}/{module}/media/{picture.name}"
    html = pages.get(f"/courses/{course}/{module}").html
    assert f'src="{address}?sha=' in html
    pinned = html.split(f'src="{address}')[1].split('"')[0]
    answer = pages.client.get(address + pinned)
    assert answer.data == picture.read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]
    assert pages.client.get(address).data == picture.read_bytes()


def test_a_replaced_picture_has_another_address_and_the_old_one_still_answers(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    tree = _tree(tmp_path)
    picture = _pictures(tree)[0]
    course, module = picture.parts[-4], picture.parts[-3]
    published(database, tree)
    pages = Pages(app)
    old_bytes = picture.read_bytes()
    old = pages.get(f"/courses/{course}/{module}").html.split("?sha=")[1].split('"')[0]
    picture.write_bytes(old_bytes + b"\0")
    published(database, tree)
    address = f"/courses/{course}/{module}/media/{picture.name}"
    assert f"?sha={old}" not in pages.get(f"/courses/{course}/{module}").html
    assert pages.client.get(f"{address}?sha={old}").data == old_bytes
    assert pages.client.get(address).data == old_bytes + b"\0"


def test_no_other_blob_is_handed_out_as_a_picture(
    app: Flask, database: Database, cast: Cast
) -> None:
    published(database)
    shelf = app.extensions["shelf"]
    with database.reading() as session:
        manifest = shelf.course(session, "crew").release.manifest_sha256
    picture = _pictures(COURSES)[0]
    course, module = picture.parts[-4], picture.parts[-3]
    Pages(app).get(f"/courses/{course}/{module}/media/a.png?sha={manifest}", status=404)
