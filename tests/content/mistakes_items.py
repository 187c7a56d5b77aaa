"""Mistakes in quizzes and items."""

from __future__ import annotations

from tests.content.trees import (
    DOOR,
    ID_QUIZ,
    IDENTITY,
    QUIZ,
    Mistake,
    add,
    all_of,
    swap,
)

IN_01 = """\
  - id: in-01-the-green-door
    why: Two doors looked alike.
    ask: Which detail would have told them apart?
"""


def singles(number: int, right: str = "Right.") -> str:
    """Singles whose right option stands first."""
    return "".join(SINGLE.format(number=one, right=right) for one in range(number))


SINGLE = """\
  - id: more-{number}
    rev: 1
    type: single
    status: live
    objective: say-it
    level: recall
    sources: [{{id: handbook}}]
    review: {{last: 2026-11-22, by: The tests, due: 2099-11-01}}
    prompt: Which is right?
    options:
      - {{id: right, text: "{right}", correct: true}}
      - {{id: wrong, text: Wrong one., feedback: It is the other one.}}
"""

MISTAKES = [
    Mistake(
        "quiz.no-scored",
        swap(QUIZ, "status: live", "status: watch", times=3),
        "crew/speaking-up/quiz.yaml:1:17",
    ),
    Mistake(
        "quiz.draw",
        swap(QUIZ, "confidence: optional", "confidence: optional\ndraw: {n: 9}"),
        "crew/speaking-up/quiz.yaml:3:11",
    ),
    Mistake(
        "quiz.draw",
        all_of(
            swap(QUIZ, "level: recall", "level: recall\n    critical: true"),
            swap(QUIZ, "confidence: optional", "confidence: optional\ndraw: {n: 1}"),
        ),
        "crew/speaking-up/quiz.yaml:3:11",
    ),
    Mistake(
        "quiz.key-position",
        all_of(
            swap(QUIZ, "confidence: optional", "shuffle: {options: false}"), add(QUIZ, singles(5))
        ),
        "crew/speaking-up/quiz.yaml:4:1",
    ),
    Mistake(
        "quiz.longest-option",
        add(QUIZ, singles(5, "The right one, told at length.")),
        "crew/speaking-up/quiz.yaml:4:1",
    ),
    Mistake(
        "item.void",
        swap(
            QUIZ,
            "    level: recall",
            "    void: {from_release: 1, reason: The key was wrong.}\n    level: recall",
        ),
        "crew/speaking-up/quiz.yaml:34:11",
    ),
    Mistake(
        "item.duplicate-id",
        swap(ID_QUIZ, "id: id-match", "id: su-parts"),
        "crew/identity/quiz.yaml:5:9",
    ),
    Mistake(
        "item.duplicate-option",
        swap(QUIZ, "id: nothing", "id: fact"),
        "crew/speaking-up/quiz.yaml:23:13",
    ),
    Mistake(
        "item.duplicate-option",
        swap(QUIZ, "id: apology", "id: fact"),
        "crew/speaking-up/quiz.yaml:58:14",
    ),
    Mistake(
        "item.duplicate-option",
        swap(ID_QUIZ, "{id: nobody", "{id: child"),
        "crew/identity/quiz.yaml:20:14",
    ),
    Mistake(
        "item.unknown-objective",
        swap(QUIZ, "objective: say-it", "objective: say-id"),
        "crew/speaking-up/quiz.yaml:9:16",
    ),
    Mistake(
        "item.objective-elsewhere",
        swap(QUIZ, "objective: say-it", "objective: check-who"),
        "crew/speaking-up/quiz.yaml:9:16",
    ),
    Mistake(
        "item.unknown-source",
        swap(QUIZ, "[{id: handbook, locator: page 3}]", "[{id: hand-book}]"),
        "crew/speaking-up/quiz.yaml:11:20",
    ),
    Mistake(
        "item.unknown-case",
        swap(QUIZ, "cases: [in-02-a-quiet-radio]", "cases: [in-02-a-quiet-radios]"),
        "crew/speaking-up/quiz.yaml:17:13",
    ),
    Mistake(
        "item.case-not-live",
        all_of(
            swap(IDENTITY, f"cases:\n{IN_01}", ""),
            swap(IDENTITY, '!!! case "in-01-the-green-door"', ""),
            swap(DOOR, "status: live", "status: draft"),
            swap(QUIZ, "cases: [in-02-a-quiet-radio]", "cases: [in-01-the-green-door]"),
        ),
        "crew/speaking-up/quiz.yaml:17:13",
    ),
    Mistake(
        "item.case-retracted",
        all_of(
            swap(IDENTITY, f"cases:\n{IN_01}", ""),
            swap(IDENTITY, '!!! case "in-01-the-green-door"', ""),
            swap(DOOR, "status: live", "status: retracted"),
            swap(QUIZ, "cases: [in-02-a-quiet-radio]", "cases: [in-01-the-green-door]"),
        ),
        "crew/speaking-up/quiz.yaml:17:13",
    ),
    Mistake(
        "item.one-correct",
        swap(QUIZ, "        correct: true\n", ""),
        "crew/speaking-up/quiz.yaml:19:7",
    ),
    Mistake(
        "item.one-correct",
        swap(QUIZ, "feedback: Blame ends the talk about the date.", "correct: true"),
        "crew/speaking-up/quiz.yaml:19:7",
    ),
    Mistake(
        "item.no-correct",
        swap(QUIZ, ", correct: true", ", feedback: Not so", times=2),
        "crew/speaking-up/quiz.yaml:40:7",
    ),
    Mistake(
        "item.feedback",
        swap(QUIZ, ", feedback: Rank is no part of it.", ""),
        "crew/speaking-up/quiz.yaml:42:9",
    ),
    Mistake(
        "item.feedback",
        swap(
            QUIZ, "      incorrect: The fact comes first, and an apology has no place here.\n", ""
        ),
        "crew/speaking-up/quiz.yaml:54:9",
    ),
    Mistake(
        "item.feedback",
        swap(
            ID_QUIZ, "    feedback:\n      incorrect: Small children know their name first.\n", ""
        ),
        "crew/identity/quiz.yaml:15:9",
    ),
    Mistake(
        "item.feedback",
        swap(ID_QUIZ, "    feedback:\n      incorrect: Two are enough, and one is not.\n", ""),
        "crew/identity/quiz.yaml:24:5",
    ),
    Mistake(
        "item.feedback",
        swap(ID_QUIZ, ", feedback: Some of an invented panel chose this.", ""),
        "crew/identity/quiz.yaml:52:9",
    ),
    Mistake(
        "item.pin",
        swap(
            QUIZ,
            "feedback: The chair may think the same of you.",
            "feedback: No.\n        pin: last\n      - {id: z, text: Z., feedback: No., pin: last}",
        ),
        "crew/speaking-up/quiz.yaml:27:47",
    ),
    Mistake(
        "item.key",
        swap(ID_QUIZ, "{name: child, birth: parent}", "{name: child}"),
        "crew/identity/quiz.yaml:21:10",
    ),
    Mistake(
        "item.key",
        swap(ID_QUIZ, "{name: child, birth: parent}", "{name: child, birth: parents}"),
        "crew/identity/quiz.yaml:21:31",
    ),
    Mistake(
        "item.key",
        swap(ID_QUIZ, "{name: child, birth: parent}", "{name: child, birth: parent, berth: child}"),
        "crew/identity/quiz.yaml:21:39",
    ),
    Mistake(
        "item.tolerance",
        swap(ID_QUIZ, "{abs: 0}", "{abs: 0, rel: 0.1}"),
        "crew/identity/quiz.yaml:34:16",
    ),
    Mistake("item.tolerance", swap(ID_QUIZ, "{abs: 0}", "{}"), "crew/identity/quiz.yaml:34:16"),
    Mistake("item.near", swap(ID_QUIZ, "[1, 1]", "[1, 0]"), "crew/identity/quiz.yaml:37:16"),
    Mistake("item.near", swap(ID_QUIZ, "[1, 1]", "[1, 2]"), "crew/identity/quiz.yaml:37:16"),
    Mistake("item.votes", swap(ID_QUIZ, "knock: 1}", "nock: 1}"), "crew/identity/quiz.yaml:53:60"),
    Mistake("item.votes", swap(ID_QUIZ, "knock: 1}", "knock: 2}"), "crew/identity/quiz.yaml:53:44"),
    Mistake(
        "item.votes",
        swap(ID_QUIZ, "{ring: 6, knock: 1}", "{ring: 8, knock: -1}"),
        "crew/identity/quiz.yaml:53:61",
    ),
    Mistake(
        "item.all-of-the-above",
        swap(QUIZ, "text: Who wrote this?", "text: None of the above."),
        "crew/speaking-up/quiz.yaml:27:15",
    ),
]
