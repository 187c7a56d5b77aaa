"""Links between files become addresses of pages."""

from __future__ import annotations

import pytest

from learning.content.addresses import address, path

FOLDER = "crew/speaking-up"


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("https://www.gov.uk/a", "https://www.gov.uk/a"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+441234", "tel:+441234"),
        ("#say-it-once", "#say-it-once"),
        ("/help", "/help"),
        ("../identity/module.md", "/courses/crew/identity"),
        ("../identity/", "/courses/crew/identity"),
        ("../identity/module.md#the-tool", "/courses/crew/identity#the-tool"),
        ("module.md#top", "/courses/crew/speaking-up#top"),
        ("../course.yaml", "/courses/crew"),
        ("../../crew", "/courses/crew"),
        ("../../cases/cp-02-wrong-door.md", "/cases/cp-02-wrong-door"),
        ("../../cases/cp-02-wrong-door", "/cases/cp-02-wrong-door"),
        ("../scenarios/a-door.yaml", "/courses/crew/scenarios/a-door"),
        ("media/sheet%20one.pdf", "/courses/crew/speaking-up/media/sheet%20one.pdf"),
    ],
)
def test_a_link_leads_to_its_page(target: str, leads_to: str) -> None:
    assert address(target, FOLDER) == leads_to


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "../../../etc/passwd",
        "../../..",
        "quiz.yaml/media/x/y",
        "../scenarios/a-door.md",
        "../../cases/a/b",
        "",
        "?x",
    ],
)
def test_anything_else_leads_nowhere(target: str) -> None:
    assert address(target, FOLDER) is None


def test_a_path_is_told_only_within_the_courses() -> None:
    assert path("../identity/module.md#x", FOLDER) == "crew/identity/module.md"
    assert path("https://a.org", FOLDER) is None
    assert path("../../..", FOLDER) is None
    assert path("#x", FOLDER) is None
