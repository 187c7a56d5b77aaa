"""The authors' guide tells every rule, and its examples pass the check."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from learning.content.problems import RULES
from tests.builders import COURSES
from tests.content.trees import lines

GUIDE = (COURSES.parent.parent / "courses" / "README.md").read_text(encoding="utf-8")
ROWS = re.compile(r"^\| ((?:`[a-z]+\.[a-z0-9-]+` ?)+)(W )?\|(.+)\|(.+)\|$", re.MULTILINE)
BLOCK = re.compile(r"^(`{3,})(?:yaml|markdown)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(
    r"^## \d+\. [^`\n]*`courses/([^`\n]+)`\n(.*?)(?=^## \d)", re.MULTILINE | re.DOTALL
)


def written(root: Path) -> list[str]:
    """Write what the guide shows as files; a second block of a file goes on with it."""
    for file, text in HEADING.findall(GUIDE):
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(block for _, block in BLOCK.findall(text)), encoding="utf-8")
    media = root / "handing-over" / "two-people" / "media"
    media.mkdir()
    shutil.copy(COURSES / "crew" / "identity" / "media" / "doors.png", media / "board.png")
    return [file for file, _ in HEADING.findall(GUIDE)]


def test_the_guide_tells_every_rule_once_and_no_other() -> None:
    told = [rule for row in ROWS.findall(GUIDE) for rule in re.findall(r"`([^`]+)`", row[0])]
    assert sorted(told) == sorted(RULES)


def test_the_guide_marks_what_is_only_a_warning() -> None:
    marked = {
        rule for row in ROWS.findall(GUIDE) if row[1] for rule in re.findall(r"`([^`]+)`", row[0])
    }
    assert marked == {name for name, rule in RULES.items() if rule.severity == "warning"}


def test_every_rule_has_an_example_and_a_way_out() -> None:
    for _, _, broken, mended in ROWS.findall(GUIDE):
        assert broken.strip() and mended.strip()


def test_the_examples_of_the_guide_have_no_problem(tmp_path: Path) -> None:
    root = tmp_path / "courses"
    files = written(root)
    assert sorted(files) == [
        "cases/in-01-the-shared-diary.md",
        "factors.yaml",
        "handing-over/course.yaml",
        "handing-over/scenarios/the-empty-desk.yaml",
        "handing-over/two-people/module.md",
        "handing-over/two-people/quiz.yaml",
    ]
    assert lines(root) == []


def test_the_guide_shows_every_type_of_item(tmp_path: Path) -> None:
    written(tmp_path)
    quiz = (tmp_path / "handing-over" / "two-people" / "quiz.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^    type: (\w+)", quiz, re.MULTILINE) == [
        "single", "multiple", "ordering", "matching", "numeric", "reflect", "judgement",
    ]  # fmt: skip


def test_the_example_of_a_problem_is_what_the_check_says(tmp_path: Path) -> None:
    root = tmp_path / "courses"
    written(root)
    quiz = root / "handing-over" / "two-people" / "quiz.yaml"
    quiz.write_text(quiz.read_text().replace("    context:", "    objectve: x\n    context:"))
    (said,) = lines(root)
    shown = "error: unknown field 'objectve', did you mean 'objective'? [quiz.unknown-field]"
    assert said.endswith(shown) and shown in GUIDE
