"""What the rules of a scenario say beyond the list of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from learning.content.checking import check
from tests.builders import COURSES
from tests.content.mistakes_scenarios import PLAY
from tests.content.trees import all_of, copied, drop, lines, swap


def test_a_retired_scenario_is_kept_as_it_was_whatever_it_names(tmp_path: Path) -> None:
    root = copied(tmp_path)
    swap(PLAY, "objectives: [check-who]", "objectives: [gone-since]")(root)
    assert len(lines(root)) == 1
    swap(PLAY, "status: live", "status: retired")(root)
    assert lines(root) == []


def test_a_source_that_a_scenario_alone_cites_is_cited(tmp_path: Path) -> None:
    root = copied(tmp_path)
    swap(
        "crew/course.yaml",
        "  - id: letter",
        "  - {id: diary, title: A diary, kind: report}\n  - id: letter",
    )(root)
    assert [line.rpartition(" ")[2] for line in lines(root)] == ["[course.source-unused]"]
    swap(PLAY, "  - id: handbook\n", "  - id: diary\n")(root)
    assert lines(root) == []


def test_a_scenario_that_cannot_be_read_leaves_the_course_there_and_broken(tmp_path: Path) -> None:
    root = copied(tmp_path)
    swap(PLAY, "start: pavement", "start: [")(root)
    catalogue = check(root).catalogue
    assert catalogue.broken == {"crew"}
    assert catalogue.courses["crew"].scenarios == ()


def test_one_problem_of_a_node_does_not_hide_another(tmp_path: Path) -> None:
    root = copied(tmp_path)
    all_of(
        swap(PLAY, "to: hall", "to: hal"),
        swap(PLAY, "id: ring-back", "id: knock"),
        swap(PLAY, "    end: You checked before you began.\n", ""),
    )(root)
    told = {line.rpartition(" ")[2] for line in lines(root)}
    assert told == {
        "[scenario.unknown-node]", "[scenario.duplicate-id]", "[scenario.dead-end]",
        "[scenario.unreachable]",
    }  # fmt: skip


def test_a_scenario_is_checked_alone(tmp_path: Path) -> None:
    root = copied(tmp_path)
    all_of(drop("crew/identity/quiz.yaml"), swap(PLAY, "to: hall", "to: hal"))(root)
    checked = check(root, root / PLAY)
    assert checked.files == 1
    assert {one.rule for one in checked.problems} == {
        "scenario.unknown-node",
        "scenario.unreachable",
    }


@pytest.mark.parametrize("course", ["crew"])
def test_what_ships_has_a_trap_a_recovery_and_several_ways(course: str) -> None:
    """Each has a quiet spell, choices that hindered and that helped, and ends of both kinds."""
    shipped = check(COURSES.parent.parent / "courses").catalogue.courses[course].scenarios
    assert len(shipped) == 2
    for play in shipped:
        moments = play.front.nodes.values()
        ways = [way for moment in moments for way in moment.choices]
        assert {way.factor.effect for way in ways if way.factor} == {"hindered", "helped"}
        assert any(cue.kind == "silence" for moment in moments for cue in moment.cues)
        assert sum(moment.end is not None for moment in moments) >= 5
        assert "invented" in play.front.origin and play.front.observer
