"""Mistakes in Markdown: what cannot be followed by ear, by keyboard or in a hurry."""

from __future__ import annotations

from tests.content.trees import (
    DOOR,
    IDENTITY,
    MODULE,
    QUIZ,
    Mistake,
    add,
    put,
    swap,
)

HEAD = """\
---
title: Speaking up
minutes: 10
objectives: [say-it]
sources: [{id: handbook}]
review: {last: 2026-11-22, by: The tests, due: 2099-11-01}
peer_task: Say one doubt aloud.
---
"""

MISTAKES = [
    Mistake("text.empty", put(MODULE, HEAD), "crew/speaking-up/module.md:1:1"),
    Mistake(
        "text.h1",
        swap(MODULE, "## Why it is hard", "# Why it is hard"),
        "crew/speaking-up/module.md:18:1",
    ),
    Mistake(
        "text.heading-order",
        swap(MODULE, "### Say it twice", "#### Say it twice"),
        "crew/speaking-up/module.md:33:1",
    ),
    Mistake(
        "text.heading-empty",
        swap(MODULE, "### Say it twice", "### &nbsp;"),
        "crew/speaking-up/module.md:33:1",
    ),
    Mistake(
        "text.raw-html",
        swap(MODULE, "This module is invented.", "This <b>module</b> is invented."),
        "crew/speaking-up/module.md:20:6",
    ),
    Mistake(
        "text.raw-html",
        swap(QUIZ, "text: Your rank.", "text: Your <br> rank."),
        "crew/speaking-up/quiz.yaml:42:26",
    ),
    Mistake(
        "text.alt",
        swap(IDENTITY, "Two green doors side by side, numbers 12 and 21", ""),
        "crew/identity/module.md:22:5",
    ),
    Mistake(
        "text.alt",
        swap(IDENTITY, "Two green doors side by side, numbers 12 and 21", "doors.png"),
        "crew/identity/module.md:22:14",
    ),
    Mistake(
        "text.link-text",
        swap(MODULE, "in the module on identity", "here"),
        "crew/speaking-up/module.md:21:8",
    ),
    Mistake(
        "text.bare-url",
        add(MODULE, "\n<https://example.org/a>\n"),
        "crew/speaking-up/module.md:40:2",
    ),
    Mistake(
        "text.dead-link",
        swap(MODULE, "../identity/module.md#two-details", "../identiti/module.md"),
        "crew/speaking-up/module.md:21:29",
    ),
    Mistake(
        "text.dead-link",
        swap(QUIZ, "Your rank.,", "'Your [own rank](../rank/module.md).',"),
        "crew/speaking-up/quiz.yaml:42:26",
    ),
    Mistake(
        "text.dead-link",
        swap(DOOR, "This case", "[This other case](in-03) is lost. This case"),
        "cases/in-01-the-green-door.md:28:19",
    ),
    Mistake(
        "text.dead-link",
        swap(
            MODULE,
            "in the module on identity](../identity/module.md#two-details)",
            "in the module on identity][nowhere]",
        ),
        "crew/speaking-up/module.md:21:2",
    ),
    Mistake(
        "text.dead-anchor",
        swap(MODULE, "#two-details", "#to-details"),
        "crew/speaking-up/module.md:21:29",
    ),
    Mistake(
        "text.dead-anchor",
        add(MODULE, "\nBack to [the three parts](#three-part).\n"),
        "crew/speaking-up/module.md:40:27",
    ),
    Mistake(
        "text.link-kind",
        swap(MODULE, "../identity/module.md#two-details", "javascript:alert(1)"),
        "crew/speaking-up/module.md:21:29",
    ),
    Mistake(
        "text.table-header",
        swap(MODULE, "| Part | Words |\n| --- | --- |\n", ""),
        "crew/speaking-up/module.md:28:1",
    ),
    Mistake(
        "text.callout",
        swap(MODULE, "!!! practice", "!!! practise"),
        "crew/speaking-up/module.md:35:1",
    ),
    Mistake(
        "text.callout",
        swap(MODULE, '!!! practice "Try this week"', "!!! practice Try this week"),
        "crew/speaking-up/module.md:35:1",
    ),
    Mistake(
        "text.callout",
        swap(MODULE, '!!! case "in-02-a-quiet-radio"', "!!! case"),
        "crew/speaking-up/module.md:23:1",
    ),
    Mistake(
        "text.callout",
        swap(
            DOOR,
            "Both doors were green.",
            'Both doors were green.\n\n!!! case "in-02-a-quiet-radio"',
        ),
        "cases/in-01-the-green-door.md:42:1",
    ),
    Mistake(
        "text.long-sentence",
        add(MODULE, "\nOne short sentence. " + "And " + "on and " * 18 + "on.\n"),
        "crew/speaking-up/module.md:40:21",
    ),
]
