"""The record in a real browser: a certificate is made, downloaded and checked, asking nobody."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from learning.signing.keys import Ring
from tests.browser.conftest import ROOT, Open
from tests.browser.journeys import become, keys, modules, send, take
from tests.browser.test_pages import LOOKS, look
from tests.signing.test_checking import SAID

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def complete(page: Page, name: str) -> None:
    """Somebody who has completed the course, at their record."""
    become(page, name)
    page.goto("/record")
    if page.get_by_role("heading", name="Certificates").locator("xpath=..//li").count() == 0:
        for module in modules():
            send(page, keys(), module)
    page.goto("/record")


def certificate(page: Page) -> None:
    """Open the certificate on the record, making it the first time."""
    if page.get_by_role("button", name="Make the certificate").count():
        page.get_by_role("button", name="Make the certificate").click()
    else:
        page.get_by_role("link", name="Look at the certificate").click()


def download(page: Page, link: str, place: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    file = place / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def checked(page: Page, file: Path) -> str:
    """What the checking page says of a file."""
    page.set_input_files("#signed_file", [])
    page.set_input_files("#signed_file", file)
    page.locator("#check_outcome:focus").wait_for()
    told = page.inner_text("#check_outcome")
    page.evaluate("document.activeElement.blur()")
    return told


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_the_record_have_no_violation(
    opened: Open, width: int, scheme: str, tmp_path: Path
) -> None:
    page = opened(width=width, scheme=scheme)
    complete(page, "Rana")
    certificate(page)
    look(page)
    file = download(page, "Download the signed data", tmp_path)
    page.goto("/verify")
    look(page)
    assert "This is genuine" in checked(page, file)
    look(page)
    file.write_bytes(file.read_bytes().replace(b'"Crew', b'"Drew'))
    assert "changed after it was made" in checked(page, file)
    look(page)
    page.goto("/record/import")
    look(page)
    page.get_by_role("button", name="Add the record").click()
    look(page)
    page.goto("/record")
    look(page)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_cpd_have_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Rosa")
    page.goto("/record/cpd")
    look(page)
    page.get_by_role("button", name="Begin").click()
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Save the entry").click()
    assert page.title().startswith("Error: ")
    look(page)
    page.fill("#title", "Reading about readback")
    page.fill("#done_on", "2026-03-03")
    page.get_by_role("button", name="Save the entry").click()
    look(page)
    page.get_by_role("link", name="Delete this entry").click()
    look(page)
    page.goto("/record/cpd")
    look(page)


def test_both_files_are_checked_without_asking_a_server(opened: Open, tmp_path: Path) -> None:
    page = opened(width=1280)
    complete(page, "Ravi")
    certificate(page)
    files = [download(page, one, tmp_path) for one in ("Download the PDF", "Download the signed")]
    page.goto("/verify")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for file in files:
        told = checked(page, file)
        assert "This is genuine" in told and "Crew: working together" in told, file
        assert "Ravi" in told and "Not on the list of" in told
    assert asked == []


def test_every_byte_of_the_signed_file_counts_in_the_browser_too(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(width=1280)
    complete(page, "Ravi")
    certificate(page)
    file = download(page, "Download the signed data", tmp_path)
    body = file.read_bytes()
    page.goto("/verify")
    for at in range(3, len(body) - 1, 23):
        other = bytearray(body)
        other[at] ^= 1
        file.write_bytes(bytes(other))
        assert "This is not shown to be genuine" in checked(page, file), at


def test_the_exported_page_works_from_a_folder_without_a_server(
    opened: Open, tmp_path: Path
) -> None:
    environ = {**os.environ, "LEARNING_INSTANCE": str(tmp_path / "instance")}
    for command in (
        ["certificates", "revoke", "gone", "--reason", "identity"],
        ["keys", "export-page", str(tmp_path / "check")],
        ["certificates", "revocations", "--out", str(tmp_path / "list.json")],
    ):
        run = [sys.executable, "-m", "learning.cli", *command]
        done = subprocess.run(run, cwd=ROOT, env=environ, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    page = opened(width=360)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / "check" / "index.html").as_uri())
    ring, file = Ring(tmp_path / "instance" / "keys"), tmp_path / "c.json"
    for statement, words in [
        (SAID, "This is genuine"),
        (SAID | {"name": "محمد \u2028 \x7f \"'<b>"}, "محمد"),
        (SAID | {"id": "gone"}, "it went to the wrong person"),
    ]:
        file.write_bytes(ring.sign(statement, on=dt.date(2027, 3, 3))[1])
        assert words in checked(page, file)
    # the list itself is signed by the same key: read, checked, and no certificate
    told = checked(page, tmp_path / "list.json")
    assert re.search("holds no signed data", told), told
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 nothing")
    assert "holds no signed data" in checked(page, letter)
    assert said == []
    look(page)


def test_without_script_the_page_names_the_command(opened: Open) -> None:
    page = opened(width=360, script=False)
    page.goto("/verify")
    assert not page.locator("#signed_file").is_visible()
    assert "learning verify" in page.inner_text("#check_script")


def test_a_newcomer_goes_from_an_invitation_to_a_certificate_that_is_genuine(
    opened: Open, tmp_path: Path
) -> None:
    office, page, items = opened(width=360), opened(width=360, script=False), keys()
    become(office, "Olu")
    office.goto("/admin/invitations")
    office.get_by_label("Whom it is for").fill("A newcomer")
    with office.expect_navigation():
        office.get_by_role("button", name="Make a link").click()
    page.goto(re.sub(r"^https?://[^/]+", "", office.get_by_label("The link").input_value()))
    page.get_by_label("Your name").fill("Zoë Kowalczyk")
    page.get_by_label("E-mail address").fill(f"zoe-{tmp_path.name}@example.org")
    page.get_by_label("Password").fill("four small wet dogs")
    page.get_by_role("button", name="Make the account").click()
    assert "Choose a course to begin." in (page.text_content("main") or "")
    for module in modules()[1:]:
        send(page, items, module)
    take(page, items, modules()[0])
    page.goto("/record")
    certificate(page)
    assert "Zoë Kowalczyk" in (page.text_content("main") or "")
    file = download(page, "Download the PDF", tmp_path)
    anybody = opened()
    anybody.goto("/verify")
    assert "This is genuine" in checked(anybody, file)
    page.goto("/account/delete")
    page.get_by_label("Your password").fill("four small wet dogs")
    page.get_by_role("button", name="Delete my account").click()
    assert "Your account is deleted" in (page.text_content("main") or "")
    assert "This is genuine" in checked(anybody, file), "it needs no account"
