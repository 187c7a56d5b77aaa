"""Mails: what they say, and who does the jobs that send them.

A letter is written when its job is done, from what then holds: a link that was used, withdrawn or
has run out in the meantime is not sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app

from learning import clock
from learning.people import letters, links
from learning.people.letters import Open
from learning.postage import Postage
from learning.reports import daily
from learning.supervision import reminding
from learning.web import database, moments, standing_pages
from learning.web.templating import day
from learning.work import sending
from learning.work.jobs import Held
from learning.work.outcomes import NotNow
from learning.work.rounds import Doer
from learning.work.sending import Letter

#: how the kinds of all these jobs begin
BEGINS = "mail."
_OVER = "Not sent: what it was about is over."
_OTHER_KEY = (
    "The worker has another secret_key than the site had when the mail was asked for. Give all "
    "machines the same one."
)


def postage() -> Postage | None:
    """How this site sends mail; None where it sends none."""
    found: Postage | None = current_app.extensions["settings"].mail
    return found


def key() -> str:
    """The key that the tokens of links are made with."""
    return str(current_app.secret_key)


def doers(app: Flask) -> Mapping[str, Doer]:
    """Who does which kind of mail; nobody where no mail is sent, so that it waits."""
    if app.extensions["settings"].mail is None:
        return {}

    def within(write: Any) -> Doer:
        def do(held: Held) -> str:
            with app.app_context():
                return _sent(write(held), held)

        return do

    kinds = {
        letters.INVITATION: _invitation,
        letters.RESET: _reset,
        letters.ADDRESS: _address,
        reminding.REMINDER: _reminder,
        daily.MAIL: _reviewing,
    }
    return {kind: within(write) for kind, write in kinds.items()}


def _sent(letter: Letter | None, held: Held) -> str:
    """Send what was written, if anything was; no unit is open by then."""
    if letter is None:
        return _OVER
    sender = postage()
    assert sender is not None, "without one there is nobody to do the job"
    sending.send(letter, sender)
    return ""


def _invitation(held: Held) -> Letter | None:
    _refuse_other_key(held)
    with database.reading() as session:
        found = letters.open_invitation(session, held.payload, key=key(), at=clock.now())
    return _with_link("mail/invitation.txt", held, found, links.JOIN) if found else None


def _reset(held: Held) -> Letter | None:
    _refuse_other_key(held)
    with database.reading() as session:
        found = letters.open_reset(session, held.payload, key=key(), at=clock.now())
    return _with_link("mail/reset.txt", held, found, links.RESET) if found else None


def _address(held: Held) -> Letter:
    text = _rendered("mail/address.txt", on=_day(held.made_at))
    return _letter(held, held.payload["email"], text)


def _reminder(held: Held) -> Letter | None:
    clock_ = standing_pages.clock()
    with database.reading() as session:
        found = reminding.open_reminder(session, held.payload, clock_)
        if found is None:
            return None
        named = standing_pages.titles([one.course for one in found.cells], session)
    courses = [
        (named[one.course], standing_pages.course(one, one.course, clock_).explained)
        for one in found.cells
    ]
    url = f"{current_app.extensions['settings'].origin}/"
    text = _rendered("mail/reminder.txt", by=found.by, courses=courses, url=url)
    return _letter(held, found.email, text)


def _reviewing(held: Held) -> Letter | None:
    with database.reading() as session:
        email = daily.open_mail(session, held.payload["person"])
    if email is None:
        return None
    url = f"{current_app.extensions['settings'].origin}/review"
    return _letter(held, email, _rendered("mail/reviewing.txt", url=url))


def _refuse_other_key(held: Held) -> None:
    if held.payload["key"] != links.mark(key()):
        raise NotNow(_OTHER_KEY)


def _with_link(template: str, held: Held, found: Open, purpose: str) -> Letter:
    url = f"{current_app.extensions['settings'].origin}/{purpose}/{found.token}"
    text = _rendered(template, url=url, until=_day(found.until), of=found)
    return _letter(held, found.email, text)


def _letter(held: Held, to: str, text: str) -> Letter:
    """The first line of a text is its subject."""
    subject, _, body = text.partition("\n")
    return Letter(held.public_id, to, subject, body.strip() + "\n", moments.now())


def _rendered(template: str, **shown: Any) -> str:
    """A mail's text: no page, so it knows neither a request nor a signed-in person."""
    settings = current_app.extensions["settings"]
    named = {"operator": settings.operator, "contact": settings.operator_contact}
    return current_app.jinja_env.get_template(template).render(**named, **shown)


def _day(moment: dt.datetime) -> str:
    return day(moments.day_of(moment))
