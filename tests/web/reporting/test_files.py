"""The files of the pages: two, under reporting's own address, and nothing else of the site."""

from __future__ import annotations

import re

from tests.pages import Pages


def test_a_page_asks_for_nothing_outside_reporting(reporter: Pages) -> None:
    for path in ("/report", "/report/start", "/report/receipt", "/report/promises"):
        page = reporter.get(path)
        asked = re.findall(r'(?:src|href)="([^"#]+)', page.html.partition("</head>")[0])
        assert asked and all(one.startswith("/report/static/") for one in asked)
        assert "<script" not in page.html


def test_the_files_are_there_for_long_and_set_no_cookie(reporter: Pages) -> None:
    page = reporter.get("/report")
    for path in set(re.findall(r'"(/report/static/[^"#]+)', page.html)):
        answer = reporter.client.get(path)
        assert answer.status_code == 200 and "max-age=31536000" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        answer.close()


def test_nothing_else_lies_there(reporter: Pages) -> None:
    for name in ("", "site.js", "../settings.toml", "%2e%2e/settings.toml", "site.css"):
        assert reporter.client.get(f"/report/static/{name}").status_code == 404
