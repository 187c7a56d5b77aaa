"""Mistakes in scenarios: ways that do not end, moments nobody meets, names that lead nowhere."""

from __future__ import annotations

from tests.content.trees import COURSE, DOOR, Mistake, all_of, copy, put, swap

PLAY = "crew/scenarios/the-blue-door.yaml"

_LONG = "".join(
    f"  step-{at}:\n    title: A step\n    text: Go on.\n    choices:\n"
    f"      - {{id: on, text: Go on., to: step-{at + 1}, feedback: You go on.}}\n"
    for at in range(1, 13)
)
_END = "  step-13:\n    title: The end\n    text: You are there.\n    end: You went far.\n"

MISTAKES = [
    Mistake(
        "scenario.unknown-field",
        swap(PLAY, "minutes: 10\n", "minuets: 10\n"),
        f"{PLAY}:5:1",
    ),
    Mistake(
        "scenario.missing-field",
        swap(PLAY, "        feedback: Both are as you were told.\n", ""),
        f"{PLAY}:61:9",
    ),
    Mistake("scenario.wrong-type", swap(PLAY, "minutes: 10\n", "minutes: ten\n"), f"{PLAY}:5:10"),
    Mistake("scenario.bad-value", swap(PLAY, "status: live", "status: lve"), f"{PLAY}:4:9"),
    Mistake("scenario.bad-value", swap(PLAY, "kind: call", "kind: phone"), f"{PLAY}:31:15"),
    Mistake("scenario.bad-value", swap(PLAY, "  wrong:\n", "  Wrong Door:\n"), f"{PLAY}:69:3"),
    Mistake(
        "scenario.too-long",
        swap(PLAY, "title: The blue door", f"title: {'The door ' * 40}"),
        f"{PLAY}:1:8",
    ),
    Mistake(
        "scenario.too-short",
        swap(PLAY, "objectives: [check-who]", "objectives: []"),
        f"{PLAY}:14:13",
    ),
    Mistake("scenario.duplicate-id", swap(PLAY, "id: ring-back", "id: knock"), f"{PLAY}:40:13"),
    Mistake("scenario.duplicate-id", swap(PLAY, "id: observer", "id: visitor"), f"{PLAY}:11:9"),
    Mistake("scenario.duplicate-id", swap(PLAY, "id: sense", "id: happened"), f"{PLAY}:76:9"),
    Mistake(
        "scenario.duplicate-id",
        swap(PLAY, "[check-who]", "[check-who, check-who]"),
        f"{PLAY}:14:25",
    ),
    Mistake(
        "scenario.unknown-node", swap(PLAY, "start: pavement", "start: pavment"), f"{PLAY}:24:8"
    ),
    Mistake(
        "scenario.unknown-node",
        swap(PLAY, "to: hall", "to: hal"),
        f"{PLAY}:37:13",
        ("scenario.unreachable",),
    ),
    Mistake(
        "scenario.unknown-objective", swap(PLAY, "[check-who]", "[check-whom]"), f"{PLAY}:14:14"
    ),
    Mistake("scenario.unknown-source", swap(PLAY, "id: handbook", "id: handbok"), f"{PLAY}:17:9"),
    Mistake(
        "scenario.unknown-case",
        swap(PLAY, "[in-02-a-quiet-radio]", "[in-02-a-quiet]"),
        f"{PLAY}:15:9",
    ),
    Mistake(
        "scenario.unknown-factor",
        swap(PLAY, "id: com.identity, effect: helped", "id: com.identty, effect: helped"),
        f"{PLAY}:44:22",
    ),
    Mistake(
        "scenario.case-not-live",
        all_of(
            copy(DOOR, "cases/in-03-later.md"),
            swap("cases/in-03-later.md", "status: live", "status: draft"),
            swap(PLAY, "[in-02-a-quiet-radio]", "[in-03-later]"),
        ),
        f"{PLAY}:15:9",
    ),
    Mistake(
        "scenario.case-retracted",
        all_of(
            copy(DOOR, "cases/in-03-gone.md"),
            swap("cases/in-03-gone.md", "status: live", "status: retracted"),
            swap(PLAY, "[in-02-a-quiet-radio]", "[in-03-gone]"),
        ),
        f"{PLAY}:15:9",
    ),
    Mistake("scenario.unreachable", swap(PLAY, "to: wrong", "to: right"), f"{PLAY}:69:3"),
    Mistake(
        "scenario.dead-end",
        swap(PLAY, "    end: You checked before you began.\n", ""),
        f"{PLAY}:65:3",
    ),
    Mistake(
        "scenario.end-with-choices",
        swap(
            PLAY, "    text: The house is the one", "    end: Here.\n    text: The house is the one"
        ),
        f"{PLAY}:59:5",
    ),
    Mistake(
        "scenario.loop",
        swap(PLAY, "to: wrong", "to: pavement"),
        f"{PLAY}:55:13",
        ("scenario.unreachable",),
    ),
    Mistake(
        "scenario.depth",
        all_of(
            swap(PLAY, "  wrong:\n", f"{_LONG}{_END}  wrong:\n"),
            swap(PLAY, "to: wrong", "to: step-1"),
            swap(PLAY, "to: right", "to: wrong"),
            swap(PLAY, "to: number", "to: right"),
        ),
        f"{PLAY}:25:1",
    ),
    Mistake("scenario.short-debrief", swap(PLAY, "debrief: 15", "debrief: 5"), f"{PLAY}:6:42"),
    Mistake("review.order", swap(PLAY, "due: 2099-11-01", "due: 2026-11-22"), f"{PLAY}:19:48"),
    Mistake("review.overdue", swap(PLAY, "due: 2099-11-01", "due: 2027-01-01"), f"{PLAY}:19:48"),
    Mistake("text.raw-html", swap(PLAY, "*the blue door*", "<b>the door</b>"), f"{PLAY}:28:11"),
    Mistake(
        "text.dead-link",
        swap(PLAY, "You have told a", "You have [told](no-such.yaml) a"),
        f"{PLAY}:71:11",
    ),
    Mistake(
        "media.elsewhere",
        swap(PLAY, "You have told a", "You have ![a door](media/doors.png) a"),
        f"{PLAY}:71:11",
    ),
    Mistake(
        "course.reserved-id",
        swap(COURSE, "[speaking-up, identity]\ncomp", "[speaking-up, scenarios]\ncomp"),
        "crew/course.yaml:36:24",
        ("course.unlisted-module",),
    ),
    Mistake(
        "file.unexpected", put("crew/scenarios/first.yml", "x"), "crew/scenarios/first.yml:1:1"
    ),
    Mistake("file.unexpected", put("crew/scenarios/more/a.yaml", "x"), "crew/scenarios/more:1:1"),
    Mistake(
        "file.name", copy(PLAY, "crew/scenarios/The Door.yaml"), "crew/scenarios/The Door.yaml:1:1"
    ),
    Mistake("file.empty", put(PLAY, ""), f"{PLAY}:1:1"),
]
