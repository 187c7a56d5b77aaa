"""How the system is, in words: what administrators look at before they ask anybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from learning import __version__
from learning.db import measuring, schema
from learning.installation import backups
from learning.installation.models import Backup
from learning.people import letters
from learning.reports import daily
from learning.supervision import reminding
from learning.web import database, mails, regrades
from learning.work import queries
from learning.work.queries import Queue

#: what waits for longer than that has most likely no worker
_LONG = dt.timedelta(minutes=15)
_KINDS = {
    letters.INVITATION: "Mail with an invitation",
    letters.RESET: "Mail with a link to a new password",
    letters.ADDRESS: "Mail about a changed address",
    reminding.REMINDER: "Mail with a reminder",
    daily.MAIL: "Daily mail to a reviewer",
    regrades.KIND: "Full credit for void items",
}


@dataclass(frozen=True)
class Shown:
    """What the system page shows: pairs of a term and its words, and what wants attention."""

    program: list[tuple[str, str]]
    queue: list[tuple[str, str]]
    mail: list[tuple[str, str]]
    backup: str
    backup_is_old: bool
    is_stuck: bool
    trouble: str


def shown(at: dt.datetime) -> Shown:
    """The system as it is now."""
    session = database.session()
    waiting, saved = queries.queue(session, at=at), backups.last(session)
    return Shown(
        program=_program(),
        queue=_queue(waiting, at),
        mail=_mail(at),
        backup=_backup(saved, at),
        backup_is_old=saved is None or at - saved.at > backups.FRESH,
        is_stuck=waiting.oldest is not None and at - waiting.oldest > _LONG,
        trouble=waiting.trouble,
    )


def kind(code: str) -> str:
    """A kind of job in words."""
    return _KINDS.get(code, code)


def _program() -> list[tuple[str, str]]:
    session = database.session()
    found, newest = schema.current(session.connection()), schema.newest()
    revision = str(found) if found == newest else f"{found}; this version has {newest}"
    return [
        ("Version", __version__),
        ("Database", measuring.kind(session)),
        ("Size", size(measuring.size(session))),
        ("Revision", revision),
    ]


def _queue(found: Queue, at: dt.datetime) -> list[tuple[str, str]]:
    oldest = ago(found.oldest, at) if found.oldest else "nothing waits"
    return [
        ("Waiting", str(found.waiting)),
        ("Being done now", str(found.held)),
        ("The oldest was asked for", oldest),
        ("Given up", str(found.failed)),
    ]


def _mail(at: dt.datetime) -> list[tuple[str, str]]:
    postage, session = mails.postage(), database.session()
    last = queries.last_done(session, mails.BEGINS)
    found = queries.queue(session, at=at, begins=mails.BEGINS)
    return [
        ("From", postage.sender if postage else "No mail is sent"),
        ("Last sent", ago(last, at) if last else "nothing in the last 30 days"),
        ("Waiting", str(found.waiting + found.held)),
    ]


def _backup(saved: Backup | None, at: dt.datetime) -> str:
    if saved is None:
        return "None was made with this command yet"
    return f"{saved.name}, {size(saved.size)}, made {ago(saved.at, at)}"


def ago(then: dt.datetime, at: dt.datetime) -> str:
    """How long ago something was, in the largest unit that fits."""
    minutes = int((at - then).total_seconds()) // 60
    for number, unit in ((minutes // 1440, "day"), (minutes // 60, "hour"), (minutes, "minute")):
        if number >= 1:
            return f"{number} {unit}{'s' * (number != 1)} ago"
    return "less than a minute ago"


def size(number: int) -> str:
    """A number of bytes as people say it: 812 kB, 3.4 MB."""
    for unit, over in (("GB", 10**9), ("MB", 10**6)):
        if number >= over:
            return f"{number / over:.1f} {unit}"
    return f"{-(-number // 1000)} kB"
