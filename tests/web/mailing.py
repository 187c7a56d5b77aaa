"""A site that sends mail, and a worker for it, as tests of mail have them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from flask import Flask

from learning import clock
from learning.db import Database
from learning.settings import Settings
from learning.web import mails
from learning.web.app import create_app
from learning.work import rounds
from learning.work.models import Job
from tests.postbox import Postbox

LINK = re.compile(r"http://localhost:8000(/(?:join|reset)/[\w-]+)\n")


def with_mail(settings: Settings, postbox: Postbox) -> Settings:
    """Settings that send mail into a postbox."""
    return replace(
        settings,
        smtp_host="127.0.0.1",
        smtp_port=postbox.port,
        smtp_security="none",
        mail_from="debrief@example.org",
        public_origin="http://localhost:8000",
        operator="Ärzte & <Söhne>",
        operator_contact="help@example.org",
    )


def site(settings: Settings, postbox: Postbox, database: Database) -> Flask:
    return create_app(with_mail(settings, postbox), database)


def work(app: Flask, *, later: dt.timedelta = dt.timedelta(0)) -> int:
    """Do what is due, as a worker does, now or later."""
    database = app.extensions["database"]
    return rounds.do_all(database, mails.doers(app), lambda: clock.now() + later, lambda: False)


def jobs_of(app: Flask) -> list[Job]:
    with app.extensions["database"].reading() as session:
        return list(session.query(Job).order_by(Job.id))


def link_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None, text
    return found[1]
