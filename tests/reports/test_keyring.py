"""The keyring: one key a reviewer, one recovery key, and handing over what another cannot open."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from learning.errors import Conflict, NotFound
from learning.people.models import Role
from learning.reports import holding, keyring, parts, sealing
from learning.reports.models import HolderKey, PartKey, Unlocked
from tests.builders import AT, Cast
from tests.reports import desks
from tests.reports.desks import ON, PASSPHRASE, Desk


def test_those_in_use_are_listed_by_name_and_the_recovery_key_last(desk: Desk) -> None:
    found = keyring.holders(desk.session)
    assert [(one.name or "").partition(" ")[0] for one in found] == ["Rana", "Ravi", "Rosa", ""]
    assert found[-1].id == desk.recovery[0] and found[-1].person_id is None
    desks.deactivate(desk.session, desk.reviewers["ravi"].person_id)
    assert len(keyring.holders(desk.session)) == 3


def test_nothing_is_sealed_to_a_key_of_somebody_who_reviews_no_longer(desk: Desk) -> None:
    mine = desk.reviewers["ravi"]
    desk.session.delete(desk.session.get_one(Role, (mine.person_id, "reviewer")))
    desk.session.flush()
    assert mine.key_id not in keyring.publics(keyring.holders(desk.session))


def test_keys_of_those_who_left_and_of_nobody_end_and_open_nothing_more(
    desk: Desk, cast: Cast
) -> None:
    desk.tell()
    ravi, rosa = desk.reviewers["ravi"], desk.reviewers["rosa"]
    desk.session.delete(desk.session.get_one(Role, (ravi.person_id, "reviewer")))
    desks.deactivate(desk.session, rosa.person_id)
    desk.session.add(HolderKey(kind="reviewer", public=b"x", locked=b"x", made_on=ON))
    desk.session.flush()
    assert keyring.end_left(desk.session, on=ON) == 3
    assert keyring.end_left(desk.session, on=ON) == 0
    left = {one.id for one in keyring.holders(desk.session)}
    assert set(desk.session.scalars(select(PartKey.key_id))) == left
    assert len(left) == 2 and keyring.own(desk.session, rosa.person_id) is None


def test_a_key_that_somebody_wrote_into_the_database_is_sealed_to_by_nobody(
    desk: Desk, cast: Cast
) -> None:
    before = keyring.holders(desk.session)
    for person_id in (None, cast.olu):
        key = HolderKey(kind="reviewer", person_id=person_id, public=b"x", locked=b"x", made_on=ON)
        desk.session.add(key)
    desk.session.flush()
    assert keyring.holders(desk.session) == before


def test_nobody_has_two_keys(desk: Desk, cast: Cast) -> None:
    with pytest.raises(Conflict, match="have a key already"):
        desks.key_for(desk.session, cast.rana)
    assert desk.session.scalars(select(HolderKey.person_id)).all().count(cast.rana) == 1


def test_a_passphrase_is_changed_and_what_was_unlocked_is_locked(desk: Desk) -> None:
    mine = desk.reviewers["rana"]
    key = keyring.own(desk.session, mine.person_id)
    assert key is not None and key.locked is not None
    keyring.keep_unlocked(
        desk.session, key.id, b"x", row_id="row", until=AT + dt.timedelta(minutes=15)
    )
    before, locked = key.locked, holding.lock(mine.private, "another long passphrase")
    keyring.relock(desk.session, key.id, before=before, locked=locked)
    desk.session.expire_all()
    assert holding.unlock(locked, "another long passphrase") == mine.private
    assert desk.session.scalars(select(Unlocked)).all() == []
    with pytest.raises(Conflict, match="changed elsewhere"):
        keyring.relock(desk.session, key.id, before=before, locked=locked)


def test_what_is_unlocked_lasts_until_its_moment_and_as_long_as_the_key(desk: Desk) -> None:
    key_id, until = desk.reviewers["rana"].key_id, AT + dt.timedelta(minutes=15)
    keyring.keep_unlocked(desk.session, key_id, b"x", row_id="row", until=until)
    assert keyring.unlocked(desk.session, "row", at=AT) is not None
    assert keyring.unlocked(desk.session, "row", at=until) is None
    assert keyring.unlocked(desk.session, "other", at=AT) is None
    assert keyring.forget_unlocked(desk.session, at=AT) == 0
    assert keyring.forget_unlocked(desk.session, at=until) == 1
    keyring.keep_unlocked(desk.session, key_id, b"x", row_id="row", until=until)
    keyring.end(desk.session, key_id, on=ON)
    assert keyring.unlocked(desk.session, "row", at=AT) is None


def test_a_key_that_ended_opens_nothing_and_another_may_be_made(desk: Desk, cast: Cast) -> None:
    receipt = desk.tell()
    mine = desk.reviewers["rana"]
    keyring.end(desk.session, mine.key_id, on=ON)
    kept = select(PartKey).where(PartKey.key_id == mine.key_id)
    assert desk.session.scalars(kept).all() == []
    assert keyring.own(desk.session, cast.rana) is None
    new = desks.key_for(desk.session, cast.rana)
    desk.reviewers["rana"] = new
    assert [one.said for one in desk.open(receipt)] == [None], "it was sealed before that key"


def test_another_reviewer_hands_over_what_a_new_key_cannot_open(desk: Desk, cast: Cast) -> None:
    receipts = [desk.tell(), desk.tell()]
    theirs = desks.key_for(desk.session, cast.ada)
    desk.reviewers["ada"] = theirs
    mine = desk.reviewers["rana"]
    assert keyring.missing(desk.session, mine.key_id, theirs.key_id) == 2
    batch = keyring.to_hand_over(desk.session, mine.key_id, theirs.key_id, most=1)
    assert len(batch) == 1
    public = desk.session.get_one(HolderKey, theirs.key_id).public
    for _ in range(2):
        batch = keyring.to_hand_over(desk.session, mine.key_id, theirs.key_id, most=10)
        wrapped = {
            one.part_id: sealing.rewrap(
                one.wrapped,
                mine.private,
                public,
                about=parts.about(one.report_id, one.part_id, one.kind),
            )
            for one in batch
        }
        keyring.hand_over(desk.session, theirs.key_id, wrapped | {"gone": b"x"})
    assert keyring.missing(desk.session, mine.key_id, theirs.key_id) == 0
    for receipt in receipts:
        said = desk.open(receipt, "ada")[0].said
        assert said is not None and "another child" in said["happened"]


def test_nothing_is_handed_over_to_a_key_that_ended(desk: Desk) -> None:
    desk.tell()
    gone = desk.reviewers["rosa"].key_id
    keyring.end(desk.session, gone, on=ON)
    with pytest.raises(NotFound, match="no longer in use"):
        keyring.hand_over(desk.session, gone, {"part": b"x"})


def test_a_new_recovery_key_ends_the_one_before(desk: Desk) -> None:
    desk.tell()
    pair = holding.new_pair()
    new = keyring.replace_recovery(desk.session, public=pair.public, on=ON)
    found = keyring.recovery(desk.session)
    assert found is not None and found.id == new
    assert desk.session.get_one(HolderKey, desk.recovery[0]).ended_on == ON
    kept = select(PartKey.key_id).where(PartKey.key_id.in_([new, desk.recovery[0]]))
    assert desk.session.scalars(kept).all() == [desk.recovery[0]], "to be handed over first"
    keyring.end_recoveries(desk.session)
    assert desk.session.scalars(kept).all() == []


def test_the_passphrase_opens_the_stored_key(desk: Desk, cast: Cast) -> None:
    key = keyring.own(desk.session, cast.rana)
    assert key is not None and key.locked is not None
    assert holding.unlock(key.locked, PASSPHRASE) == desk.reviewers["rana"].private
