"""What people change of their own account, and links to a new password."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from learning.errors import Conflict, Invalid, NotFound
from learning.people import accounts, signing_in
from learning.people.models import Person
from tests.builders import AT, Cast

HOUR = dt.timedelta(hours=1)


def signed_in(session: Session, person_id: int, token: str) -> bool:
    found = signing_in.present(session, token, at=AT)
    return found is not None and found.id == person_id


def test_a_name_is_changed_and_never_emptied(session: Session, cast: Cast) -> None:
    accounts.rename(session, cast.alice, "  علي 🦊 ")
    assert session.get_one(Person, cast.alice, populate_existing=True).name == "علي 🦊"
    for nothing in (" ", "\u200b\u2060"):
        with pytest.raises(Invalid):
            accounts.rename(session, cast.alice, nothing)


def test_an_address_belongs_to_one_account(session: Session, cast: Cast) -> None:
    accounts.change_email(session, cast.alice, " New@Example.org")
    assert signing_in.credentials(session, "new@example.org") == (cast.alice, None)
    accounts.change_email(session, cast.alice, "NEW@example.org")  # one's own is no other's
    with pytest.raises(Conflict, match="Another account"):
        accounts.change_email(session, cast.bob, "new@example.ORG")


def test_a_new_password_signs_every_other_device_out(session: Session, cast: Cast) -> None:
    here, there = (signing_in.start(session, cast.alice, at=AT, days=1) for _ in range(2))
    bob = signing_in.start(session, cast.bob, at=AT, days=1)
    link = accounts.make_reset_link(session, cast.alice, at=AT)
    accounts.set_password(session, cast.alice, "a hash", but=here)
    assert signed_in(session, cast.alice, here) and signed_in(session, cast.bob, bob)
    assert not signed_in(session, cast.alice, there)
    with pytest.raises(NotFound):
        accounts.check_reset_link(session, link, at=AT)


def test_a_reset_link_works_once_and_signs_out_everywhere(session: Session, cast: Cast) -> None:
    device = signing_in.start(session, cast.alice, at=AT, days=1)
    link = accounts.make_reset_link(session, cast.alice, at=AT)
    accounts.check_reset_link(session, link, at=AT)
    assert accounts.reset_password(session, link, "a hash", at=AT + HOUR) == cast.alice
    assert signing_in.credentials(session, "alice@demo.invalid") == (cast.alice, "a hash")
    assert not signed_in(session, cast.alice, device)
    with pytest.raises(NotFound, match="Ask whoever looks after"):
        accounts.reset_password(session, link, "another", at=AT + HOUR)


def test_a_reset_link_runs_out_and_gives_way_to_a_newer_one(session: Session, cast: Cast) -> None:
    first = accounts.make_reset_link(session, cast.alice, at=AT)
    second = accounts.make_reset_link(session, cast.alice, at=AT)
    for link, at in ((first, AT), (second, AT + 24 * HOUR), ("x" * 32, AT)):
        with pytest.raises(NotFound):
            accounts.check_reset_link(session, link, at=at)
        with pytest.raises(NotFound):
            accounts.reset_password(session, link, "a hash", at=at)


def test_devices_are_listed_and_ended_one_by_one(session: Session, cast: Cast) -> None:
    here = signing_in.start(session, cast.alice, at=AT, days=9, device="Firefox on Android")
    there = signing_in.start(session, cast.alice, at=AT + HOUR, days=9)
    signing_in.start(session, cast.bob, at=AT, days=9)
    found = signing_in.devices(session, cast.alice, here, at=AT + HOUR)
    assert [(one.name, one.since, one.here) for one in found] == [
        ("", AT + HOUR, False),
        ("Firefox on Android", AT, True),
    ]
    signing_in.end_device(session, cast.bob, found[0].handle)
    signing_in.end_device(session, cast.alice, "%" * 16)
    signing_in.end_device(session, cast.alice, "")
    assert signed_in(session, cast.alice, there), "only one's own, and only that one"
    signing_in.end_device(session, cast.alice, found[0].handle)
    assert not signed_in(session, cast.alice, there) and signed_in(session, cast.alice, here)
