"""Mistakes in courses, cases, factors and front matter: names that lead nowhere and the like."""

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
    add,
    all_of,
    copy,
    drop,
    put,
    swap,
)

MISTAKES = [
    Mistake("course.none", all_of(drop("crew"), drop("cases"), drop(FACTORS)), ":1:1"),
    Mistake("course.missing-file", put("assets/logo.txt", "x"), "assets:1:1", ("file.unexpected",)),
    Mistake("course.reserved-id", copy(COURSE, "cases/course.yaml"), "cases/course.yaml:1:1"),
    Mistake(
        "course.missing-module",
        swap(COURSE, "[speaking-up, identity]\ncomp", "[speaking-up, identity, identify]\ncomp"),
        "crew/course.yaml:36:34",
    ),
    Mistake(
        "course.unlisted-module",
        copy("crew/identity/module.md", "crew/later/module.md"),
        "crew/later:1:1",
        ("media.missing",),
    ),
    Mistake(
        "course.duplicate-id",
        swap(COURSE, "id: meeting", "id: visit"),
        "crew/course.yaml:14:9",
        ("course.unknown-task",),
    ),
    Mistake(
        "course.duplicate-id",
        swap(COURSE, "[speaking-up, identity]\ncomp", "[speaking-up, identity, identity]\ncomp"),
        "crew/course.yaml:36:34",
    ),
    Mistake(
        "course.duplicate-id",
        swap(COURSE, "factors: [tog.unspoken]", "factors: [tog.unspoken, tog.unspoken]"),
        "crew/course.yaml:20:29",
    ),
    Mistake(
        "course.unknown-task",
        swap(COURSE, "task: meeting", "task: meetings"),
        "crew/course.yaml:19:11",
        ("course.task-unused",),
    ),
    Mistake(
        "course.unknown-source",
        swap(COURSE, "[handbook, letter]", "[handbook, letter, leter]"),
        "crew/course.yaml:26:33",
    ),
    Mistake(
        "course.unknown-factor",
        swap(COURSE, "[com.identity]", "[com.identity, com.identiy]"),
        "crew/course.yaml:25:29",
    ),
    Mistake(
        "course.unknown-module",
        swap(COURSE, "modules: all", "modules: [identities]"),
        "crew/course.yaml:37:24",
    ),
    Mistake(
        "course.validity",
        swap(COURSE, "{months: 12, anchor: completion}", "{anchor: completion}"),
        "crew/course.yaml:38:1",
    ),
    Mistake(
        "course.validity",
        swap(COURSE, "{months: 12, anchor: completion}", "{months: 12, anchor: fixed}"),
        "crew/course.yaml:38:1",
    ),
    Mistake(
        "course.validity",
        swap(COURSE, "{months: 12, anchor: completion}", '{months: 12, fixed: "11-30"}'),
        "crew/course.yaml:38:1",
    ),
    Mistake(
        "course.objective-without-items",
        all_of(
            swap(
                COURSE,
                "  - id: check-who",
                "  - {id: rest, text: Rest., task: visit, sources: [letter]}\n  - id: check-who",
            )
        ),
        "crew/course.yaml:22:5",
    ),
    Mistake(
        "course.objective-with-one-item",
        swap(ID_QUIZ, "status: live", "status: retired"),
        "crew/course.yaml:22:5",
    ),
    Mistake(
        "course.task-unused",
        swap(COURSE, "  - id: meeting", "  - {id: tea, text: Make tea.}\n  - id: meeting"),
        "crew/course.yaml:14:5",
    ),
    Mistake(
        "course.source-unused",
        swap(
            COURSE, "  - id: letter", "  - {id: song, title: A song, kind: press}\n  - id: letter"
        ),
        "crew/course.yaml:33:5",
    ),
    Mistake(
        "course.changes-order",
        swap(COURSE, "date: 2026-11-01", "date: 2026-12-01"),
        "crew/course.yaml:50:5",
    ),
    Mistake(
        "review.order", swap(COURSE, "due: 2099-11-01", "due: 2026-11-22"), "crew/course.yaml:39:48"
    ),
    Mistake(
        "review.order",
        swap(QUIZ, "due: 2099-11-01", "due: 2020-11-22"),
        "crew/speaking-up/quiz.yaml:12:52",
    ),
    Mistake(
        "review.overdue",
        swap(MODULE, "due: 2099-11-01", "due: 2026-12-01"),
        "crew/speaking-up/module.md:13:48",
    ),
    Mistake("factors.missing", drop(FACTORS), "cases/in-01-the-green-door.md:10:9"),
    Mistake(
        "factors.duplicate-id",
        swap(FACTORS, "id: tog\n", "id: com\n"),
        "factors.yaml:10:9",
        ("factors.prefix",),
    ),
    Mistake(
        "factors.duplicate-id",
        add(FACTORS, "      - {id: tog.unspoken, label: A, definition: B, source: C}\n"),
        "factors.yaml:17:14",
    ),
    Mistake(
        "factors.prefix",
        add(FACTORS, "      - {id: com.more, label: A, definition: B, source: C}\n"),
        "factors.yaml:17:14",
    ),
    Mistake(
        "case.duplicate-id",
        swap(DOOR, "id: tog.unspoken", "id: com.identity"),
        "cases/in-01-the-green-door.md:12:9",
    ),
    Mistake(
        "case.unknown-factor",
        swap(DOOR, "id: tog.unspoken", "id: tog.unspokn"),
        "cases/in-01-the-green-door.md:12:9",
    ),
    Mistake(
        "case.sections",
        swap(DOOR, "## What caught it", "## What stopped it"),
        "cases/in-01-the-green-door.md:25:1",
    ),
    Mistake(
        "case.sections",
        swap(DOOR, "## Pause and think", "### Pause and think"),
        "cases/in-01-the-green-door.md:25:1",
    ),
    Mistake(
        "case.sections",
        all_of(
            swap(DOOR, "## What caught it", "## X"),
            swap(DOOR, "## What made it likely", "## What caught it"),
            swap(DOOR, "## X", "## What made it likely"),
        ),
        "cases/in-01-the-green-door.md:38:1",
    ),
    Mistake("case.stage", swap(DOOR, "stage: visit\n", ""), "cases/in-01-the-green-door.md:2:1"),
    Mistake(
        "case.stage-parallel",
        swap(RADIO, "stage_parallel", "stage"),
        "cases/in-02-a-quiet-radio.md:7:1",
    ),
    Mistake(
        "case.stage-parallel",
        swap(DOOR, "stage: visit", "stage: visit\nstage_parallel: visit"),
        "cases/in-01-the-green-door.md:8:1",
    ),
    Mistake(
        "case.disclaimer",
        swap(RADIO, "disclaimer: Invented. Real reports are voluntary and one-sided.\n", ""),
        "cases/in-02-a-quiet-radio.md:6:9",
    ),
    Mistake(
        "case.reported",
        swap(RADIO, "As reported by nobody", "As told by nobody"),
        "cases/in-02-a-quiet-radio.md:19:13",
    ),
    Mistake("module.missing-file", drop(MODULE), "crew/speaking-up:1:1"),
    Mistake(
        "module.duplicate-id",
        swap(MODULE, "[say-it]", "[say-it, say-it]"),
        "crew/speaking-up/module.md:4:22",
    ),
    Mistake(
        "module.unknown-objective",
        swap(MODULE, "[say-it]", "[say-it, say-its]"),
        "crew/speaking-up/module.md:4:22",
    ),
    Mistake(
        "module.unknown-source",
        swap(MODULE, "  - id: handbook", "  - id: hand-book"),
        "crew/speaking-up/module.md:11:9",
    ),
    Mistake(
        "module.unknown-factor",
        swap(MODULE, "[tog.unspoken]", "[tog.spoken]"),
        "crew/speaking-up/module.md:5:11",
    ),
    Mistake(
        "module.unknown-case",
        swap(MODULE, "- id: in-02-a-quiet-radio", "- id: in-02-a-quite-radio"),
        "crew/speaking-up/module.md:7:9",
        ("module.case-not-listed",),
    ),
    Mistake(
        "module.unknown-case",
        swap(MODULE, '!!! case "in-02-a-quiet-radio"', '!!! case "in-02"'),
        "crew/speaking-up/module.md:23:1",
    ),
    Mistake(
        "module.case-not-live",
        swap(DOOR, "status: live", "status: draft"),
        "crew/identity/module.md:7:9",
    ),
    Mistake(
        "module.case-retracted",
        swap(DOOR, "status: live", "status: retracted"),
        "crew/identity/module.md:7:9",
    ),
    Mistake(
        "module.case-nested",
        swap(
            MODULE,
            "    Say one doubt aloud.\n",
            '    Say one doubt aloud.\n\n    !!! case "in-02-a-quiet-radio"\n',
        ),
        "crew/speaking-up/module.md:38:1",
    ),
    Mistake(
        "module.case-not-listed",
        swap(MODULE, "## Three parts", '!!! case "in-01-the-green-door"\n\n## Three parts'),
        "crew/speaking-up/module.md:26:1",
    ),
]
