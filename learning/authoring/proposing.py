"""Proposing: somebody says a passage in other words, and authors take it or not.

Who it was is not kept. Nothing here changes a course: what is taken is applied to the files of the
authors, by them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.authoring.models import Proposal
from learning.authoring.texts import Text
from learning.content.passages import Passage
from learning.content.reading import control
from learning.db.base import is_public_id
from learning.errors import Invalid, NotFound

State = Literal["waiting", "taken", "declined"]
STATES: tuple[State, ...] = get_args(State)
#: characters: of the reason, more than the passage has, and of a title
LONGEST_WHY, MORE, LONGEST_TITLE, PAGE = 500, 2_000, 300, 20


def reworded(passage: Passage, typed: str) -> str:
    """The words as they would be written; raises `Invalid` for what cannot be proposed.

    The end of a passage is kept: whoever types does not see whether a line ends there.
    """
    words = typed.replace("\r\n", "\n").replace("\r", "\n").rstrip().lstrip("\n")
    if passage.field == "title":
        words = " ".join(words.split())
    if not words:
        raise Invalid("Write the words that you propose.")
    if control(words):
        raise Invalid("There is a sign in it that cannot be seen. Type the words instead.")
    most = LONGEST_TITLE if passage.field == "title" else len(passage.text) + MORE
    if len(words) > most:
        raise Invalid(f"Use at most {most:,} characters. You have {len(words):,}.")
    if words == passage.text.rstrip():
        raise Invalid("These are the words that are there. Change some of them first.")
    return words + passage.text[len(passage.text.rstrip("\n")) :]


def reason(typed: str) -> str:
    """Why other words would be better, on one line; raises `Invalid` where nothing is said."""
    why = " ".join(typed.split())
    if not why:
        raise Invalid("Say in a sentence why these words are better.")
    if control(why):
        raise Invalid("There is a sign in it that cannot be seen. Type the words instead.")
    if len(why) > LONGEST_WHY:
        raise Invalid(f"Use at most {LONGEST_WHY} characters. You have {len(why)}.")
    return why


def propose(
    session: Session, text: Text, passage: Passage, words: str, why: str, *, on: dt.date
) -> None:
    """Keep other words for a passage; the same words for it again are kept once.

    `words` and `why` come from `reworded` and `reason`.
    """
    same = select(Proposal.id).where(
        Proposal.state == "waiting",
        Proposal.file == text.file,
        Proposal.field == passage.field,
        Proposal.line == passage.line,
        Proposal.before == passage.text,
        Proposal.after == words,
    )
    if session.scalars(same.limit(1)).first() is None:
        session.add(
            Proposal(
                course=text.course,
                version=text.version,
                file=text.file,
                field=passage.field,
                line=passage.line,
                before=passage.text,
                after=words,
                why=why,
                told_on=on,
            )
        )
        session.flush()


def listed(session: Session, state: State, before: str = "") -> tuple[Sequence[Proposal], str]:
    """Proposals in a state, the newest first, and what leads to earlier ones."""
    query = select(Proposal).where(Proposal.state == state).order_by(Proposal.id.desc())
    if before:
        query = query.where(Proposal.id < _found(session, before).id)
    rows = session.scalars(query.limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].public_id if len(rows) > PAGE else ""


def waiting(session: Session, course: str | None = None) -> Sequence[Proposal]:
    """All that wait, of one course or of all, the oldest first."""
    query = select(Proposal).where(Proposal.state == "waiting").order_by(Proposal.id)
    if course is not None:
        query = query.where(Proposal.course == course)
    return session.scalars(query).all()


def settle(session: Session, proposal: str, state: str, *, on: dt.date) -> State:
    """Note that a proposal was taken or declined, or that it waits again; twice is once."""
    found = _found(session, proposal)
    known = next((one for one in STATES if one == state), None)
    if known is None:
        raise Invalid("A proposal waits, is taken, or is declined. Choose one of these.")
    if found.state != known:
        found.state, found.done_on = known, None if known == "waiting" else on
        session.flush()
    return known


def delete(session: Session, proposal: str) -> None:
    """Delete a declined proposal for good; one that waits or was taken is declined first."""
    found = _found(session, proposal)
    if found.state != "declined":
        raise Invalid("Only what was declined can be deleted. Decline it first.")
    session.delete(found)
    session.flush()


def _found(session: Session, proposal: str) -> Proposal:
    query = select(Proposal).where(Proposal.public_id == proposal)
    found = session.scalar(query) if is_public_id(proposal) else None
    if found is None:
        raise NotFound("There is no such proposal. The list shows all there are.")
    return found
