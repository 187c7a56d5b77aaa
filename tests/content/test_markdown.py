"""Markdown becomes HTML that is safe, the same every time, and good to read aloud."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content import rendering
from learning.content.markdown import (
    Entry,
    Place,
    Segment,
    body,
    parse,
    render,
    render_inline,
    sections,
    segments,
)

PLACE = Place("crew/identity", {"door.png": (640, 480), "plain.webp": None})


def page(text: str, place: Place = PLACE) -> str:
    """The HTML of a module's text, in one piece."""
    return "".join(segment.html for segment in segments(parse(text), place))


# --- what authors write --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("note", "Note"),
        ("aviation", "From the cockpit"),
        ("practice", "Try this week"),
        ("reflect", "Pause and think"),
        ("safety", "Safety"),
    ],
)
def test_a_callout_is_named_by_its_title(kind: str, title: str) -> None:
    assert page(f"!!! {kind}\n    Words.") == (
        f'<aside aria-labelledby="callout-1" class="callout callout-{kind}">\n'
        f'<p class="callout-title" id="callout-1">{title}</p>\n<p>Words.</p>\n</aside>'
    )


def test_an_author_may_title_a_callout() -> None:
    made = page('!!! note "Say *it* & mean it"\n    - one\n\n    Two.\n\nAfter.')
    assert '<p class="callout-title" id="callout-1">Say <em>it</em> &amp; mean it</p>' in made
    assert made.endswith("<p>Two.</p>\n</aside>\n<p>After.</p>")
    assert ">Note</p>" in page('!!! note ""\n    Words.')


def test_a_callout_within_a_callout_is_no_landmark() -> None:
    made = page("!!! note\n    One.\n\n    !!! safety\n        Two.\n")
    assert made.count("<aside") == 1
    assert '<div aria-labelledby="callout-2" class="callout callout-safety" role="note">' in made


def test_an_unknown_callout_stays_text() -> None:
    assert page("!!! warning\n    Words.") == "<p>!!! warning\n    Words.</p>"


def test_headings_have_ids_of_their_own_and_a_table_of_contents() -> None:
    made = body(parse("## Say [it](https://a.org)\n\n### Twice\n\n## Twice\n\nText."), PLACE)
    assert made.contents == (
        Entry("say-it", "Say it", 2),
        Entry("twice", "Twice", 3),
        Entry("twice-2", "Twice", 2),
    )
    assert '<h2 id="twice-2">Twice</h2>' in made.segments[0].html


def test_the_check_and_the_page_give_a_heading_the_same_id() -> None:
    text = "## One `two` &amp; [three]\n\n> ## Quoted\n\n- ## Listed\n\n## One *two* & three\n\n"
    text += "[three]: #x"
    found = parse(text)
    assert [(h.id, h.text, h.level) for h in found.headings] == [
        (e.id, e.text, e.level) for e in body(found, PLACE).contents
    ]


def test_only_one_way_of_writing_a_heading() -> None:
    assert page("Text\n---") == "<p>Text</p>\n<hr>"
    assert page("#1 on the list") == "<p>#1 on the list</p>"


def test_a_picture_with_a_title_becomes_a_figure_that_does_not_shift_the_page() -> None:
    assert page('![A door](media/door.png "The *wrong* door")') == (
        '<figure><img alt="A door" height="480" loading="lazy" '
        'src="/courses/crew/identity/media/door.png" width="640">'
        "<figcaption>The *wrong* door</figcaption></figure>"
    )


def test_a_picture_within_words_or_without_a_title_is_no_figure() -> None:
    assert "<figure" not in page('See ![a door](media/door.png "Title") here.')
    assert page("![A door](media/plain.webp)") == (
        '<p><img alt="A door" loading="lazy" src="/courses/crew/identity/media/plain.webp"></p>'
    )


@pytest.mark.parametrize(
    "target", ["media/lost.png", "https://elsewhere.example/a.png", "/static/a.png", "../a.png"]
)
def test_a_picture_that_is_not_the_modules_own_is_its_description(target: str) -> None:
    assert page(f"![A door]({target})") == "<p>A door</p>"


