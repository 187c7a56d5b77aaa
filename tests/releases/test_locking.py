"""The lock of what is published: ids are never reused, meaning never changes under a rev."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content.compiling import Compiled
from learning.releases.models import PublishedItem, Release
from learning.releases.publishing import Outcome, Provenance, publish
from learning.releases.shelf import Shelf
from tests.builders import AT
from tests.content_builders import case, changes, compiled, item, library, module, put

KEY_MOVED = [
    {"id": "name", "text": "The name alone.", "correct": True},
    {"id": "both", "text": "Name and date of birth.", "feedback": "Too much."},
]


def with_items(*items: dict[str, Any], effects: tuple[str, ...] = (), **file: Any) -> Compiled:
    """The course with these items, and so many changes declared."""
    own = list(items) or [item()]
    return compiled(module(items=own), **{"changes": changes(*effects), **file})


def offered(session: Session, made: Compiled) -> Outcome:
    return publish(session, made, Provenance(), at=AT)


def refused(session: Session, made: Compiled) -> str:
    """The one reason for which it was refused."""
    outcome = offered(session, made)
    assert outcome.state == "refused", outcome
    assert len(outcome.reasons) == 1, outcome.reasons
    assert outcome.reasons[0].endswith("."), "a refusal ends in a full stop"
    return outcome.reasons[0]


def effect_of(session: Session) -> str:
    """The effect of the newest release of the course."""
    newest = select(Release.effect).where(Release.course == "crew").order_by(Release.id.desc())
    return session.scalars(newest).first() or ""


def test_a_changed_meaning_with_the_same_rev_names_the_item_and_the_rev_to_set(
    session: Session,
) -> None:
    put(session, with_items(item(rev=3)))
    said = refused(session, with_items(item(rev=3, options=KEY_MOVED), effects=("material",)))
    assert "'door' of identity" in said
    assert "Set 'rev: 4'" in said


@pytest.mark.parametrize(
    "changed",
    [
        {"critical": True},
        {"options": KEY_MOVED},
        {"options": [*KEY_MOVED[:1], {"id": "none", "text": "No.", "feedback": "No."}]},
    ],
    ids=["critical", "key", "an option's id"],
)
def test_what_counts_as_meaning_is_refused_without_a_new_rev_and_taken_with_one(
    session: Session, changed: dict[str, Any]
) -> None:
    put(session, with_items(item()))
    refused(session, with_items(item(**changed), effects=("material",)))
    put(session, with_items(item(rev=2, **changed), effects=("material",)))
    assert effect_of(session) == "material"


def test_words_may_change_without_a_new_rev(session: Session) -> None:
    put(session, with_items())
    assert offered(session, with_items(item(prompt="Whom do you ask?"))).state == "published"
    assert effect_of(session) == "editorial"


def test_a_rev_may_rise_without_a_changed_meaning(session: Session) -> None:
    put(session, with_items())
    assert offered(session, with_items(item(rev=2))).state == "published"


def test_a_lowered_rev_is_refused_and_says_what_to_set(session: Session) -> None:
    put(session, with_items(item(rev=2)))
    said = refused(session, with_items(item(rev=1)))
    assert "rev 1, but rev 2 is published" in said
    assert "'rev: 2'" in said and "'rev: 3'" in said


def test_a_published_item_that_is_gone_must_be_retired(session: Session) -> None:
    put(session, with_items(item(), item(item_id="knock")))
    said = refused(session, with_items(item(), effects=("material",)))
    assert "Item 'knock' of identity" in said and "'status: retired'" in said


def test_a_published_item_cannot_go_back_to_being_a_draft(session: Session) -> None:
    put(session, with_items(item(), item(item_id="knock")))
    back = with_items(item(), item(item_id="knock", status="draft"), effects=("material",))
    assert "'knock'" in refused(session, back)


def test_a_retired_item_may_be_left_out_later(session: Session) -> None:
    put(session, with_items(item(), item(item_id="knock")))
    put(
        session,
        with_items(item(), item(item_id="knock", status="retired"), effects=("material",)),
    )
    assert offered(session, with_items(item(), effects=("material",))).state == "published"


def test_an_id_is_never_given_to_something_else_even_after_it_was_left_out(
    session: Session,
) -> None:
    put(session, with_items(item(), item(item_id="knock")))
    put(
        session,
        with_items(item(), item(item_id="knock", status="retired"), effects=("material",)),
    )
    put(session, with_items(item(), effects=("material",)))
    reused = item("numeric", "knock")
    said = refused(session, with_items(item(), reused, effects=("material", "material")))
    assert "'knock'" in said and "'rev: 2'" in said


def test_a_module_that_is_taken_out_takes_its_items_along(session: Session) -> None:
    put(session, compiled(module(), module("speaking-up")))
    put(session, compiled(module(), changes=changes("material")))
    kept = session.get_one(PublishedItem, ("crew", "speaking-up-door"))
    assert (kept.retired, kept.rev) == (True, 1)


def test_an_item_of_a_module_that_was_taken_out_keeps_its_id_for_ever(session: Session) -> None:
    put(session, compiled(module(), module("speaking-up")))
    put(session, compiled(module(), changes=changes("material")))
    reused = module(items=[item(item_id="identity-door"), item("numeric", "speaking-up-door")])
    said = refused(session, compiled(reused, changes=changes("material", "material")))
    assert "'speaking-up-door'" in said and "'rev: 2'" in said


def test_an_item_may_move_to_another_module_of_its_course(session: Session) -> None:
    put(session, compiled(module("identity", [item()]), module("speaking-up")))
    moved = [item(item_id="speaking-up-door"), item()]
    put(
        session,
        compiled(module("identity", [item(item_id="new")]), module("speaking-up", moved),
                 changes=changes("material")),
    )  # fmt: skip
    where = select(PublishedItem.module).where(PublishedItem.item == "door")
    assert session.scalar(where) == "speaking-up"


def test_another_course_may_use_the_same_item_id(session: Session) -> None:
    put(session, with_items())
    put(session, compiled(module(items=[item(options=KEY_MOVED)]), course_id="other"))


def test_a_draft_may_change_its_meaning_freely(session: Session) -> None:
    draft = item(item_id="later", status="draft")
    put(session, with_items(item(), draft))
    assert offered(session, with_items(item(), draft | {"critical": True})).state == "published"


def test_every_broken_lock_is_told_at_once(session: Session) -> None:
    put(session, with_items(item(), item(item_id="knock"), item(item_id="ask", rev=2)))
    outcome = offered(session, with_items(item(critical=True), item(item_id="ask")))
    assert len(outcome.reasons) == 3
    assert all(name in " ".join(outcome.reasons) for name in ("'door'", "'knock'", "'ask'"))


def test_a_refused_release_moves_no_lock(session: Session) -> None:
    put(session, with_items(item(), item(item_id="knock")))
    offered(session, with_items(item(rev=7)))
    assert offered(session, with_items(item(), item(item_id="knock"))).state == "unchanged"
    assert set(session.scalars(select(PublishedItem.rev))) == {1}


# --- the effect of a release ---------------------------------------------------------------------


def test_a_first_release_is_editorial_whatever_its_history_says(session: Session) -> None:
    put(session, with_items(effects=("critical", "material")))
    assert effect_of(session) == "editorial"


@pytest.mark.parametrize("effect", ["editorial", "material", "critical"])
def test_the_entries_of_changes_declare_the_effect(session: Session, effect: str) -> None:
    put(session, with_items())
    put(session, with_items(effects=(effect,), title="Crew work"))
    assert effect_of(session) == effect


def test_of_several_new_entries_the_gravest_holds(session: Session) -> None:
    put(session, with_items())
    put(session, with_items(effects=("material", "critical", "editorial")))
    assert effect_of(session) == "critical"


def test_an_entry_that_was_published_before_does_not_count_again(session: Session) -> None:
    put(session, with_items())
    put(session, with_items(effects=("critical",)))
    put(session, with_items(effects=("critical",), title="Crew work"))
    assert effect_of(session) == "editorial"


def test_a_mended_entry_does_not_count_again(session: Session) -> None:
    """Correcting the spelling of last year's warning must not cut every completion short again."""
    put(session, with_items())
    put(session, with_items(changes=changes("critical")))
    mended = changes("critical")
    mended[0]["summary"] = "Change 1, spelt right."
    put(session, with_items(changes=mended))
    assert effect_of(session) == "editorial"


