"""A link leads somewhere, and its words say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.trees import DOOR, MODULE, add, copied, lines


def told(root: Path, file: str, text: str) -> list[str]:
    """The rules a text breaks at the end of a file."""
    add(file, f"\n{text}\n")(root)
    return [line.rpartition("[")[2][:-1] for line in lines(root)]


@pytest.mark.parametrize(
    "target",
    [
        "https://www.example.org/a", "mailto:a@example.org", "tel:+441234", "/help", "#three-parts",
        "module.md#three-parts", "../identity/module.md", "../identity/", "../identity",
        "../course.yaml", "../../crew", "../../cases/in-01-the-green-door.md",
        "../../cases/in-01-the-green-door", "../../cases/in-01-the-green-door.md#what-caught-it",
        "../identity/media/doors.png", "../identity/module.md?x=1#two-details",
    ],
)  # fmt: skip
def test_a_link_to_what_is_there_is_fine(tmp_path: Path, target: str) -> None:
    assert told(copied(tmp_path), MODULE, f"See [the page on doors]({target}).") == []


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("../nowhere/module.md", "text.dead-link"),
        ("../../cases/in-99.md", "text.dead-link"),
        ("../../later/course.yaml", "text.dead-link"),
        ("media/none.png", "text.dead-link"),
        ("#nowhere", "text.dead-anchor"),
        ("../identity/module.md#nowhere", "text.dead-anchor"),
        ("../../cases/in-01-the-green-door.md#nowhere", "text.dead-anchor"),
        ("../../../etc/passwd", "text.link-kind"),
        ("javascript:alert(1)", "text.link-kind"),
        ("//example.org", "text.link-kind"),
        ("notes.txt", "text.link-kind"),
        ("../%00/module.md", "text.dead-link"),
        (f"../{'x' * 300}/module.md", "text.dead-link"),
    ],
)
def test_a_link_to_what_is_not_there_is_told(tmp_path: Path, target: str, rule: str) -> None:
    assert told(copied(tmp_path), MODULE, f"See [the page on doors]({target}).") == [rule]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("the guide to visits", []), ("this guide", []), ("Here and now", []),
        ("here", ["text.link-text"]), ("Click here!", ["text.link-text"]),
        ("**more**", ["text.link-text"]), ("this page", ["text.link-text"]),
        ("", ["text.link-text"]), ("Read more ›", ["text.link-text"]),
        ("https://example.org/x", ["text.bare-url"]), ("www.example.org", ["text.bare-url"]),
    ],
)  # fmt: skip
def test_the_words_of_a_link_say_where_it_leads(
    tmp_path: Path, words: str, rules: list[str]
) -> None:
    assert told(copied(tmp_path), DOOR, f"- [{words}](https://example.org/a)") == rules


@pytest.mark.parametrize(
    ("alt", "rules"),
    [
        ("A door", []), ("", ["text.alt"]), ("image", ["text.alt"]), ("Photo.", ["text.alt"]),
        ("doors.PNG", ["text.alt"]), ("IMG_0001.jpeg", ["text.alt"]),
        ("A picture of a door", []),
    ],
)  # fmt: skip
def test_a_picture_says_what_it_shows(tmp_path: Path, alt: str, rules: list[str]) -> None:
    file = "crew/identity/module.md"
    assert told(copied(tmp_path), file, f"![{alt}](media/doors.png)") == rules
