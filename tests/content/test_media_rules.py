"""Pictures are of the kinds that browsers show and no script can hide in."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.content import reading
from learning.content.media_rules import kind_of
from tests.content.trees import (
    COURSE,
    DOOR,
    IDENTITY,
    QUIZ,
    Change,
    add,
    all_of,
    copied,
    drop,
    lines,
    put,
    swap,
)

MEDIA = "crew/identity/media"
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 "


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (WEBP, "WebP"),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"GIF89a", ""),
        (b"<svg", ""),
        (b"%PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_the_first_bytes_tell_the_kind(first: bytes, kind: str) -> None:
    assert kind_of(first) == kind


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put(f"{MEDIA}/a.svg", "<svg/>"), "'a.svg' is of no kind that is shown"),
        (put(f"{MEDIA}/a.pdf", "%PDF"), "'a.pdf' is of no kind that is shown"),
        (put(f"{MEDIA}/a", "x"), "'a' is of no kind that is shown"),
        (put(f"{MEDIA}/a.png", WEBP), "its name says PNG and its bytes do not: save it as PNG"),
        (put(f"{MEDIA}/a.webp", ""), "its name says WebP and its bytes do not"),
        (put(f"{MEDIA}/more/a.png", ""), "'more' is a folder: put its pictures straight into"),
        (
            put(f"{MEDIA}/王.png", ""),
            "'王.png' cannot stand in an address, did you mean 'picture.png'",
        ),
    ],
)
def test_what_is_no_picture_is_told(tmp_path: Path, change: Change, said: str) -> None:
    root = copied(tmp_path)
    change(root)
    (told,) = lines(root)
    assert said in told


def test_a_picture_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, opened = copied(tmp_path), reading.os.open

    def refuse(path: Path, flags: int) -> int:
        if path.suffix == ".png":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    monkeypatch.setattr(reading.os, "open", refuse)
    assert [line.rpartition(" ")[2] for line in lines(root)] == ["[file.unreadable]"]


def test_a_module_shows_none_of_another_modules_pictures(tmp_path: Path) -> None:
    root = copied(tmp_path)
    swap(QUIZ, "Your rank.,", "'Your ![badge of rank](../identity/media/doors.png).',")(root)
    (told,) = lines(root)
    assert "is not in media/: put the picture there" in told


def test_any_text_of_a_module_may_show_its_pictures(tmp_path: Path) -> None:
    root = copied(tmp_path)
    picture = "![Two green doors side by side, numbers 12 and 21](media/doors.png"
    swap(IDENTITY, f'{picture} "Number 12 and number 21")', "Doors.")(root)
    assert "[media.unused]" in lines(root)[0]
    quiz = "crew/identity/quiz.yaml"
    swap(quiz, "prompt: How many details", f'prompt: "{picture})"\n    context: How many')(root)
    assert lines(root) == []


def test_cases_and_courses_show_no_pictures(tmp_path: Path) -> None:
    root = copied(tmp_path)
    add(DOOR, "\n![Two doors](media/doors.png)\n")(root)
    swap(COURSE, "An **invented**", "An ![A door](media/doors.png) invented")(root)
    said = "error: only a module shows pictures: use words [media.elsewhere]"
    assert [line.partition(" ")[2] for line in lines(root)] == [said, said]


def test_a_course_may_do_without_validity_and_media(tmp_path: Path) -> None:
    root = copied(tmp_path)
    all_of(
        swap(COURSE, "validity: {months: 12, anchor: completion}\n", ""),
        drop(MEDIA),
        swap(IDENTITY, "![Two green doors side by side, numbers 12 and 21](media/doors.png", "("),
    )(root)
    assert lines(root) == []
