"""An account that an administrator opens has no password, and its address is its own."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid
from learning.people import leaving, opening
from learning.people.models import Recount, Role
from learning.people.opening import Account
from tests.builders import AT, Cast


def test_an_account_is_opened_with_roles_and_counted(session: Session) -> None:
    wanted = Account(" Ife Adeyemi ", "IFE@example.org", ["author", "learner", "reviewer"])
    made = opening.open_account(session, wanted, at=AT)
    assert (made.name, made.email, made.password) == ("Ife Adeyemi", "ife@example.org", None)
    held = session.scalars(select(Role.name).where(Role.person_id == made.id)).all()
    assert sorted(held) == ["author", "reviewer"]
    assert list(session.scalars(select(Recount.person_id))) == [made.id]


def test_an_address_that_is_taken_and_a_role_that_is_none_are_refused(
    session: Session, cast: Cast
) -> None:
    leaving.close(session, cast.alice, on=AT.date())
    for taken in ("BOB@demo.invalid", "alice@demo.invalid"):
        with pytest.raises(Conflict, match="Look under People"):
            opening.open_account(session, Account("Other", taken), at=AT)
    with pytest.raises(Invalid, match="no role 'king'"):
        opening.open_account(session, Account("Ife", "ife@example.org", ["king"]), at=AT)
