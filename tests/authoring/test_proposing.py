"""Other words are kept without who said them, and authors take them or not."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.authoring import proposing, texts
from learning.authoring.models import Proposal
from learning.authoring.texts import Text
from learning.content.passages import Passage
from learning.errors import Invalid, NotFound
from learning.releases.shelf import Shelf
from tests.content_builders import HOSTILE, case, compiled, library, module, put

ON = dt.date(2027, 3, 3)


def text_of(session: Session) -> Text:
    put(session, compiled(module(text="## The door\n\nKnock, and ask.\n")))
    return texts.of_module(session, Shelf(seconds=0), "crew", "identity")


def proposed(session: Session, text: Text, at: int, words: str, why: str = "Shorter.") -> Proposal:
    passage = text.passages[at]
    made = proposing.reworded(passage, words)
    proposing.propose(session, text, passage, made, proposing.reason(why), on=ON)
    return session.scalars(select(Proposal).order_by(Proposal.id.desc()).limit(1)).one()


def test_a_proposal_holds_the_words_the_place_and_nothing_of_who(session: Session) -> None:
    row = proposed(session, text_of(session), 1, "Knock and ask.\r\n", " It is \n shorter. ")
    assert (row.course, row.version, row.file) == ("crew", 1, "crew/identity/module.md")
    assert (row.field, row.line, row.before) == ("", 3, "Knock, and ask.")
    assert (row.after, row.why, row.told_on) == ("Knock and ask.", "It is shorter.", ON)
    assert not [one for one in Proposal.__table__.c if "person" in one.name]


def test_the_same_words_again_are_kept_once(session: Session) -> None:
    text = text_of(session)
    first = proposed(session, text, 1, "Knock.")
    assert proposed(session, text, 1, "Knock.").id == first.id
    assert proposed(session, text, 1, "Ask.").id != first.id


def test_the_end_of_a_passage_is_kept() -> None:
    passage = Passage("peer_task", "Task", "Say it.\n", "peer_task")
    assert proposing.reworded(passage, "\r\n  Say it.\r\nTwice.  \r\n") == "  Say it.\nTwice.\n"
    title = Passage("title", "Title", "The door", "title")
    assert proposing.reworded(title, " A \n door ") == "A door"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" \r\n", "Write the words"),
        ("Knock, and ask.\n", "Change some of them"),
        ("Knock\x07", "cannot be seen"),
        ("Knock\u202e", "cannot be seen"),
        ("x" * 2_016, "at most 2,015 characters. You have 2,016."),
    ],
)
def test_words_that_cannot_be_taken_are_refused(words: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        proposing.reworded(Passage("k", "Passage", "Knock, and ask."), words)


@pytest.mark.parametrize(
    ("why", "said"), [(" ", "Say in a sentence"), ("x" * 501, "at most 500"), ("a\x00", "seen")]
)
def test_a_reason_is_asked_for(why: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        proposing.reason(why)


def test_authors_take_or_decline_and_change_their_minds(session: Session) -> None:
    row = proposed(session, text_of(session), 1, "Knock.")
    assert proposing.settle(session, row.public_id, "taken", on=ON) == "taken"
    proposing.settle(session, row.public_id, "taken", on=ON + dt.timedelta(days=9))
    assert (row.state, row.done_on) == ("taken", ON)
    proposing.settle(session, row.public_id, "waiting", on=ON)
    assert (row.state, row.done_on) == ("waiting", None)
    with pytest.raises(Invalid, match="Choose one"):
        proposing.settle(session, row.public_id, "gone", on=ON)


def test_only_what_was_declined_is_deleted(session: Session) -> None:
    row = proposed(session, text_of(session), 1, "Knock.")
    with pytest.raises(Invalid, match="Decline it first"):
        proposing.delete(session, row.public_id)
    proposing.settle(session, row.public_id, "declined", on=ON)
    proposing.delete(session, row.public_id)
    with pytest.raises(NotFound):
        proposing.delete(session, row.public_id)


def test_the_list_is_paged_from_the_newest(session: Session) -> None:
    text = text_of(session)
    made = [proposed(session, text, 1, f"Knock {n}.").public_id for n in range(23)]
    first, later = proposing.listed(session, "waiting")
    second, last = proposing.listed(session, "waiting", later)
    assert [one.public_id for one in (*first, *second)] == made[::-1] and last == ""
    assert [one.public_id for one in proposing.waiting(session, "crew")] == made
    assert proposing.waiting(session, "cases") == []
    assert len(proposing.waiting(session)) == 23


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_there_is_not_found(session: Session, name: str) -> None:
    text_of(session)
    put(session, library(case()))
    shelf = Shelf(seconds=0)
    with pytest.raises(NotFound):
        proposing.settle(session, name, "taken", on=ON)
    for read in (
        lambda: texts.of_module(session, shelf, name, "identity"),
        lambda: texts.of_module(session, shelf, "crew", name),
        lambda: texts.of_item(session, shelf, "crew", "identity", name),
        lambda: texts.of_item(session, shelf, "crew", name, "door"),
        lambda: texts.of_case(session, shelf, name),
    ):
        with pytest.raises(NotFound):
            read()
