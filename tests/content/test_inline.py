"""Plain words and the ids of headings."""

from __future__ import annotations

import re

import pytest

from learning import shipped
from learning.content.inline import heading_id, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Say** it _once_ more", "Say it once more"),
        ("5 * 3 and snake_case", "5 * 3 and snake_case"),
        ("a `code *span*` b", "a code *span* b"),
        ('[text](https://a.org "title") ![alt](b.png)', "text alt"),
        ("Tom &amp; Ben[^1]", "Tom & Ben"),
        (r"\*not\* emphasis", "*not* emphasis"),
        ("[brackets] stay", "[brackets] stay"),
        ("<b>words</b>", "words"),
    ],
)
def test_plain_words_are_without_markup(text: str, words: str) -> None:
    assert plain(text) == words


def test_ids_are_slugs_and_each_stands_once() -> None:
    used: dict[str, int] = {}
    made = [
        heading_id(words, used) for words in ("Café & Co.", "Cafe co", "Don't wait", "???", "!")
    ]
    assert made == ["cafe-co", "cafe-co-2", "dont-wait", "section", "section-2"]


def test_ids_keep_clear_of_footnotes_and_callouts() -> None:
    assert heading_id("fn 1", {}) == "section-fn-1"
    assert heading_id("fnref2 1", {}) == "section-fnref2-1"
    assert heading_id("Callout 1", {}) == "section-callout-1"
    assert heading_id("Main", {}) == "main-section"


def test_ids_keep_clear_of_every_id_the_templates_use() -> None:
    """Two things with one id break links and labels; this grows with the templates."""
    pages = shipped.folder("templates").rglob("*.html")
    written = "".join(path.read_text("utf-8") for path in pages)
    for name in set(re.findall(r'\bid="([a-z-]+)"', written)):
        assert heading_id(name.replace("-", " "), {}) != name
