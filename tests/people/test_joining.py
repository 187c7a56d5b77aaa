"""Joining by a one-time link."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, Invalid, LearningError, NotFound
from learning.people import joining
from learning.people.joining import NewPerson
from learning.people.models import Invitation, Person, Role
from learning.people.signing_in import digest
from tests.builders import AT

IFE = NewPerson("Ife Adeyemi", "ife@example.org", "a hash")
HOUR = dt.timedelta(hours=1)


def learner_link(session: Session, token: str) -> str:
    """A link for a learner; links to other roles than administrator are made elsewhere."""
    until = AT + 24 * HOUR
    session.add(Invitation(token_sha256=digest(token), role="learner", made_at=AT, until=until))
    session.flush()
    return token


def test_the_first_link_makes_an_administrator(session: Session) -> None:
    assert not joining.has_administrator(session)
    token = joining.invite_first_administrator(session, at=AT)
    person_id = joining.join(session, token, IFE, at=AT + HOUR)
    person = session.get_one(Person, person_id)
    assert (person.name, person.email, person.invented) == (IFE.name, IFE.email, False)
    assert joining.has_administrator(session)


def test_a_link_gives_its_own_role_whatever_the_newcomer_claims(session: Session) -> None:
    claims = replace(IFE, roles=("administrator", "reviewer"))
    person_id = joining.join(session, learner_link(session, "link"), claims, at=AT)
    assert list(session.scalars(select(Role.name).where(Role.person_id == person_id))) == []


def test_a_link_works_once(session: Session) -> None:
    token = joining.invite_first_administrator(session, at=AT)
    joining.check(session, token, at=AT)
    joining.check(session, token, at=AT)  # looking does not spend it
    joining.join(session, token, IFE, at=AT)
    with pytest.raises(NotFound, match="has been used"):
        joining.check(session, token, at=AT)
    with pytest.raises(NotFound):
        joining.join(session, token, replace(IFE, email="second@example.org"), at=AT)
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_a_link_runs_out_after_a_day(session: Session) -> None:
    token = joining.invite_first_administrator(session, at=AT)
    joining.check(session, token, at=AT + 24 * HOUR - dt.timedelta(seconds=1))
    with pytest.raises(NotFound, match="has run out"):
        joining.check(session, token, at=AT + 24 * HOUR)
    with pytest.raises(NotFound):
        joining.join(session, token, IFE, at=AT + 24 * HOUR)


@pytest.mark.parametrize("token", ["", "x", "a" * 5_000, "' OR 1=1"])
def test_a_link_that_was_never_made_does_not_work(session: Session, token: str) -> None:
    joining.invite_first_administrator(session, at=AT)
    with pytest.raises(NotFound, match="copied only in part"):
        joining.check(session, token, at=AT)


def test_a_second_first_link_replaces_the_one_before(session: Session) -> None:
    first = joining.invite_first_administrator(session, at=AT)
    second = joining.invite_first_administrator(session, at=AT)
    joining.check(session, second, at=AT)
    with pytest.raises(NotFound):
        joining.check(session, first, at=AT)


def test_the_database_keeps_the_hash_of_a_link_and_never_the_link(session: Session) -> None:
    token = joining.invite_first_administrator(session, at=AT)
    assert list(session.scalars(select(Invitation.token_sha256))) == [digest(token)]


def test_an_address_has_one_account_and_a_refusal_does_not_spend_the_link(
    session: Session,
) -> None:
    joining.add(session, IFE, at=AT)
    token = joining.invite_first_administrator(session, at=AT)
    with pytest.raises(Conflict, match="Sign in with it instead"):
        joining.join(session, token, replace(IFE, email=" IFE@example.org "), at=AT)
    joining.check(session, token, at=AT)


def test_a_name_is_asked_for(session: Session) -> None:
    token = joining.invite_first_administrator(session, at=AT)
    with pytest.raises(Invalid, match="name"):
        joining.join(session, token, replace(IFE, name=" \t "), at=AT)


@pytest.mark.parametrize("name", ["王秀英", "Zoë O'Neill-Łuczak", "د. ليلى", "😀 Sam", "x" * 120])
def test_a_name_is_kept_as_people_write_it(session: Session, name: str) -> None:
    person_id = joining.add(session, replace(IFE, name=f" {name} "), at=AT)
    session.expunge_all()
    assert session.get_one(Person, person_id).name == name


def test_a_role_that_does_not_exist_is_never_stored(session: Session) -> None:
    with pytest.raises(IntegrityError):
        joining.add(session, replace(IFE, roles=("overlord",)), at=AT)


def two_at_once(database: Database, acts: list[Callable[[Session], int]]) -> list[str]:
    """What became of acts that two people do in the same moment."""
    came: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[Session], int]) -> None:
        start.wait(10)
        try:
            with database.writing() as unit:
                act(unit)
            came.append("joined")
        except LearningError as refusal:
            came.append(type(refusal).__name__)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(came)


def test_two_clicks_on_one_link_make_one_account(committing: Database) -> None:
    with committing.writing() as unit:
        token = joining.invite_first_administrator(unit, at=AT)

    def click(email: str) -> Callable[[Session], int]:
        return lambda unit: joining.join(unit, token, replace(IFE, email=email), at=AT)

    acts = [click("one@example.org"), click("two@example.org")]
    assert two_at_once(committing, acts) == ["NotFound", "joined"]
    with committing.reading() as unit:
        assert unit.scalar(select(func.count()).select_from(Person)) == 1


def test_two_links_and_one_address_make_one_account(committing: Database) -> None:
    with committing.writing() as unit:
        links = [learner_link(unit, one) for one in ("a link", "another")]

    def click(token: str) -> Callable[[Session], int]:
        return lambda unit: joining.join(unit, token, IFE, at=AT)

    acts = [click(one) for one in links]
    assert two_at_once(committing, acts) == ["Conflict", "joined"]


@pytest.mark.parametrize(("role", "days"), [("learner", 1), ("author", 90)])
def test_an_invitation_makes_one_account_with_its_role(
    session: Session, role: str, days: int
) -> None:
    token = joining.invite(session, role, at=AT, days=days, meant_for="  Ife,\n ward 3 ")
    person_id = joining.join(session, token, IFE, at=AT + (days * 24 - 1) * HOUR)
    held = session.scalars(select(Role.name).where(Role.person_id == person_id)).all()
    assert list(held) == [one for one in [role] if one != "learner"]
    with pytest.raises(NotFound):
        joining.join(session, token, replace(IFE, email="o@example.org"), at=AT)


def test_an_invitation_is_asked_for_in_order(session: Session) -> None:
    for role, days in (("king", 1), ("learner", 0), ("learner", 91)):
        with pytest.raises(Invalid):
            joining.invite(session, role, at=AT, days=days)


def test_a_withdrawn_invitation_works_no_longer(session: Session) -> None:
    token, other = (joining.invite(session, "learner", at=AT, days=1) for _ in range(2))
    for handle in ("", "%" * 16, "_" * 16, digest(token)):
        joining.withdraw(session, handle)
    joining.check(session, token, at=AT)
    joining.withdraw(session, digest(token)[:16])
    with pytest.raises(NotFound):
        joining.check(session, token, at=AT)
    joining.check(session, other, at=AT)


def test_whoever_registers_becomes_a_learner_unless_the_address_has_an_account(
    session: Session,
) -> None:
    joining.register(session, replace(IFE, roles=("administrator",)), at=AT)
    joining.register(session, replace(IFE, email="IFE@example.org", password="x"), at=AT)
    assert session.scalars(select(Person.password)).all() == ["a hash"]
    assert session.scalars(select(Role.name)).all() == []
