"""Rounds of a worker: what is due is done, one job after the other, and then the chores.

Who does a kind of job, what the chores are and what time it is are told from above. No unit is open
while a job is done, so that sending a mail keeps nobody waiting.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping

from learning.db import Database
from learning.work import jobs
from learning.work.jobs import Held
from learning.work.outcomes import NotEver, NotNow

#: does one job; returns why there was nothing to do, or an empty text when it was done. Raises
#: `NotNow` or `NotEver`; whatever else it raises counts as `NotNow`
Doer = Callable[[Held], str]
#: what is looked after in each round; returns how much there was of it
Chore = Callable[[Database, dt.datetime], int]
Clock = Callable[[], dt.datetime]

_log = logging.getLogger("learning.work")


def do_one(database: Database, doers: Mapping[str, Doer], now: Clock) -> bool:
    """Do the job that is due for longest; False where none is due.

    A kind that nobody does waits: a newer version may have put it there.
    """
    with database.reading() as session:
        if not jobs.is_any_due(session, doers.keys(), at=now()):
            return False
    with database.writing() as session:
        held = jobs.hold(session, doers.keys(), at=now())
    if held is None:
        return False  # another worker was faster
    _record(database, held, *_tried(doers[held.kind], held), now())
    return True


def _tried(doer: Doer, held: Held) -> tuple[str, str]:
    """What came of a try (done, later or never), and the words for it."""
    try:
        return "done", doer(held)
    except NotNow as outcome:
        return "later", str(outcome)
    except NotEver as outcome:
        return "never", str(outcome)
    except Exception as error:
        _log.error("job failed", exc_info=error, extra={"fields": _fields(held)})
        return "later", f"A fault of the program: {type(error).__name__}."


def _record(database: Database, held: Held, came: str, said: str, at: dt.datetime) -> None:
    with database.writing() as session:
        if came == "done":
            kept = jobs.finish(session, held, at=at, said=said)
        else:
            kept = jobs.fail(session, held, said, at=at, for_good=came == "never")
    _log.info("job", extra={"fields": {**_fields(held), "came": came, "kept": kept}})


def _fields(held: Held) -> dict[str, object]:
    return {"job": held.public_id, "kind": held.kind, "tries": held.tries}


def do_all(
    database: Database, doers: Mapping[str, Doer], now: Clock, stopped: Callable[[], bool]
) -> int:
    """Do what is due until nothing is, or until told to stop between two jobs; returns how many."""
    done = 0
    while not stopped() and do_one(database, doers, now):
        done += 1
    return done


def look_after(database: Database, chores: Mapping[str, Chore], *, at: dt.datetime) -> int:
    """Do each chore once; one that fails is logged and keeps no other from its turn."""
    done = 0
    for name, chore in chores.items():
        try:
            done += chore(database, at)
        except Exception as error:
            fields = {"chore": name, "kind": type(error).__name__}
            _log.error("chore failed", exc_info=error, extra={"fields": fields})
    return done


def clear(database: Database, at: dt.datetime) -> int:
    """The chore of the queue itself: list what stops every worker, remove what is long over."""
    with database.reading() as session:
        if not jobs.is_any_old(session, at=at):
            return 0
    with database.writing() as session:
        return jobs.give_up(session, at=at) + jobs.clear(session, at=at)
