"""What the pages stand on: settings that were chosen on the web hold here, too."""

from __future__ import annotations

from dataclasses import replace

from learning import clock
from learning.db import Database
from learning.installation import choosing
from learning.settings import Settings
from learning.web.reporting.app import create_reporting
from learning.web.reporting.places import here
from tests.builders import AT
from tests.reports.desks import Desk


def test_a_route_that_an_administrator_chose_opens_the_pages_and_stands_on_them(
    settings: Settings, database: Database, desk: Desk
) -> None:
    plain = replace(settings, report_support="")
    browser = create_reporting(plain, database).test_client()
    assert "Begin</button>" not in browser.get("/report").text
    with database.writing() as session:
        choosing.choose(session, "report_support", "The chaplain", settings=plain, version=0, at=AT)
    page = browser.get("/report").text
    assert "The chaplain" in page and "Begin</button>" in page


def test_a_moment_is_seconds_and_the_day_of_the_zone_and_no_secret_is_shown(
    settings: Settings, database: Database
) -> None:
    app = create_reporting(replace(settings, timezone="Pacific/Kiritimati"), database)
    with app.test_request_context("/report"):
        now = here().now()
        assert now.on == clock.now_in("Pacific/Kiritimati").date()
        assert abs(now.at - clock.now().timestamp()) < 60
        assert settings.secret_key and settings.secret_key not in repr(here().keys)
