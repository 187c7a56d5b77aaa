"""Every page in a real browser, light and dark: no violation, no overflow, no script error."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import ROOT, Open
from tests.browser.journeys import answer, become, begin, keys

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

SIGNED_OUT = [
    "/",
    "/courses",
    "/cases",
    "/cases/cp-02-wrong-door",
    "/sign-in",
    "/nowhere",
    "/search?q=door",
    "/search?q=zebra",
    "/report-error",
    "/privacy",
    "/accessibility",
    "/crew",
    "/about/sources",
    "/help",
    "/help/facilitators",
]
SIGNED_IN = [
    "/",
    "/courses",
    "/courses/crew",
    "/courses/crew/speaking-up",
    "/record",
    "/record/calibration",
    "/record/crews",
    "/courses/crew/scenarios/identity-at-the-door/crew",
    "/courses/crew/scenarios/identity-at-the-door/pack",
]
ACCOUNT = ["/account", "/account/name", "/account/email", "/account/password"]
RIGHTS = ["/refreshers", "/account/download", "/account/delete"]
ADMIN = [
    "/admin",
    "/admin/import",
    "/admin/invitations",
    "/admin/people",
    "/admin/people?q=nobody",
    "/admin/people/new",
    "/admin/teams",
    "/admin/teams?q=nobody",
    "/admin/teams/new",
    "/admin/system",
    "/authoring/errors",
    "/authoring/items",
    "/authoring/items/crew",
    "/authoring/items/crew/cl-when-silent",
    "/authoring/regrades",
]
#: the windows of a journey; what is looked at on the way is looked at in both schemes
LOOKS = [(360, "light"), (1280, "dark")]
_AXE = Axe().axe_script
#: the rules that colours decide: `test_assets` holds that nothing else differs between schemes
_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
_IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
_LIST = """options => axe.run(document, {resultTypes: ["violations"], ...options}).then(
    found => found.violations.map(one => [one.id, one.nodes[0].html.slice(0, 160)])
)"""


def look(page: Page) -> None:
    """Axe finds nothing, in the other scheme no colour either, and nothing is too wide."""
    page.wait_for_load_state()  # axe does not stand a page that is still coming in
    page.evaluate(_AXE)
    found = page.evaluate(_LIST, {})
    assert not found, (page.url, found)
    here, other = ("light", "dark")[:: -1 if page.evaluate(_IS_DARK) else 1]
    page.emulate_media(color_scheme=other)
    found = page.evaluate(_LIST, _COLOURS)
    page.emulate_media(color_scheme=here)
    assert not found, (page.url, other, found)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, (page.url, f"{wide} pixels too wide")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_for_anybody_have_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    for path in [*SIGNED_OUT, "/cases?kind=success&stage=court", "/cases?factor=nothing.such"]:
        page.goto(path)
        look(page)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_a_learner_have_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Bob")
    for path in [*SIGNED_IN, *ACCOUNT, *RIGHTS]:
        page.goto(path)
        look(page)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_forms_in_error_have_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    page.goto("/sign-in")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()
    look(page)
    assert page.title().startswith("Error: ")
    page.goto("/report-error?page=/cases")
    with page.expect_navigation():
        page.get_by_role("button", name="Send it").click()
    look(page)
    assert page.title().startswith("Error: ")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_an_administrator_have_no_violation(opened: Open, width: int, scheme: str) -> None:
    page = opened(width=width, scheme=scheme)
    become(page, "Olu")
    for path in ADMIN:
        page.goto(path)
        look(page)
    page.goto("/admin/people?q=alice")
    page.get_by_role("link", name="Alice").click()
    look(page)
    page.goto("/admin/invitations")
    page.get_by_label("How many days it works").fill("0")
    with page.expect_navigation():
        page.get_by_role("button", name="Make a link").click()
    look(page)
    assert page.title().startswith("Error: ")
    page.get_by_label("How many days it works").fill("3")
    with page.expect_navigation():
        page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("The link").input_value()
    look(page)
    page.goto("/join/" + link.partition("/join/")[2])
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Make the account").click()
    look(page)
    assert page.title().startswith("Error: ")
    page.goto("/admin/people?q=alice")
    page.get_by_role("link", name="Alice").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Make a link to a new password").click()
    page.goto("/reset/" + page.get_by_label("The link").input_value().partition("/reset/")[2])
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this password").click()
    look(page)
    assert page.title().startswith("Error: ")
    for path, act in (("password", "Change my password"), ("delete", "")):
        page.goto(f"/account/{path}")
        if act:  # the only administrator is told what to do, and has nothing to press
            page.get_by_role("button", name=act).click()
        look(page)


def test_each_item_with_its_error_and_its_feedback_and_the_result_have_no_violation(
    opened: Open,
) -> None:
    page, items = opened(width=360, scheme="dark"), keys()
    become(page, "Olu")
    begin(page, "checklists-and-identity")
    while "/result" not in page.url:
        look(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Save my answer").click()
        if page.locator(".error-summary").count():
            look(page)
            answer(page, items, rightly=False)
        look(page)
        page.locator("a.button-main").click()
    look(page)
    page.get_by_role("link", name="This item is unclear").first.click()
    look(page)


def test_pages_can_be_read_at_twice_the_text_size(opened: Open) -> None:
    page = opened(width=640)
    become(page, "Bob")
    for path in ["/", "/courses/crew/speaking-up", "/cases/cp-02-wrong-door"]:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (path, wide)


def test_the_console_stays_silent_and_a_page_takes_few_requests(opened: Open) -> None:
    page = opened(width=360)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/courses/crew/speaking-up")
    page.wait_for_load_state("networkidle")
    assert said == []
    # the sprite is the page's icon too; the browser takes it from its cache the second time
    assert len(set(asked)) <= 4, asked


def test_every_shipped_case_prints_on_one_sheet(opened: Open) -> None:
    page, long = opened(width=1280), []
    for file in sorted((ROOT / "courses" / "cases").glob("*.md")):
        page.goto(f"/cases/{file.stem}")
        sheets = re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))
        if len(sheets) != 1:
            long.append((file.stem, len(sheets)))
    assert long == []


def test_a_case_prints_on_paper_without_the_site_around_it(opened: Open) -> None:
    page = opened(width=1280)
    page.goto("/cases/cp-02-wrong-door")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator("footer.foot").is_visible()
    assert page.locator(".case-picture svg[role=img]").is_visible()
