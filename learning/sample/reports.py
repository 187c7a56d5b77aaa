"""The demo's near-miss reports: three reviewers with keys, and tellings that nobody told.

Everything here is invented. The passphrase is shown in the demo, so nothing in it is a secret; the
recovery key is thrown away as it is made.
"""

from __future__ import annotations

import datetime as dt
import os

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Stale
from learning.installation import choosing
from learning.people.models import Person
from learning.people.queries import DEMO_DOMAIN
from learning.reports import holding, intake, keyring, passphrases, reading, receipts
from learning.reports.telling import Telling
from learning.settings import Settings

REVIEWERS = ("rana", "ravi", "rosa")
_CHOSEN = {
    "operator": "Northmoor Safeguarding Partnership (invented)",
    "report_danger": "the duty team, 01632 960 001, day and night (an invented number)",
    "report_allegations": "the designated officer, 01632 960 002 (an invented number)",
    "report_whistleblowing": "the partnership's own contact, 01632 960 003 (an invented number)",
    "report_support": "staff support, 01632 960 004 (an invented number)",
}
#: weeks ago, and what was told
_TOLD = (
    (
        0,
        Telling(
            kind="near_miss",
            happened="Two children in one class had the same first name. I opened the record of "
            "the other one and had begun to write when I saw that the age did not fit.",
            caught="The age at the top of the page.",
            made_likely="I was asked something on the phone while I looked the name up.",
            would_help="Searching by the number on the referral, and not by a name.",
            setting="front_door",
        ),
    ),
    (
        1,
        Telling(
            kind="success",
            happened="At the strategy discussion the newest member of the team said that nobody "
            "had seen the bedroom. We went the same afternoon, and it changed the plan.",
            caught="The chair asked everybody in turn before the plan was written.",
            setting="child_protection_team",
            role="senior_practitioner",
        ),
    ),
    (
        2,
        Telling(
            kind="concern",
            happened="The list of open referrals loses its order when two people sort it at once. "
            "Nothing has happened yet, but twice an old one stood at the bottom.",
            would_help="A list that cannot be sorted for everybody.",
            role="business_support",
        ),
    ),
    (
        5,
        Telling(
            kind="mistake",
            happened="I took over a family while a colleague was on leave and read the summary "
            "only. The visit that was due in the first week took place in the third.",
            caught="The health visitor rang to ask why nobody had come.",
            made_likely="The handover was by mail, and its attachment did not open.",
        ),
    ),
)


def seed_reports(database: Database, settings: Settings, *, at: dt.datetime) -> None:
    """Open the demo's scheme and tell its reports, once. Refuses any database but a demo's."""
    assert settings.demo, "invented reports are for the demo alone"
    with database.writing() as session:
        if keyring.recovery(session) is not None:
            return
        _choose(session, settings, at=at)
        _give_keys(session, on=at.date())
    with database.reading() as session:
        to = keyring.publics(keyring.holders(session))
    for weeks, telling in _TOLD:
        ready = intake.seal(telling, receipts.make(os.urandom(32)), to)
        with database.writing() as session:
            intake.store(session, ready, on=at.date() - dt.timedelta(weeks=weeks))
            if weeks > 1:
                rana = _person(session, "rana")
                reading.note_opening(session, ready.report_id, rana)


def _choose(session: Session, settings: Settings, *, at: dt.datetime) -> None:
    for key, text in _CHOSEN.items():
        if key not in settings.fixed and not getattr(settings, key):
            try:
                choosing.choose(session, key, text, settings=settings, version=0, at=at)
            except Stale:
                continue  # somebody who tries the demo has chosen another


def _give_keys(session: Session, *, on: dt.date) -> None:
    for name in REVIEWERS:
        pair = holding.new_pair()
        locked = holding.lock(pair.private, passphrases.DEMO)
        keyring.add(session, _person(session, name), public=pair.public, locked=locked, on=on)
    keyring.replace_recovery(session, public=holding.new_pair().public, on=on)


def _person(session: Session, name: str) -> int:
    query = select(Person.id).where(Person.email == f"{name}@{DEMO_DOMAIN}")
    return session.scalars(query).one()
