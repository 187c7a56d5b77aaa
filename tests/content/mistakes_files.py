"""Mistakes in what lies where, in bytes, in YAML and in media."""

from __future__ import annotations

from learning.content.media_rules import LIMIT
from learning.content.reading import TEXT_LIMIT
from tests.content.trees import (
    COURSE,
    DOOR,
    FACTORS,
    IDENTITY,
    MODULE,
    QUIZ,
    Mistake,
    add,
    all_of,
    copy,
    drop,
    link,
    pipe,
    put,
    swap,
)

MEDIA = "crew/identity/media"
#: A few lines that would be millions of words.
BOMB = "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

MISTAKES = [
    Mistake(
        "file.encoding",
        put(QUIZ, b"pass: {percent: 60}\n# \xc3\xa9t\xe9\n"),
        "crew/speaking-up/quiz.yaml:2:5",
    ),
    Mistake(
        "file.character", add(MODULE, "\nA bell\x07 rings.\n"), "crew/speaking-up/module.md:40:7"
    ),
    Mistake(
        "file.character", swap(QUIZ, "A fact.,", '"A \\x07.",'), "crew/speaking-up/quiz.yaml:40:26"
    ),
    Mistake("file.empty", put(QUIZ, " \n\n"), "crew/speaking-up/quiz.yaml:1:1"),
    Mistake("file.empty", put(QUIZ, "# later\n"), "crew/speaking-up/quiz.yaml:1:1"),
    Mistake("file.too-large", add(QUIZ, "#" * TEXT_LIMIT), "crew/speaking-up/quiz.yaml:1:1"),
    Mistake("file.not-regular", pipe("crew/speaking-up/notes"), "crew/speaking-up/notes:1:1"),
    Mistake("file.symlink", link("crew/speaking-up/media", "/etc"), "crew/speaking-up/media:1:1"),
    Mistake("file.symlink", link("crew/loop", "."), "crew/loop:1:1"),
    Mistake(
        "file.symlink",
        all_of(drop(QUIZ), link(QUIZ, "../identity/quiz.yaml")),
        "crew/speaking-up/quiz.yaml:1:1",
        ("course.objective-with-one-item",),
    ),
    Mistake(
        "file.name",
        all_of(put("cases/In_03.md", ""), copy(DOOR, "cases/In_03.md")),
        "cases/In_03.md:1:1",
    ),
    Mistake(
        "file.name",
        copy(f"{MEDIA}/doors.png", f"{MEDIA}/Green Doors.PNG"),
        "crew/identity/media/Green Doors.PNG:1:1",
    ),
    Mistake("file.name", copy("crew", "Two Crews"), "Two Crews:1:1"),
    Mistake(
        "file.same-name",
        put("crew/speaking-up/Quiz.yaml", "x"),
        "crew/speaking-up/quiz.yaml:1:1",
        ("file.unexpected",),
    ),
    Mistake(
        "file.more",
        put(FACTORS, "".join(f"key-{n}: 1\n" for n in range(300))),
        "factors.yaml:1:1",
        (
            "factors.missing-field",
            "factors.unknown-field",
        ),
    ),
    Mistake(
        "file.unexpected", put("crew/speaking-up/quiz.yml", "x"), "crew/speaking-up/quiz.yml:1:1"
    ),
    Mistake("file.unexpected", put("cases/pictures/a.png", "x"), "cases/pictures:1:1"),
    Mistake("file.unexpected", put("notes.txt", "x"), "notes.txt:1:1"),
    Mistake(
        "yaml.syntax",
        swap(QUIZ, "prompt: What do you say first?", "prompt: What: now"),
        "crew/speaking-up/quiz.yaml:15:17",
    ),
    Mistake(
        "yaml.syntax",
        swap(QUIZ, "text: A fact.", 'text: "A fact.'),
        "crew/speaking-up/quiz.yaml:40:26",
    ),
    Mistake(
        "yaml.tab",
        swap(COURSE, "  - role: The tests", "\t- role: The tests"),
        "crew/course.yaml:10:1",
    ),
    Mistake(
        "yaml.duplicate-key",
        swap(COURSE, "status: live", "status: live\ntitle: Again"),
        "crew/course.yaml:6:1",
    ),
    Mistake(
        "yaml.tag",
        swap(COURSE, "title: A crew", "title: !!python/name:os.system A crew"),
        "crew/course.yaml:2:8",
    ),
    Mistake(
        "yaml.alias", swap(COURSE, "title: A crew", "title: &crew A crew"), "crew/course.yaml:2:8"
    ),
    Mistake("yaml.alias", put(FACTORS, BOMB), "factors.yaml:1:4"),
    Mistake("yaml.documents", add(FACTORS, "---\nversion: second\n"), "factors.yaml:17:1"),
    Mistake(
        "yaml.depth",
        swap(COURSE, "audience: [Tests]", f"audience: {'[' * 60}{']' * 60}"),
        "crew/course.yaml:8:50",
    ),
    Mistake(
        "yaml.number",
        swap(COURSE, "year: 2020", "year: 20200000000000000000"),
        "crew/course.yaml:31:11",
        ("course.wrong-type",),
    ),
    Mistake(
        "yaml.key",
        swap(COURSE, "audience: [Tests]", "? [audience]\n: [Tests]"),
        "crew/course.yaml:8:3",
    ),
    Mistake("yaml.not-mapping", put(FACTORS, "- version\n- groups\n"), "factors.yaml:1:1"),
    Mistake(
        "yaml.not-mapping",
        swap(DOOR, "title: The green door", "- The green door\n---\n"),
        "cases/in-01-the-green-door.md:2:1",
    ),
    Mistake("yaml.front-matter", swap(MODULE, "---\n", ""), "crew/speaking-up/module.md:1:1"),
    Mistake(
        "yaml.front-matter",
        swap(MODULE, "---\n\n## Why", "\n## Why"),
        "crew/speaking-up/module.md:1:1",
    ),
    Mistake(
        "media.missing",
        swap(IDENTITY, "media/doors.png", "media/door.png"),
        "crew/identity/module.md:22:52",
        ("media.unused",),
    ),
    Mistake(
        "media.elsewhere",
        swap(IDENTITY, "media/doors.png", "https://example.org/doors.png"),
        "crew/identity/module.md:22:52",
        ("media.unused",),
    ),
    Mistake("media.type", put(f"{MEDIA}/doors.svg", "<svg/>"), "crew/identity/media/doors.svg:1:1"),
    Mistake("media.type", put(f"{MEDIA}/doors.png", "GIF89a"), "crew/identity/media/doors.png:1:1"),
    Mistake(
        "media.too-large",
        add(f"{MEDIA}/doors.png", "x" * LIMIT),
        "crew/identity/media/doors.png:1:1",
    ),
    Mistake(
        "media.unused",
        copy(f"{MEDIA}/doors.png", f"{MEDIA}/more.png"),
        "crew/identity/media/more.png:1:1",
    ),
]
