"""Links of a preview lead to previews of the same course and of cases, and leave all others be."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from learning.authoring.repository import Standing
from learning.web.authoring_preview_links import led
from learning.web.workbench import Tree

COMMIT = Tree(Standing(Path(), "ready"), None, folder=False)
FOLDER = Tree(Standing(Path(), "ready"), None, folder=True)
HERE = "/authoring/courses/crew/preview"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/courses/crew", HERE),
        ("/courses/crew/identity", f"{HERE}/identity"),
        ("/courses/crew/identity#two-details", f"{HERE}/identity#two-details"),
        ("/courses/crew/scenarios/door", f"{HERE}/scenarios/door"),
        ("/courses/crew/identity?from=search", f"{HERE}/identity"),
        ("/cases/in-01", "/authoring/courses/cases/preview/in-01"),
        ("/courses/other/identity", "/courses/other/identity"),
        ("/courses", "/courses"),
        ("https://example.org/courses/crew", "https://example.org/courses/crew"),
        ("#note-1", "#note-1"),
    ],
)
def test_a_link_leads_to_the_preview_of_what_it_names(before: str, after: str) -> None:
    assert led(f'<p><a class="x" href="{before}">x</a>', "crew", COMMIT) == (
        f'<p><a class="x" href="{after}">x</a>'
    )


def test_in_the_folder_they_stay_in_the_folder_and_the_place_comes_last() -> None:
    html = '<a href="/courses/crew/identity#two">x</a><img src="/courses/crew/a/media/b.png">'
    assert led(html, "crew", FOLDER) == (
        f'<a href="{HERE}/identity?from=folder#two">x</a>'
        f'<img src="{HERE}/a/media/b.png?from=folder">'
    )


def test_pieces_of_an_item_keep_their_shape() -> None:
    link = Markup('<a href="/cases/in-01">x</a>')
    pieces = {"prompt": link, "rationale": None, "near": [link, "no link"], "n": 3}
    found = led(pieces, "crew", COMMIT)
    assert found["near"][0] == found["prompt"] != link
    assert (found["rationale"], found["near"][1], found["n"]) == (None, "no link", 3)
