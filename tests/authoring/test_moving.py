"""What looks like another name for the same thing is said, and what does not is not."""

from __future__ import annotations

from learning.authoring.moving import Named, notes

CREW = Named("Crew", {"identity": "Identity", "speaking-up": "Speaking up"})
OTHER = Named("Other", {"handover": "Handover"})


def test_nothing_is_said_of_what_stays() -> None:
    assert notes("crew", {"crew": CREW, "other": OTHER}, {"crew": CREW, "other": OTHER}) == []


def test_a_course_under_another_name_is_told_of_both() -> None:
    live, written = {"crew": CREW}, {"team": Named("Team", CREW.modules)}
    assert notes("crew", live, written) == notes("team", live, written)
    assert "call the folder 'crew' again" in notes("crew", live, written)[0].lower()


def test_a_course_that_is_like_none_is_new() -> None:
    assert notes("other", {"crew": CREW}, {"other": OTHER}) == []


def test_a_module_that_goes_to_another_course_is_told_in_both() -> None:
    live = {"crew": CREW, "other": OTHER}
    written = {
        "crew": Named("Crew", {"identity": "Identity"}),
        "other": Named("Other", {**OTHER.modules, "speaking-up": "Speaking up"}),
    }
    assert "goes to course 'other'" in notes("crew", live, written)[0]
    assert "comes from course 'crew'" in notes("other", live, written)[0]


def test_a_module_under_another_name_is_noticed_by_its_title() -> None:
    written = {"crew": Named("Crew", {"identity": "Identity", "aloud": "Speaking up"})}
    [said] = notes("crew", {"crew": CREW}, written)
    assert "'speaking-up' is gone and 'aloud' has its title" in said
