"""Pictures stay what they were: in an open quiz, in an old result, and in the text of a release."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from learning.content.compiling import compile_course
from learning.db import Database
from tests.content_builders import course, item, module, put_into
from tests.pages import Pages
from tests.web.quizzing import IDENTITY

OLD = (Path(__file__).parent.parent / "courses/crew/identity/media/doors.png").read_bytes()
NEW = OLD + b"\0\0\0\0"
DOORS = "![Two doors](media/doors.png)"
_ADDRESS = re.compile(r'src="(/courses/[^"]+)"')

pytestmark = pytest.mark.usefixtures("cast")


def publish(database: Database, folder: Path, body: bytes) -> None:
    """A module whose text and whose item show a picture."""
    (folder / "doors.png").write_bytes(body)
    shown = item(prompt=f"Which?\n\n{DOORS}", feedback={"general": f"This one.\n\n{DOORS}"})
    own = module(items=[shown], text=f"## A\n\n{DOORS}")
    put_into(
        database, compile_course(course(replace(own, media={"doors.png": folder / "doors.png"})))
    )


def pictures(pages: Pages, path: str) -> list[bytes]:
    """The pictures of a page, as a browser gets them."""
    found = _ADDRESS.findall(pages.get(path).html)
    return [pages.client.get(address).data for address in found]


def test_a_picture_that_is_replaced_is_replaced_for_new_readers_alone(
    pages: Pages, database: Database, tmp_path: Path
) -> None:
    publish(database, tmp_path, OLD)
    pages.become("alice")
    page = pages.send(pages.get(IDENTITY), f"{IDENTITY}/attempts")
    assert pictures(pages, page.path) == [OLD]
    publish(database, tmp_path, NEW)
    assert pictures(pages, IDENTITY) == [NEW]
    assert pictures(pages, page.path) == [OLD], "an open quiz shows what it began with"
    pages.send(page, page.path, {"choice": "both"})
    result = f"{page.path.partition('/items/')[0]}/result"
    assert pictures(pages, result) == [OLD, OLD], "and so does its result"


def test_a_picture_with_its_hash_is_kept_by_browsers_for_ever(
    pages: Pages, database: Database, tmp_path: Path
) -> None:
    publish(database, tmp_path, OLD)
    address = _ADDRESS.findall(pages.get(IDENTITY).html)[0]
    assert "immutable" in pages.client.get(address).headers["Cache-Control"]
    bare = pages.client.get(address.partition("?")[0])
    assert bare.headers["Cache-Control"] == "private, no-cache"


def test_the_same_item_in_two_courses_shows_each_its_own_picture_and_links(
    pages: Pages, database: Database, tmp_path: Path
) -> None:
    """It is one blob with one rendering; a copy of a course must not lead into the first."""
    links = f"{DOORS}\n\n[Text](module.md#a), [other](../other/module.md), [all](../course.yaml)"
    for name, body in (("crew", OLD), ("copy", NEW)):
        (tmp_path / "doors.png").write_bytes(body)
        own = module(items=[item(prompt=f"Which?\n\n{links}")], text=f"## A\n\n{links}")
        here = replace(own, media={"doors.png": tmp_path / "doors.png"})
        put_into(database, compile_course(course(here, module("other", ()), course_id=name)))
    pages.become("alice")
    for name, body in (("crew", OLD), ("copy", NEW)):
        path = f"/courses/{name}/identity"
        quiz = pages.send(pages.get(path), f"{path}/attempts")
        for page in (pages.get(path), quiz):
            assert {f"{path}#a", f"/courses/{name}/other", f"/courses/{name}"} <= set(page.links)
            assert pictures(pages, page.path) == [body], (name, page.path)
