"""Mistakes of shape: fields unknown, missing, of the wrong kind, too long or too short."""

from __future__ import annotations

from tests.content.trees import (
    COURSE,
    DOOR,
    FACTORS,
    ID_QUIZ,
    MODULE,
    QUIZ,
    RADIO,
    Mistake,
    put,
    swap,
)

MISTAKES = [
    Mistake(
        "course.unknown-field",
        swap(COURSE, "licence:", "license: MIT\nlicence:"),
        "crew/course.yaml:7:1",
    ),
    Mistake(
        "course.missing-field", swap(COURSE, "licence: None needed\n", ""), "crew/course.yaml:1:1"
    ),
    Mistake(
        "course.wrong-type",
        swap(COURSE, "audience: [Tests]", "audience: Tests"),
        "crew/course.yaml:8:11",
    ),
    Mistake(
        "course.bad-value", swap(COURSE, "status: live", "status: life"), "crew/course.yaml:5:9"
    ),
    Mistake(
        "course.too-long",
        swap(COURSE, "title: A crew of two", f"title: {'x' * 301}"),
        "crew/course.yaml:2:8",
    ),
    Mistake(
        "course.too-short",
        swap(COURSE, "audience: [Tests]", "audience: []"),
        "crew/course.yaml:8:11",
    ),
    Mistake(
        "module.unknown-field",
        swap(MODULE, "minutes: 10", "minutes: 10\nminuts: 10"),
        "crew/speaking-up/module.md:4:1",
    ),
    Mistake(
        "module.missing-field",
        swap(MODULE, "    why: One question broke the silence.\n", ""),
        "crew/speaking-up/module.md:7:5",
    ),
    Mistake(
        "module.wrong-type",
        swap(MODULE, "minutes: 10", "minutes: ten"),
        "crew/speaking-up/module.md:3:10",
    ),
    Mistake(
        "module.bad-value",
        swap(MODULE, "minutes: 10", "minutes: 1000"),
        "crew/speaking-up/module.md:3:10",
    ),
    Mistake(
        "module.too-long",
        swap(MODULE, "title: Speaking up", f"title: {'x' * 301}"),
        "crew/speaking-up/module.md:2:8",
    ),
    Mistake(
        "module.too-short",
        swap(MODULE, "title: Speaking up", "title: ''"),
        "crew/speaking-up/module.md:2:8",
    ),
    Mistake(
        "quiz.unknown-field",
        swap(QUIZ, "    level: apply", "    level: apply\n    objectve: say-it"),
        "crew/speaking-up/quiz.yaml:11:5",
    ),
    Mistake(
        "quiz.missing-field", swap(QUIZ, "    level: apply\n", ""), "crew/speaking-up/quiz.yaml:5:5"
    ),
    Mistake(
        "quiz.wrong-type",
        swap(QUIZ, "critical: true", "critical: Yes"),
        "crew/speaking-up/quiz.yaml:13:15",
    ),
    Mistake(
        "quiz.bad-value",
        swap(QUIZ, "type: multiple", "type: multi"),
        "crew/speaking-up/quiz.yaml:31:11",
    ),
    Mistake(
        "quiz.too-long",
        swap(QUIZ, "prompt: What do you say first?", f"prompt: {'x' * 20_001}"),
        "crew/speaking-up/quiz.yaml:15:13",
    ),
    Mistake("quiz.too-short", swap(ID_QUIZ, "[1, 1]", "[1]"), "crew/identity/quiz.yaml:37:16"),
    Mistake(
        "case.unknown-field",
        swap(DOOR, "setting:", "seting: health\nsetting:"),
        "cases/in-01-the-green-door.md:8:1",
    ),
    Mistake(
        "case.missing-field", swap(DOOR, "class: NM\n", ""), "cases/in-01-the-green-door.md:2:1"
    ),
    Mistake(
        "case.wrong-type",
        swap(DOOR, "publisher: Invented for tests", "publisher: [Invented]"),
        "cases/in-01-the-green-door.md:18:14",
    ),
    Mistake(
        "case.bad-value",
        swap(DOOR, "effect: hindered", "effect: hinderd"),
        "cases/in-01-the-green-door.md:11:13",
    ),
    Mistake(
        "case.too-long",
        swap(DOOR, "title: The green door", f"title: {'x' * 301}"),
        "cases/in-01-the-green-door.md:2:8",
    ),
    Mistake(
        "case.too-short",
        swap(RADIO, "factors:\n  - id: tog.unspoken\n    effect: helped\n", "factors: []\n"),
        "cases/in-02-a-quiet-radio.md:8:10",
    ),
    Mistake(
        "factors.unknown-field",
        swap(FACTORS, "version: invented-1", "version: invented-1\nversions: 2"),
        "factors.yaml:2:1",
    ),
    Mistake(
        "factors.missing-field",
        swap(FACTORS, "        label: Wrong child or address\n", ""),
        "factors.yaml:6:9",
    ),
    Mistake(
        "factors.wrong-type",
        swap(FACTORS, "version: invented-1", "version: 1"),
        "factors.yaml:1:10",
    ),
    Mistake(
        "factors.bad-value",
        swap(FACTORS, "id: com.identity", "id: Com.Identity"),
        "factors.yaml:6:13",
    ),
    Mistake(
        "factors.too-long",
        swap(FACTORS, "label: Communication", f"label: {'x' * 301}"),
        "factors.yaml:4:12",
    ),
    Mistake(
        "factors.too-short", put(FACTORS, "version: invented-1\ngroups: []\n"), "factors.yaml:2:9"
    ),
]
