"""Letters: put into the unit of what they tell, and written from what then holds."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Conflict
from learning.people import accounts, joining, letters
from learning.people.joining import NewPerson, Offer
from learning.people.models import Invitation, Person, ResetLink
from learning.people.signing_in import digest
from learning.work.models import Job
from tests.builders import AT

KEY = "the installation's key"
IFE = NewPerson("Ife", "ife@example.org", None)
DAY = dt.timedelta(days=1)


def only_job(session: Session) -> Job:
    return session.scalars(select(Job)).one()


def test_a_job_and_a_row_together_make_no_link_without_the_key(session: Session) -> None:
    letters.invite(session, Offer("author", 3), " new@example.org ", key=KEY, at=AT)
    job, row = only_job(session), session.scalars(select(Invitation)).one()
    assert (job.kind, job.payload["email"]) == (letters.INVITATION, "new@example.org")
    found = letters.open_invitation(session, job.payload, key=KEY, at=AT)
    assert found is not None
    assert digest(found.token) == row.token_sha256
    assert (found.email, found.role, found.until) == ("new@example.org", "author", AT + 3 * DAY)
    assert found.token not in str(job.payload) + row.token_sha256
    assert letters.open_invitation(session, job.payload, key="another", at=AT) is None
    assert letters.open_invitation(session, job.payload, key=KEY, at=AT + 3 * DAY) is None
    joining.join(session, found.token, IFE, at=AT)
    assert letters.open_invitation(session, job.payload, key=KEY, at=AT) is None


def test_an_offer_that_cannot_be_made_is_not_sent_either(session: Session) -> None:
    joining.add(session, IFE, at=AT)
    with pytest.raises(Conflict, match="an account with this e-mail address already"):
        letters.invite(session, Offer("learner", 3), "IFE@example.org", key=KEY, at=AT)
    assert session.scalars(select(Job)).all() == []


def test_a_link_to_a_first_password_is_known_as_one(session: Session) -> None:
    person_id = joining.add(session, IFE, at=AT)
    letters.reset(session, person_id, key=KEY, at=AT)
    job = only_job(session)
    assert "example" not in str(job.payload), "the address is looked up when the mail is written"
    found = letters.open_reset(session, job.payload, key=KEY, at=AT)
    assert found is not None
    assert (found.email, found.first, found.until) == (IFE.email, True, AT + DAY)
    assert letters.open_reset(session, job.payload, key=KEY, at=AT + DAY) is None
    assert accounts.reset_password(session, found.token, "a hash", at=AT) == person_id
    assert letters.open_reset(session, job.payload, key=KEY, at=AT) is None


@pytest.mark.parametrize("who", ["nobody", "invented", "deactivated"])
def test_a_link_is_forgotten_for_nobody_whose_account_lets_nobody_in(
    session: Session, who: str
) -> None:
    if who != "nobody":
        joining.add(session, NewPerson("Ife", IFE.email, None, invented=who == "invented"), at=AT)
    if who == "deactivated":
        session.scalars(select(Person)).one().deactivated_on = AT.date()
        session.flush()
    letters.forgotten(session, "ife@example.org", key=KEY, at=AT)
    assert only_job(session).payload["person"] == ""
    assert session.scalars(select(ResetLink)).all() == []
    assert letters.open_reset(session, only_job(session).payload, key=KEY, at=AT) is None
