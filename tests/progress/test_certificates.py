"""Certificates: made once for a completion, true to the day they were made, and revocable."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning.errors import Conflict, NotFound
from learning.people.models import Person
from learning.progress import certificates
from learning.progress.certificates import Issuer, readable_name
from learning.progress.models import Certificate, Revocation
from learning.releases.shelf import Shelf
from learning.signing import checking
from learning.signing.keys import Ring
from tests.builders import AT, Cast
from tests.content_builders import HOSTILE, changes, compiled, module, put
from tests.progress.learner import Learner

LATER = AT + dt.timedelta(days=30)


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    return Issuer(Ring(tmp_path / "keys"), "North County", "https://learn.example.org")


def made(learner: Learner, issuer: Issuer, course: str = "crew", at: dt.datetime = AT) -> str:
    return certificates.issue(
        learner.session, learner.shelf, issuer, learner.person_id, course, at=at
    )


def said(learner: Learner, issuer: Issuer, certificate: str) -> dict[str, Any]:
    body = certificates.signed(learner.session, learner.person_id, certificate)
    verdict = checking.judged(body, issuer.ring.own())
    assert verdict.genuine, verdict.why
    return dict(verdict.statement or {})


def test_a_certificate_says_what_was_completed_and_no_score(
    session: Session, alice: Learner, issuer: Issuer
) -> None:
    put(session, compiled(validity={"months": 12}))
    alice.take()
    certificate = made(alice, issuer, at=LATER)
    told = said(alice, issuer, certificate)
    manifest = alice.shelf.course(session, "crew").release.manifest_sha256
    minutes = alice.shelf.course(session, "crew").minutes
    assert told == {
        "kind": "certificate",
        "id": certificate,
        "name": "Alice Learner",
        "invented": True,
        "course": "crew",
        "title": "Crew",
        "completed_on": "2027-03-03",
        "valid_until": "2028-03-03",
        "issued_on": "2027-04-02",
        "release": 1,
        "manifest": manifest[:12],
        "minutes": minutes,
        "issuer": "North County",
        "origin": "https://learn.example.org",
    }


def test_asking_twice_makes_one(session: Session, alice: Learner, issuer: Issuer) -> None:
    put(session, compiled())
    alice.take()
    assert made(alice, issuer) == made(alice, issuer, "crew/2027-03-03", at=LATER)
    assert session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_it_stays_as_it_was_when_the_name_or_the_course_changes(
    session: Session, alice: Learner, issuer: Issuer
) -> None:
    put(session, compiled())
    alice.take()
    certificate = made(alice, issuer)
    before = certificates.signed(session, alice.person_id, certificate)
    session.get_one(Person, alice.person_id).name = "Another Name"
    put(session, compiled(title="Renamed", changes=changes("editorial")))
    assert certificates.signed(session, alice.person_id, made(alice, issuer)) == before


@pytest.mark.parametrize("course", ["crew", "crew/2027-03-04", "crew/", "other", *HOSTILE[2:9]])
def test_without_a_completion_there_is_no_certificate(
    session: Session, alice: Learner, issuer: Issuer, course: str
) -> None:
    put(session, compiled(module("a"), module("b")))
    alice.take("a")
    with pytest.raises(NotFound):
        made(alice, issuer, course)


def test_nobody_has_anothers_certificate(
    session: Session, alice: Learner, people: Cast, issuer: Issuer
) -> None:
    put(session, compiled())
    alice.take()
    certificate = made(alice, issuer)
    for person_id in (people.bob, people.olu, people.charlie):
        with pytest.raises(NotFound):
            certificates.signed(session, person_id, certificate)
    for one in HOSTILE:
        with pytest.raises(NotFound):
            certificates.signed(session, alice.person_id, one)


def test_the_record_lists_completions_with_and_without_certificates(
    session: Session, shelf: Shelf, alice: Learner, issuer: Issuer
) -> None:
    put(session, compiled())
    assert certificates.completed(session, shelf, alice.person_id) == []
    alice.take()
    [one] = certificates.completed(session, shelf, alice.person_id)
    assert (one.course.id, one.certificate) == ("crew", None)
    certificate = made(alice, issuer)
    [one] = certificates.completed(session, shelf, alice.person_id)
    assert one.certificate == certificate


def test_a_revoked_certificate_is_listed_and_a_right_one_can_be_made(
    session: Session, alice: Learner, issuer: Issuer
) -> None:
    put(session, compiled())
    alice.take()
    wrong = made(alice, issuer)
    body = certificates.signed(session, alice.person_id, wrong)
    certificates.revoke(session, wrong, "error", on=LATER.date())
    with pytest.raises(NotFound):
        certificates.signed(session, alice.person_id, wrong)
    right = made(alice, issuer, at=LATER)
    assert right != wrong
    keys = issuer.ring.own()
    listed = checking.revocations_of(
        certificates.revocations(session, issuer, on=LATER.date()), keys
    )
    assert listed.dated == LATER.date()
    assert not checking.judged(body, keys, listed).genuine
    fresh = certificates.signed(session, alice.person_id, right)
    assert checking.judged(fresh, keys, listed).genuine
    with pytest.raises(Conflict):
        certificates.revoke(session, wrong, "error", on=LATER.date())


@pytest.mark.parametrize(("certificate", "reason"), [("", "error"), ("x" * 30, "error"), ("a", "")])
def test_what_is_no_certificate_cannot_be_revoked(
    session: Session, certificate: str, reason: str
) -> None:
    with pytest.raises(NotFound):
        certificates.revoke(session, certificate, reason, on=AT.date())


def test_an_account_that_goes_takes_its_certificates_and_leaves_the_list(
    session: Session, alice: Learner, issuer: Issuer
) -> None:
    put(session, compiled())
    alice.take()
    certificates.revoke(session, made(alice, issuer), "request", on=AT.date())
    made(alice, issuer)
    session.execute(delete(Person).where(Person.id == alice.person_id))
    assert session.scalar(select(func.count()).select_from(Certificate)) == 0
    assert session.scalar(select(func.count()).select_from(Revocation)) == 1


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("Zoë Müller", "Zoë Müller"),
        ("محمد علي", "محمد علي"),
        ("e\u0301", "é"),
        ("Eve\u202egnol", "Evegnol"),
        ("A\0B\n", "AB"),
        ("\u2067x\u2069", "x"),
    ],
)
def test_a_name_cannot_turn_the_text_around_it(name: str, readable: str) -> None:
    assert readable_name(name) == readable
