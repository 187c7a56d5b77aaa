"""Signing in and out: a token on the device, its hash in the database, a day on which it ends."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people import signing_in
from learning.people.joining import NewPerson, add
from learning.people.models import SignIn
from tests.builders import AT, Cast
from tests.statements import statements

DAY = dt.timedelta(days=1)


def test_a_person_is_known_by_the_token_until_the_sign_in_ends(
    session: Session, cast: Cast
) -> None:
    token = signing_in.start(session, cast.bob, at=AT, days=30)
    last = AT + 30 * DAY
    found = signing_in.present(session, token, at=last - dt.timedelta(seconds=1))
    assert found is not None
    assert (found.id, found.name, found.invented) == (cast.bob, "Bob Supervisor", True)
    assert signing_in.present(session, token, at=last) is None


def test_everybody_is_a_learner_whatever_else_they_are(session: Session, cast: Cast) -> None:
    def roles(person_id: int) -> frozenset[str]:
        found = signing_in.present(
            session, signing_in.start(session, person_id, at=AT, days=1), at=AT
        )
        assert found is not None
        return found.roles

    assert roles(cast.alice) == {"learner"}
    assert roles(cast.bob) == {"learner", "supervisor"}
    both = NewPerson("Ife", "ife@example.org", None, ("author", "learner", "reviewer"))
    assert roles(add(session, both, at=AT)) == {"author", "learner", "reviewer"}


@pytest.mark.parametrize("token", ["", "unknown", "a" * 10_000, "ünïcode"])
def test_an_unknown_token_is_nobody(session: Session, cast: Cast, token: str) -> None:
    assert signing_in.present(session, token, at=AT) is None


def test_the_database_keeps_the_hash_of_a_token_and_never_the_token(
    session: Session, cast: Cast
) -> None:
    token = signing_in.start(session, cast.alice, at=AT, days=1)
    kept = session.scalars(select(SignIn.token_sha256)).one()
    assert kept == signing_in.digest(token)
    assert token not in kept
    assert signing_in.present(session, kept, at=AT) is None, "a stolen database opens nothing"


def test_signing_out_ends_this_device_and_no_other(session: Session, cast: Cast) -> None:
    phone, desk = (signing_in.start(session, cast.alice, at=AT, days=1) for _ in range(2))
    signing_in.end(session, phone)
    signing_in.end(session, "unknown")
    assert signing_in.present(session, phone, at=AT) is None
    assert signing_in.present(session, desk, at=AT) is not None


def test_a_new_sign_in_clears_ones_own_that_have_ended(session: Session, cast: Cast) -> None:
    signing_in.start(session, cast.alice, at=AT - 3 * DAY, days=1)
    signing_in.start(session, cast.bob, at=AT - 3 * DAY, days=1)
    signing_in.start(session, cast.alice, at=AT, days=1)
    held = list(session.scalars(select(SignIn.person_id).order_by(SignIn.person_id)))
    assert held == [cast.alice, cast.bob]


def test_finding_the_person_is_one_statement(session: Session, cast: Cast) -> None:
    token = signing_in.start(session, cast.bob, at=AT, days=1)
    with statements(session) as said:
        signing_in.present(session, token, at=AT)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Alice@Example.ORG ", "alice@example.org"),
        ("STRASSE@example.org", "strasse@example.org"),
        # another address than strasse@: mail to the one must not reach the other
        ("Straße@example.org", "straße@example.org"),
        ("ALEX.ÉTÉ@example.org", "alex.été@example.org"),
        # the same letter, typed as two signs on some keyboards
        ("e\u0301te@example.org", "éte@example.org"),
        ("İpek@example.org", "i\u0307pek@example.org"),
        ("王@example.org", "王@example.org"),
    ],
)
def test_an_address_is_kept_as_it_is_but_in_lower_case(typed: str, kept: str) -> None:
    assert signing_in.folded(typed) == kept
    assert signing_in.folded(kept) == kept, "folding twice is folding once"


def test_credentials_are_found_by_the_address_however_it_is_typed(session: Session) -> None:
    ipek = add(session, NewPerson("İpek", "İpek@Example.org", "a hash"), at=AT)
    assert signing_in.credentials(session, " İPEK@example.ORG") == (ipek, "a hash")
    assert signing_in.credentials(session, "ipek@example.org") is None
    assert signing_in.credentials(session, "%@example.org") is None
