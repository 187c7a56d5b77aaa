"""Addresses are matched as Werkzeug matches them, and a host is checked before it is believed."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule
from werkzeug.test import EnvironBuilder

from learning.web import routing
from tests.pages import Pages


def test_an_address_is_built_as_werkzeug_builds_it(app: Flask) -> None:
    rules = [one for one in app.url_map.iter_rules() if ":" not in one.rule]
    plain = Map([Rule(one.rule, endpoint=one.endpoint, defaults=one.defaults) for one in rules])
    ours, theirs = app.url_map.bind("localhost"), plain.bind("localhost")
    for _ in range(2):
        for rule in rules:
            values = (
                dict.fromkeys(rule.arguments, "a b/ü") | dict(rule.defaults or {}) | {"page": 2}
            )
            assert ours.build(rule.endpoint, values) == theirs.build(rule.endpoint, values)
            assert ours.build(rule.endpoint, values, append_unknown=False) == theirs.build(
                rule.endpoint, values, append_unknown=False
            )


def test_a_good_host_is_believed_again_and_no_other_with_it(pages: Pages) -> None:
    for _ in range(2):
        assert pages.client.get("/healthz").status_code == 200
        for host in ("evil.example", "localhost.evil.example", "a b", ""):
            assert pages.client.get("/healthz", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("asked", ["/courses//crew?word=%C3%A4&a=b", "/courses//crew"])
def test_an_address_that_is_not_quite_right_leads_to_the_one_that_is(
    pages: Pages, asked: str
) -> None:
    there = [pages.client.get(asked) for _ in range(2)]
    assert [one.status_code for one in there] == [308, 308]
    assert {one.headers["Location"] for one in there} == {
        f"http://localhost{asked}".replace("//crew", "/crew")
    }


def test_another_protocol_on_the_same_host_is_refused_both_times(pages: Pages) -> None:
    told = {"Connection": "Upgrade", "Upgrade": "websocket"}
    for _ in range(2):
        assert pages.client.get("/courses", headers=told).status_code == 400
        assert pages.client.get("/courses").status_code == 200


def test_no_more_hosts_are_remembered_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "_KEPT", 2)
    app = Flask("hosts")
    hosts = routing.Hosts()
    for number in range(4):
        asked = EnvironBuilder("/a/b", base_url=f"http://h{number}.example", query_string="c=%20")
        request = app.request_class(asked.get_environ())
        checked = app.create_url_adapter(request)
        assert checked is not None
        hosts.add(request, checked)
        found = hosts.adapter(app.url_map, request)
        assert (found is not None) == (number < 2)
        if found is not None:
            assert vars(found) == vars(checked)
