"""Working: rounds of jobs and chores, in a process of their own or beside a server's requests."""

from __future__ import annotations

import datetime as dt
import logging
import random
import threading
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from learning import clock
from learning.authoring import tallying
from learning.db import Database
from learning.reports import daily
from learning.scenarios import crew_sessions
from learning.supervision import recounting
from learning.web import current, mails, regrades
from learning.work import rounds
from learning.work.rounds import Chore

#: seconds to the first round and between two, give or take a third: processes keep out of step
_FIRST, _BETWEEN = 2.0, 5.0
#: first attempts that are taken in between two looks at the queue: a second of work or two
_SUMMED = 5_000
_log = logging.getLogger("learning.work")


def chores(app: Any) -> Mapping[str, Chore]:
    """What is looked after in each round, by its name in the logs."""

    def duties(database: Database, at: dt.datetime) -> int:
        zone = app.extensions["settings"].timezone
        today, shelf = at.astimezone(ZoneInfo(zone)).date(), app.extensions["exact shelf"]
        return recounting.catch_up(database, zone, on=today, shelf=shelf)

    def sums(database: Database, _at: dt.datetime) -> int:
        return tallying.catch_up(database, app.extensions["exact shelf"], most=_SUMMED)

    def reports(database: Database, at: dt.datetime) -> int:
        config = app.extensions["settings"]
        here = at.astimezone(ZoneInfo(config.timezone))
        return daily.look_after(database, config.purges, here, mails=config.mail is not None)

    return {
        "queue": rounds.clear,
        "duties": duties,
        "sums": sums,
        "crews": crew_sessions.clear,
        "reports": reports,
    }


def do_round(app: Any, stopped: Callable[[], bool]) -> int:
    """Do what is due, and the chores; returns how many jobs were done."""
    with app.app_context():
        current.renew()
    database = app.extensions["database"]
    doers = {**mails.doers(app), **regrades.doers(app)}
    done = rounds.do_all(database, doers, clock.now, stopped)
    rounds.look_after(database, chores(app), at=clock.now())
    return done


def go_on(app: Any, stop: threading.Event) -> None:
    """Do rounds until told to stop; a database that is away is waited for."""
    pause = _FIRST
    while not stop.wait(random.uniform(pause * 2 / 3, pause * 4 / 3)):
        pause = _BETWEEN
        try:
            do_round(app, stop.is_set)
        except Exception as error:
            _log.error("round failed", exc_info=error, extra={"fields": {}})


def beside(app: Any) -> threading.Event:
    """Do rounds in a thread of this process, until it ends or the event is set.

    A mail on its way when the process ends is sent again by another one, once its lease is over.
    """
    stop = threading.Event()
    threading.Thread(target=go_on, args=(app, stop), daemon=True, name="work").start()
    return stop
