"""Records that travel: believed by their key, shown beside one's own, completing nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning.errors import Invalid, NotFound
from learning.people.models import Person
from learning.progress import certificates, outside
from learning.progress.certificates import Issuer
from learning.progress.models import OutsideRecord
from learning.releases.shelf import Shelf
from learning.signing.checking import judged, revocations_told
from learning.signing.keys import Ring, told_of
from learning.signing.statements import Unreadable
from tests.builders import AT, Cast
from tests.content_builders import HOSTILE, compiled, module, put
from tests.progress.learner import Learner


@pytest.fixture
def here(tmp_path: Path) -> Ring:
    return Ring(tmp_path / "here")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Issuer:
    return Issuer(Ring(tmp_path / "elsewhere"), "Elsewhere", "https://elsewhere.example.org")


def record(session: Session, shelf: Shelf, learner: Learner, issuer: Issuer) -> bytes:
    """What somebody with one completed module of two takes along."""
    put(session, compiled(module("a"), module("b")))
    learner.take("a")
    return outside.told(session, shelf, issuer, learner.person_id, on=AT.date())


def trust(ring: Ring, issuer: Issuer) -> None:
    ring.trust(told_of(issuer.ring.own(), issuer.operator), "North County")


def test_a_record_says_all_that_was_completed(
    session: Session, shelf: Shelf, alice: Learner, elsewhere: Issuer
) -> None:
    put(session, compiled(module("a", minutes=15), module("b", minutes=20)))
    alice.take("a")
    alice.take("b")
    body = outside.told(session, shelf, elsewhere, alice.person_id, on=AT.date())
    said = judged(body, elsewhere.ring.own()).statement or {}
    assert (said["kind"], said["name"], said["issuer"]) == ("record", "Alice Learner", "Elsewhere")
    told = [(one["title"], one["module"], one["minutes"]) for one in said["completions"]]
    assert told == [("Crew: On a", "a", 15), ("Crew: On b", "b", 20), ("Crew", None, 35)]
    assert {one["completed_on"] for one in said["completions"]} == {"2027-03-03"}


def test_a_trusted_record_is_shown_once_and_completes_nothing(
    session: Session, shelf: Shelf, alice: Learner, people: Cast, elsewhere: Issuer, here: Ring
) -> None:
    body = record(session, shelf, alice, elsewhere)
    trust(here, elsewhere)
    assert outside.add(session, here, people.bob, body, at=AT)
    assert not outside.add(session, here, people.bob, body, at=AT + dt.timedelta(days=1))
    [shown] = outside.listed(session, here, people.bob)
    assert (shown.issuer, shown.name, shown.verdict.genuine) == (
        "North County",
        "Alice Learner",
        True,
    )
    assert [one["title"] for one in shown.completions] == ["Crew: On a"]
    assert Learner(session, shelf, people.bob).completions() == []
    assert outside.listed(session, here, people.charlie) == []


def test_a_certificate_is_a_record_of_one(
    session: Session, shelf: Shelf, alice: Learner, elsewhere: Issuer, here: Ring
) -> None:
    put(session, compiled())
    alice.take()
    made = certificates.issue(session, shelf, elsewhere, alice.person_id, "crew", at=AT)
    body = certificates.signed(session, alice.person_id, made)
    trust(here, elsewhere)
    outside.add(session, here, alice.person_id, body, at=AT)
    [shown] = outside.listed(session, here, alice.person_id)
    assert [one["title"] for one in shown.completions] == ["Crew"]


def test_what_cannot_be_believed_is_refused_with_its_reason(
    session: Session, shelf: Shelf, alice: Learner, elsewhere: Issuer, here: Ring
) -> None:
    body = record(session, shelf, alice, elsewhere)

    def refused(sent: bytes, ring: Ring, because: str) -> None:
        with pytest.raises(Invalid, match=because):
            outside.add(session, ring, alice.person_id, sent, at=AT)

    refused(body, here, "administrator can add")
    trust(here, elsewhere)
    refused(body.replace(b"Alice", b"Alicf"), here, "changed")
    refused(body, elsewhere.ring, "from here")
    empty = revocations_told([], issuer="Elsewhere", on=AT.date())
    refused(elsewhere.ring.sign(empty, on=AT.date())[1], here, "holds no completions")
    with pytest.raises(Unreadable):
        outside.add(session, here, alice.person_id, b"a letter", at=AT)
    assert session.scalar(select(func.count()).select_from(OutsideRecord)) == 0


def test_a_record_whose_key_is_revoked_later_is_no_longer_believed(
    session: Session, shelf: Shelf, alice: Learner, elsewhere: Issuer, here: Ring
) -> None:
    body = record(session, shelf, alice, elsewhere)
    trust(here, elsewhere)
    outside.add(session, here, alice.person_id, body, at=AT)
    elsewhere.ring.revoke(elsewhere.ring.own()[0].id, since=AT.date(), on=AT.date())
    trust(here, elsewhere)
    [shown] = outside.listed(session, here, alice.person_id)
    assert not shown.verdict.genuine and "not believed" in shown.verdict.why


def test_a_record_is_taken_off_by_its_owner_alone(
    session: Session, shelf: Shelf, alice: Learner, people: Cast, elsewhere: Issuer, here: Ring
) -> None:
    trust_me = record(session, shelf, alice, elsewhere)
    trust(here, elsewhere)
    outside.add(session, here, alice.person_id, trust_me, at=AT)
    [shown] = outside.listed(session, here, alice.person_id)
    for person_id, which in [(people.bob, shown.public_id), *((people.alice, h) for h in HOSTILE)]:
        with pytest.raises(NotFound):
            outside.remove(session, person_id, which)
    outside.remove(session, people.alice, shown.public_id)
    assert outside.listed(session, here, people.alice) == []


def test_a_record_holds_only_so_many_and_goes_with_the_account(
    session: Session, alice: Learner, elsewhere: Issuer, here: Ring
) -> None:
    said = {"kind": "record", "issuer": "", "issued_on": "2027-03-03"}
    entry = {"title": "T", "completed_on": "2027-03-03", "valid_until": None}

    def add(number: int) -> None:
        whole = said | {"name": f"Alice {number}", "completions": [entry]}
        body = elsewhere.ring.sign(whole, on=AT.date())[1]
        outside.add(session, here, alice.person_id, body, at=AT)

    elsewhere.ring.sign(said, on=AT.date())
    trust(here, elsewhere)
    for number in range(50):
        add(number)
    with pytest.raises(Invalid, match="Remove one"):
        add(50)
    session.execute(delete(Person).where(Person.id == alice.person_id))
    assert session.scalar(select(func.count()).select_from(OutsideRecord)) == 0
