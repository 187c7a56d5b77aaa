"""Lists in a real browser: looked at, refused, too large, and applied."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from learning.web.packed_lists import MOST_BYTES
from tests.browser.conftest import Open
from tests.browser.journeys import become
from tests.browser.test_pages import LOOKS, look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def sent(page: Page, file: Path) -> None:
    page.goto("/admin/import")
    page.get_by_label("The list", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look at what it would change").click()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_what_a_list_would_change_has_no_violation(
    opened: Open, width: int, scheme: str, tmp_path: Path
) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Olu")
    file = tmp_path / "list.csv"
    file.write_text("team_id;name;parent_id\nZ1;Zeta;\nZ2;;Z1\nZ3;A very long name of a team;Q\n")
    sent(page, file)
    look(page)
    assert page.get_by_text("There is no team 'Q' to lie in").is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Do this").click()
    look(page)
    assert page.title().startswith("Error: ")
    file.write_text("what,ever\n")
    sent(page, file)
    look(page)
    assert page.title().startswith("Error: ")
    page.get_by_text("People and their places in teams", exact=True).first.click()
    look(page)


def test_a_file_that_is_much_too_large_gets_a_page_that_says_so(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(width=360, scheme="light")
    become(page, "Olu")
    file = tmp_path / "list.csv"
    file.write_bytes(b"x" * (MOST_BYTES * 2))
    sent(page, file)
    assert page.get_by_text("A list may have 8 megabytes.").is_visible()
