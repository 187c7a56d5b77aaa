"""The page client itself: it must see what it is there to see."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages import Page, Pages

_GOOD = (
    '<html lang="en"><head><title>T</title></head><body><main><h1>H</h1>'
    '<form method="post"><input type="hidden" name="csrf_token" value="t">{}</form>{}'
    "</main></body></html>"
)


def page_of(html: str) -> Page:
    app = Flask("planted")
    app.add_url_rule("/page", view_func=lambda: html)
    return Page(app.test_client().get("/page"))


def test_a_page_in_order_has_no_problems() -> None:
    field = '<label for="a">A</label><input id="a" name="a"><svg><title>drawn</title></svg>'
    assert page_of(_GOOD.format(field, '<a href="#a">up</a>')).problems == []


@pytest.mark.parametrize(
    ("inside", "after", "problem"),
    [
        ("", '<i id="x"></i><i id="x"></i>', "the id x twice"),
        ("", "<h1>Another</h1>", "2 of h1"),
        ("", "<title>Another</title>", "2 of title"),
        ("", '<img src="x">', "a picture without alt text"),
        ("", "<style>p { }</style>", "inline style"),
        ("", '<p style="color: red">', "inline style"),
        ("", "<script>1</script>", "inline script"),
        ("", '<p onclick="1">', "inline script"),
        ('<input name="a">', "", "a field without a label: a"),
        ('<textarea id="a" name="a"></textarea>', "", "a field without a label: a"),
        ("", '<form method="post" action="/x"></form>', "a form without a token: /x"),
        ("", '<p aria-labelledby="gone">', "a reference to the id gone, which is not there"),
        ("", '<a href="#gone">', "a reference to the id gone, which is not there"),
    ],
)
def test_a_page_that_is_not_in_order_is_found_out(inside: str, after: str, problem: str) -> None:
    assert page_of(_GOOD.format(inside, after)).problems == [problem]


def test_a_page_without_a_language_is_found_out() -> None:
    html = _GOOD.format("", "").replace(' lang="en"', "")
    assert page_of(html).problems == ["the page names no language"]


def test_a_form_is_read_as_a_browser_would_send_it() -> None:
    fields = """
        <label for="a">A</label><input id="a" name="a" value="1"><input name="off" disabled>
        <label for="b">B</label><textarea id="b" name="b">
two &amp; lines</textarea>
        <label for="c">C</label>
        <select id="c" name="c"><option value="x">X<option value="y" selected>Y</select>
        <label for="d">D</label><select id="d" name="d"><option value="x">X</select>
        <label for="e">E</label><input type="checkbox" id="e" name="e" value="1">
        <label for="f">F</label><input type="radio" id="f" name="f" value="1" checked>
        <button name="g">G</button>"""
    form = page_of(_GOOD.format(fields, "")).form("/page")
    sent = [one for one in form.fields if one[0] != "csrf_token"]
    assert sent == [("a", "1"), ("b", "two & lines"), ("c", "y"), ("d", "x"), ("f", "1")]


def test_a_status_that_was_not_expected_fails(pages: Pages) -> None:
    pages.get("/nowhere", status=404)
    with pytest.raises(AssertionError, match="404"):
        pages.get("/nowhere")