def test_a_table_scrolls_by_itself_and_names_its_columns() -> None:
    made = page("| Step |   | Who |\n|------|---|----:|\n| one | x | two |")
    assert made.startswith(
        '<div aria-label="Table" class="table-scroll" role="region" tabindex="0"><table>'
    )
    assert '<th scope="col">Step</th>\n<td></td>\n<th align="right" scope="col">Who</th>' in made


def test_each_table_has_a_name_of_its_own() -> None:
    table = "| a |\n|---|\n| b |\n"
    assert 'aria-label="Table 2"' in page(f"{table}\n\n{table}")


def test_a_link_to_another_site_does_not_hand_over_the_page() -> None:
    assert page('[a](https://www.gov.uk "title")') == (
        '<p><a href="https://www.gov.uk" rel="noopener">a</a></p>'
    )
    assert page("[b](../speaking-up/module.md#say) <https://a.org>") == (
        '<p><a href="/courses/crew/speaking-up#say">b</a> '
        '<a href="https://a.org" rel="noopener">https://a.org</a></p>'
    )


def test_a_link_that_leads_nowhere_keeps_its_words() -> None:
    assert page("[a](javascript:alert(1)) [b](../../../x)") == "<p>a b</p>"


def test_footnotes_are_numbered_as_the_text_refers_to_them() -> None:
    made = page("One[^why]. Two[^2]. Again[^why].\n\n[^2]: Second.\n[^why]: First.")
    assert made.index('href="#fn-1"') < made.index('href="#fn-2"')
    assert '<li id="fn-1">\n<p>First.' in made
    assert 'href="#fnref-1"' in made
    assert 'href="#fnref2-1"' in made
    assert '<a aria-label="Note 2" class="footnote-ref" href="#fn-2"' in made
    assert '<div aria-label="Notes" class="footnote" role="doc-endnotes">\n<ol>' in made


@pytest.mark.parametrize(
    "text", ["[^1]: ", "[^1]: [^2]: a", "[^1]: [a]: b", "a[^1][^\n\n[^1]: [^1]"]
)
def test_an_odd_footnote_stops_nothing(text: str) -> None:
    assert "<script" not in page(text)


def test_definitions_lists_and_fences_are_read() -> None:
    assert page("Term\n:   Meaning") == "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"
    assert page("3. three\n4. four").startswith('<ol start="3">')
    assert page("```{.python #id onclick=x}\na < b\n```") == "<pre><code>a &lt; b\n</code></pre>"


# --- cases ---------------------------------------------------------------------------------------


def test_a_case_cuts_the_text_and_keeps_the_authors_words() -> None:
    made = segments(parse('One.\n\n!!! case "a-case"\n    Read *it*.\n\n!!! case "b-case"\n\nTwo.'))
    assert made == (
        Segment("<p>One.</p>"),
        Segment("<p>Read <em>it</em>.</p>", case="a-case"),
        Segment("", case="b-case"),
        Segment("<p>Two.</p>"),
    )


def test_a_slot_that_cannot_be_cut_out_leaves_its_words() -> None:
    made = segments(parse('!!! note\n    !!! case "a-case"\n        Read it.\n'))
    assert [segment.case for segment in made] == [None]
    assert "<p>Read it.</p>" in made[0].html
    assert page('!!! case "No Slug"\n    Words.') == "<div>\n<p>Words.</p>\n</div>"


def test_no_text_can_pretend_to_be_a_slot() -> None:
    text = '<section data-case="a-case">x</section> `<section data-case="b">` '
    text += '&lt;section data-case="c"&gt;'
    made = segments(parse(f'{text}\n\n![{text}](media/door.png "x")'), PLACE)
    assert [segment.case for segment in made] == [None]


def test_a_case_study_is_cut_at_its_headings() -> None:
    made = sections(parse("Lead.\n\n## What happened\n\nA.[^1]\n\n### More\n\n## Then\n\n[^1]: n"))
    assert [(one.id, one.title) for one in made] == [
        ("opening", ""),
        ("what-happened", "What happened"),
        ("then", "Then"),
    ]
    assert made[0].html == "<p>Lead.</p>"
    assert made[1].html.endswith('<h3 id="more">More</h3>')
    assert '<li id="fn-1">' in made[2].html
    assert [one.title for one in sections(parse("## Only\n\nText."))] == ["Only"]


