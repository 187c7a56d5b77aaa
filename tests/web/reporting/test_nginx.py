"""The example for nginx keeps what Debrief promises: no log, no cookie, nothing on its disk."""

from __future__ import annotations

import re
from pathlib import Path

from learning.web.reporting import app, dispatching
from tests.web.reporting.test_dispatching import TELLING

FOLDER = Path(app.__file__).parent
SITE = (FOLDER / "nginx.conf").read_text("utf-8")
REPORTS = (FOLDER / "nginx-reports.conf").read_text("utf-8")
#: what other proxies add, and an nginx that stands at the edge meets from nobody honest
OF_OTHERS = {
    "HTTP_CF_CONNECTING_IP",
    "HTTP_X_ORIGINAL_FORWARDED_FOR",
    "HTTP_X_REQUESTED_BY_SOME_PROXY",
}
_INCLUDE = "include /etc/nginx/debrief-reports.conf;"


def _set(name: str) -> list[str]:
    """What a directive is set to for reports."""
    return re.findall(rf"^{name} (.+);$", REPORTS, re.MULTILINE)


def test_nothing_of_reports_is_logged() -> None:
    assert _set("access_log") == ["off"] and _set("error_log") == ["/dev/null crit"]
    first, redirect = SITE.partition("listen 80;")[2].partition("}")[0], "return 301"
    assert "access_log off;" in first and redirect in first, "nor on the way to TLS"


def test_what_the_dispatcher_takes_away_never_leaves_nginx() -> None:
    cleared = {one.partition(" ")[0] for one in _set("proxy_set_header") if one.endswith('""')}
    named = {f"HTTP_{name.upper().replace('-', '_')}" for name in cleared} - {"HTTP_CONNECTION"}
    assert {one for one in TELLING if one.startswith("HTTP_")} - OF_OTHERS <= named
    assert not named & dispatching._LEFT, "and what is needed arrives"
    assert _set("proxy_hide_header") == ["Set-Cookie"]


def test_what_is_sent_fits_into_memory_and_what_is_too_long_reaches_our_own_page() -> None:
    buffer, most = _set("client_body_buffer_size"), _set("client_max_body_size")
    assert buffer == most and int(most[0].removesuffix("k")) * 1_024 > app.MOST_BYTES
    assert _set("proxy_max_temp_file_size") == ["0"]


def test_every_way_to_reports_has_these_rules_and_no_other_has_them() -> None:
    blocks = re.findall(r"location ([^{]+) {([^}]+)}", SITE)
    ruled = [place for place, inside in blocks if _INCLUDE in inside]
    assert ruled == [f"= {dispatching.ROOM}", f"^~ {dispatching.ROOM}/", "/"]
    assert "X-Forwarded-For $remote_addr" in blocks[0][1] and blocks[0][0] == "/"
    assert "server_name report.example.org;" in SITE.partition("--- second way: reports")[2]