def implying() -> dict[str, tuple[Compiled, Compiled, str]]:
    """Changes that make a completion stand on something else: before, after, what is said."""
    two = compiled(module(), module("speaking-up"))
    knock = item(item_id="knock")
    return {
        "a new item": (with_items(), with_items(item(), knock), "Item 'knock' is new"),
        "another meaning": (
            with_items(),
            with_items(item(rev=2, options=KEY_MOVED)),
            "Item 'door' means something else",
        ),
        "a retired item": (
            with_items(item(), knock),
            with_items(item(), knock | {"status": "retired"}),
            "Item 'knock' is retired",
        ),
        "an item that is back": (
            with_items(item(), knock | {"status": "retired"}),
            with_items(item(), knock),
            "Item 'knock' is back",
        ),
        "a new module": (
            compiled(module()),
            compiled(module(), module("speaking-up", ())),
            "The list of modules differs",
        ),
        "a module less": (two, compiled(module()), "The list of modules differs"),
        "another order": (
            two,
            compiled(module("speaking-up"), module()),
            "The list of modules differs",
        ),
        "another rule": (
            two,
            compiled(module(), module("speaking-up"), completion={"modules": ["identity"]}),
            "The completion rule differs",
        ),
        "another validity": (
            compiled(),
            compiled(validity={"months": 12}),
            "The validity differs",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", implying())
def test_a_lower_effect_than_the_content_implies_is_refused(session: Session, name: str) -> None:
    before, after, said = implying()[name]
    put(session, before)
    told = refused(session, after)
    assert said in told
    assert "'effect: material'" in told and "changes" in told


def test_an_entry_of_changes_lets_what_it_declares_be_published(session: Session) -> None:
    put(session, with_items())
    put(session, with_items(item(), item(item_id="knock"), effects=("material",)))
    assert effect_of(session) == "material"


def test_an_item_that_a_draft_becomes_is_new(session: Session) -> None:
    draft = item(item_id="later", status="draft")
    put(session, with_items(item(), draft))
    assert "'later' is new" in refused(session, with_items(item(), draft | {"status": "live"}))


# --- cases ---------------------------------------------------------------------------------------


def test_a_published_case_that_is_gone_is_refused(session: Session, shelf: Shelf) -> None:
    put(session, library(case("cp-01-a"), case("cp-02-b")))
    said = refused(session, library(case("cp-02-b")))
    assert "'cp-01-a'" in said and "'status: retracted'" in said
    assert set(shelf.library(session).cases) == {"cp-01-a", "cp-02-b"}


def test_a_case_that_goes_back_to_being_a_draft_counts_as_gone(session: Session) -> None:
    put(session, library(case("cp-01-a"), case("cp-02-b")))
    assert "'cp-01-a'" in refused(
        session, library(case("cp-01-a", status="draft"), case("cp-02-b"))
    )


def test_a_retracted_case_keeps_its_id_and_nothing_else(session: Session, shelf: Shelf) -> None:
    put(session, library(case("cp-01-a", "## What happened\n\nA secret.")))
    put(session, library(case("cp-01-a", "## What happened\n\nA secret.", status="retracted")))
    kept = shelf.library(session).cases["cp-01-a"]
    assert kept.retracted and kept.front is None and not kept.page.sections


def test_a_retracted_case_may_not_be_left_out_either(session: Session) -> None:
    put(session, library(case("cp-01-a", status="retracted"), case("cp-02-b")))
    assert "'cp-01-a'" in refused(session, library(case("cp-02-b")))


def test_new_cases_need_no_entry_of_changes(session: Session) -> None:
    put(session, library(case("cp-01-a")))
    put(session, library(case("cp-01-a"), case("cp-02-b")))