def test_a_case_study_has_no_slots() -> None:
    (made,) = sections(parse('## One\n\n!!! case "a-case"\n    Words.'))
    assert made.html == "<div>\n<p>Words.</p>\n</div>"


# --- short texts ---------------------------------------------------------------------------------


def test_a_short_text_has_no_ids() -> None:
    made = render("# One\n\n!!! note\n\n[^1]\n\n| a |\n|---|\n| b |\n\n[^1]: n")
    assert " id=" not in made
    assert "<h1" not in made
    assert "<table>" in made


def test_one_paragraph_for_a_label_stands_without_its_p() -> None:
    assert render_inline("Say *it*\nonce.") == "Say <em>it</em>\nonce."
    assert render_inline("One.\n\nTwo.") == "<p>One.</p>\n<p>Two.</p>"
    assert render_inline("- one") == "<ul>\n<li>one</li>\n</ul>"
    assert render_inline("") == ""


PLAIN = st.text(st.sampled_from("ab1Z\u00e9 ,.;:?!'\"()\u2019-/%_*\n"), max_size=30)


@given(PLAIN)
def test_plain_words_need_no_engine(text: str) -> None:
    """The short way is only short: it makes what the engine makes."""
    cleaned = rendering._cleaned(rendering._engine(PLACE), text, rendering.sanitising.short)
    assert render(text, PLACE) == cleaned


# --- safety --------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Reads HTML as a browser would, and remembers what must not be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bad: list[object] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "object", "embed", "form", "input", "svg", "base"):
            self.bad.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.bad.append((name, value))
            if name in ("href", "src") and ":" in (value or "").split("/")[0].split("#")[0]:
                scheme = (value or "").split(":")[0].strip().lower()
                if scheme not in ("http", "https", "mailto", "tel"):
                    self.bad.append((name, value))
            if name == "src" and not (value or "").startswith("/courses/"):
                self.bad.append((name, value))
            if name == "id":
                self.ids.append(value or "")


PIECES = [
    "# ", "## a", "!!! note \"", "!!! case \"cp-01\"\n    ", "!!! practice\n    ", "\n", "\n\n",
    "    ", "- ", "1. ", "> ", "[^1]", "[^1]: ", "[a](", "![a](", ")", "[", "]", "](", "(",
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
    "[x](javascript:alert(1))", "[x]: javascript:a\n", "<a style=x>", "```\n",
    "```{.a #b onclick=x}\n",
    "|a|b|\n|-|-|\n", "|", "---", "*", "_", "**", "`", "\\", "&lt;", "&#60;script&#62;", "\"", "'",
    "media/door.png", "<http://a>", "<a@b.c>", "<javascript://x>", ":   ", "\t", "\x00", "\x02",
    "\x03", "\x02wzxhzdk:0\x03", "\x02klzzwxh:0001\x03", "<", ">", "\u00e9", "data:text/html,",
    "\r", "\u2028", "<section data-case=\"x\">", "{: onclick=x}", "///Footnotes Go Here///",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_no_text_brings_a_script_to_the_page_or_stops_it(text: str) -> None:
    found = parse(text)
    whole = "".join(segment.html for segment in body(found, PLACE).segments)
    cut = "".join(section.html for section in sections(found, PLACE))
    for made in (whole, cut, render(text, PLACE), render_inline(text, PLACE)):
        read = Reader(made)
        assert read.bad == []
        assert len(set(read.ids)) == len(read.ids)
        assert "<section" not in made


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_the_same_text_makes_the_same_html(text: str) -> None:
    assert body(parse(text), PLACE) == body(parse(text), PLACE)


def test_text_nested_beyond_following_is_shown_as_written() -> None:
    text = "## One\n\n" + "".join("    " * n + "- a\n" for n in range(300))
    made = body(parse(text))
    assert made.segments[0].html.startswith("<pre>## One")
    assert made.contents == ()
    assert sections(parse(text))[0].html == made.segments[0].html
    assert render(text).startswith("<pre>")
    for piece in ("> " * 3000 + "a", "[" * 500):
        assert Reader(page(piece)).bad == []


def test_half_a_character_is_replaced() -> None:
    assert page("a\ud800b") == "<p>a?b</p>"
