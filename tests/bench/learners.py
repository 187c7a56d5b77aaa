"""Learners of the seeded instance: their past, their sign-ins and the attempts they have begun.

Invented people have no password, and one after another through the demo's door would take longer
than the measurement. So sign-ins are written as `signing_in` writes them, and cookie and form token
are signed with the instance's own key as Flask and Flask-WTF sign them. The server cannot tell.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from learning import clock, settings
from learning.assessment import draw
from learning.content.model import Item
from learning.db import Database, open_database
from learning.people import signing_in
from learning.people.models import Person
from learning.people.queries import DEMO_DOMAIN
from learning.progress import attempting
from learning.progress.models import Attempt, Completion, Enrolment, ResponseRow
from learning.releases.shelf import Shelf
from learning.sample.people import seed_learners
from learning.supervision import recounting
from tests.bench.place import Place

_BATCH = 10_000
_SEEDED = select(Person.id).where(Person.email.like(f"learner-%@{DEMO_DOMAIN}")).order_by(Person.id)


@dataclass(frozen=True)
class Learner:
    """A signed-in learner: their id, what their browser sends, and the token of their forms."""

    id: int
    cookie: str
    token: str


@dataclass(frozen=True)
class Begun:
    """An attempt that waits: whose it is, its address, and the items with what each shows."""

    learner: Learner
    public_id: str
    items: Sequence[tuple[Item, Sequence[str]]]


class Learners:
    """The instance's database, opened beside the server."""

    def __init__(self, place: Place) -> None:
        self._settings = settings.load(place.environment)
        self._database: Database = open_database(self._settings.database)
        self._shelf, self._exact = Shelf(seconds=3600.0), Shelf(seconds=0)
        self._sign = _Signer(settings.key_of(self._settings))
        self.signed_in: list[Learner] = []

    @classmethod
    @contextmanager
    def of(cls, place: Place) -> Iterator[Learners]:
        """Open the database for a block."""
        learners = cls(place)
        try:
            yield learners
        finally:
            learners._database.close()

    def give_past(self, course: str, module: str) -> None:
        """Let everybody have completed a module a year ago, so that no table is shallow."""
        on = clock.now() - dt.timedelta(days=365)
        with self._database.writing() as session:
            what = self._what(session, course, module)
            paper = self._paper(session, what["quiz_sha256"])
            people = session.scalars(_SEEDED).all()
            for begin in range(0, len(people), _BATCH):
                _insert_past(session, people[begin : begin + _BATCH], what, paper, on)

    def seed(self, number: int) -> None:
        """Invent so many people, where `learning seed` would put them into the demo."""
        with self._database.writing() as session:
            seed_learners(session, number, at=clock.now())

    def sign_in(self, number: int) -> None:
        """Sign in so many people, spread over all of them."""
        with self._database.writing() as session:
            people = session.scalars(_SEEDED).all()
            for person_id in people[:: max(1, len(people) // number)][:number]:
                token = signing_in.start(session, person_id, at=clock.now(), days=1)
                self.signed_in.append(Learner(person_id, *self._sign(token)))

    def signed(self, person_id: int, token: str) -> Learner:
        """What the browser of somebody sends who was signed in with a token."""
        return Learner(person_id, *self._sign(token))

    def writing(self) -> AbstractContextManager[Session]:
        """A unit of work in the instance's database."""
        return self._database.writing()

    def begin(self, who: Sequence[Learner], course: str, module: str) -> list[Begun]:
        """Begin the quiz of a module for some learners, as its button does."""
        with self._database.writing() as session:
            found = [self._begin(session, one, course, module) for one in who]
        # as the site does right after each: it would have it to do while something is measured
        zone = self._settings.timezone
        recounting.catch_up(self._database, zone, on=clock.now_in(zone).date(), shelf=self._exact)
        return found

    def responses(self, begun: Sequence[Begun]) -> int:
        """How many responses of these attempts the database holds, counted past any cache."""
        joined = select(func.count()).select_from(ResponseRow).join(Attempt)
        with self._database.reading() as session:
            return sum(
                session.scalar(joined.where(Attempt.public_id == one.public_id)) or 0
                for one in begun
            )

    def _begin(self, session: Session, who: Learner, course: str, module: str) -> Begun:
        at = clock.now()
        public_id = attempting.begin(
            session, self._shelf, who.id, course=course, module=module, at=at
        )
        query = select(Attempt.paper, Attempt.quiz_sha256).where(Attempt.public_id == public_id)
        paper, sha256 = session.execute(query).one()
        items = self._shelf.quiz(session, sha256).items
        return Begun(who, public_id, [(items[one["item"]], one["shown"]) for one in paper])

    def _what(self, session: Session, course: str, module: str) -> dict[str, Any]:
        of = self._shelf.course(session, course)
        text = self._shelf.module(session, of.by_id[module].sha256)
        return {
            "course": course,
            "module": module,
            "release_id": of.release.release_id,
            "quiz_sha256": text.written.quiz,
        }

    def _paper(self, session: Session, sha256: str) -> list[dict[str, Any]]:
        quiz = self._shelf.quiz(session, sha256)
        return [
            {"item": one.item_id, "sha256": quiz.sha256[one.item_id], "shown": list(one.shown)}
            for one in draw(quiz.file, 1)
        ]


def _insert_past(
    session: Session, people: Sequence[int], what: Mapping[str, Any], paper: Any, on: dt.datetime
) -> None:
    """An enrolment, an attempt that was passed and the completion of each."""
    release = {"course": what["course"], "release_id": what["release_id"]}
    ended = {"paper": paper, "begun_at": on, "ended_at": on, "score": 1.0, "passed": True}
    done = {"module": what["module"], "completed_on": on.date(), "basis": "quiz"}
    session.execute(insert(Enrolment), [{"person_id": one, "at": on, **release} for one in people])
    session.execute(insert(Attempt), [{"person_id": one, **what, **ended} for one in people])
    session.execute(insert(Completion), [{"person_id": one, **release, **done} for one in people])


class _Signer:
    """Signs cookies and form tokens with the instance's key."""

    def __init__(self, key: str) -> None:
        app = Flask("bench")
        app.secret_key = key
        cookies = SecureCookieSessionInterface().get_signing_serializer(app)
        assert cookies is not None, "there is a key"
        self._cookies = cookies
        self._tokens = URLSafeTimedSerializer(key, salt="wtf-csrf-token")

    def __call__(self, token: str) -> tuple[str, str]:
        """What the browser of a signed-in person sends: the cookie, and the token in forms."""
        csrf = secrets.token_hex(20)
        held = {"_fresh": True, "_permanent": True, "_user_id": token, "csrf_token": csrf}
        return f"debrief={self._cookies.dumps(held)}", self._tokens.dumps(csrf)
