"""What is done once a day: purging, tidying, and a mail to reviewers that says nothing.

The mail goes to each reviewer on every working day, with the same words whether anything waits or
not: neither a mail server nor whoever looks over a shoulder learns from it that somebody told
something.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning.db import Database
from learning.people.models import Person, Role
from learning.reports import keyring, ledger, purging, returning, tidying
from learning.reports.models import HolderKey, Round
from learning.work import jobs

MAIL = "mail.reviewing"
HOUR = 6
"""From this hour on: so that a day's mail is there when work begins."""
_KEPT = dt.timedelta(days=14)


def look_after(database: Database, path: Path, at: dt.datetime, *, mails: bool) -> int:
    """Once a day: forget what was unlocked, end keys of those who left, purge, tidy, put the mails.

    `at` is in the zone of the installation, and `path` is the ledger's. Returns how many reports
    were destroyed.
    """
    if at.hour < HOUR:
        return 0
    with database.reading() as session:
        if session.get(Round, at.date()) is not None:
            return 0
    with database.writing() as session:
        if not _begin(session, at.date()):
            return 0
        keyring.forget_unlocked(session, at=at)
        keyring.end_left(session, on=at.date())
        if mails:
            _put_mails(session, at=at)
    done = purge(database, path, on=at.date())
    tidying.tidy(database)
    return done


def purge(database: Database, path: Path, *, on: dt.date) -> int:
    """Destroy everything that is due, some at a time; returns how many reports that were."""
    done = 0
    while True:
        with database.reading() as session:
            found = purging.due(session, on=on)
        if not found:
            return done
        with database.writing() as session:
            held = purging.hold(session, found, on=on)
            ledger.append(path, [one.report_id for one in held], on=on)
            done += purging.purge(session, held, on=on).total()


def withdraw(database: Database, path: Path, report_id: str, *, on: dt.date) -> None:
    """Destroy a report at its reporter's wish, and see that no restored backup brings it back."""
    with database.writing() as session:
        ledger.append(path, [report_id], on=on)
        returning.withdraw(session, report_id, on=on)
        purging.enter(session, [report_id], on=on)
    tidying.cut_log(database)


def replay(database: Database, path: Path, *, on: dt.date) -> int:
    """Destroy again what a restored backup brought back; returns how many reports that were."""
    known, _ = ledger.read(path)
    with database.reading() as session:
        back = purging.come_back(session, [*known, *(one for one, _ in purging.ledger(session))])
    if back:
        with database.writing() as session:
            purging.replay(session, back, on=on)
    return len(back)


def open_mail(session: Session, person: str) -> str | None:
    """The address of a reviewer who is one still; None where they are not."""
    query = (
        select(Person.email)
        .join(Role, Role.person_id == Person.id)
        .where(Person.public_id == person, Person.deactivated_on.is_(None), Role.name == "reviewer")
    )
    return session.scalar(query)


def _begin(session: Session, on: dt.date) -> bool:
    """Take a day's round; False where another worker has it."""
    session.execute(delete(Round).where(Round.on < on - _KEPT))
    try:
        with session.begin_nested():
            session.add(Round(on=on))
    except IntegrityError:
        return False
    return True


def _put_mails(session: Session, *, at: dt.datetime) -> None:
    """A mail to each reviewer who holds a key, on a working day."""
    if at.weekday() >= 5:
        return
    query = (
        select(Person.public_id)
        .join(HolderKey, HolderKey.person_id == Person.id)
        .where(
            HolderKey.ended_on.is_(None),
            Person.deactivated_on.is_(None),
            Person.invented.is_(False),
        )
        .order_by(Person.id)
    )
    for person in session.scalars(query):
        jobs.put(session, MAIL, {"person": person}, at=at)
