"""A scheme that is open, for tests: three reviewers with keys, a recovery key, and tellings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Person, Role
from learning.reports import holding, intake, keyring, parts, reading, receipts, returning
from learning.reports.models import Report
from learning.reports.receipts import Receipt
from learning.reports.returning import Entered
from learning.reports.scheme import Scheme
from learning.reports.telling import Telling
from learning.settings import Settings
from learning.stretching import Cost

ON = dt.date(2027, 3, 3)
"""A Wednesday."""
MONDAY = dt.date(2027, 3, 1)
SCHEME = Scheme(
    operator="North County",
    danger="Duty team, 0161 000 0000",
    allegations="The LADO, lado@example.org",
    whistleblowing="Protect, 020 3117 2520",
    support="Occupational health",
)
TELLING = Telling(
    kind="near_miss",
    happened="I nearly wrote the visit into the record of another child with the same first name.",
    caught="The teacher asked which of the two.",
    setting="child_protection_team",
)
PASSPHRASE = "four small wet dogs run home"


def cheapen(patch: pytest.MonkeyPatch) -> None:
    """Argon2id that costs next to nothing, where its strength is not the subject."""
    patch.setattr(receipts, "COST", Cost(32, 1))
    patch.setattr(holding, "COST", Cost(32, 1))


def with_routes(settings: Settings) -> Settings:
    """Settings in which everything that `SCHEME` names is set."""
    return replace(
        settings,
        operator=SCHEME.operator,
        report_danger=SCHEME.danger,
        report_allegations=SCHEME.allegations,
        report_whistleblowing=SCHEME.whistleblowing,
        report_support=SCHEME.support,
    )


@dataclass(frozen=True)
class Reviewer:
    """A reviewer with their key."""

    person_id: int
    key_id: str
    private: bytes


@dataclass
class Desk:
    """Who can read, and tellings of reporters."""

    session: Session
    reviewers: dict[str, Reviewer]
    recovery: tuple[str, bytes]
    told: int = 0

    def tell(self, text: str = "", *, on: dt.date = ON) -> Receipt:
        """A report that came on a day; returns the receipt of its reporter."""
        self.told += 1
        receipt = receipts.make(bytes([self.told]) * 32)
        telling = replace(TELLING, happened=text or TELLING.happened)
        to = keyring.publics(keyring.holders(self.session))
        assert intake.store(self.session, intake.seal(telling, receipt, to), on=on)
        return receipt

    def report(self, receipt: Receipt) -> Report:
        """The stored report of a receipt, as it is now."""
        query = select(Report).where(Report.reference == receipt.reference)
        return self.session.scalars(query.execution_options(populate_existing=True)).one()

    def enter(self, receipt: Receipt) -> Entered:
        """Come back with a receipt."""
        return returning.enter(returning.lock(self.session, receipt.reference), receipt.words)

    def open(self, receipt: Receipt, who: str = "rana") -> list[reading.Opened]:
        """What a reviewer sees of a report."""
        mine = self.reviewers[who]
        raw = reading.raw(self.session, receipt.reference, mine.key_id)
        return reading.opened(raw, mine.private)

    def write(
        self, receipt: Receipt, kind: str = "message", text: str = "Which record was it?"
    ) -> str:
        """A reviewer writes; returns the id of the part."""
        raw = reading.raw(self.session, receipt.reference, self.reviewers["rana"].key_id)
        until = ON + dt.timedelta(days=reading.TEXT_DAYS) if kind == "text" else None
        to = keyring.publics(keyring.holders(self.session))
        if kind != "note":
            to = returning.with_reporter(to, raw.public)
        ready = parts.seal(raw.id, kind, {"text": text}, to, until=until)
        if kind == "outcome":
            reading.close(self.session, "learned", ready, version=raw.version, on=ON)
        else:
            reading.write(self.session, ready, version=raw.version, on=ON)
        return ready.part_id

    def answer(
        self, receipt: Receipt, text: str, kind: str = "answer", *, on: dt.date = ON
    ) -> None:
        """The reporter writes back."""
        entered = self.enter(receipt)
        to = returning.readers(self.session)
        content = {"text": text} | ({"verdict": "object"} if kind == "verdict" else {})
        ready = parts.seal(entered.report_id, kind, content, to)
        returning.reply(self.session, entered.report_id, ready, on=on)


def desk(session: Session, cast: dict[str, int]) -> Desk:
    """Give each of the cast's reviewers a key, and the scheme its recovery key."""
    reviewers = {}
    for name, person_id in cast.items():
        if session.get(Role, (person_id, "reviewer")) is None:
            session.add(Role(person_id=person_id, name="reviewer"))
        reviewers[name] = key_for(session, person_id)
    pair = holding.new_pair()
    recovery = keyring.replace_recovery(session, public=pair.public, on=ON)
    return Desk(session, reviewers, (recovery, pair.private))


def key_for(session: Session, person_id: int) -> Reviewer:
    """A key for somebody."""
    pair = holding.new_pair()
    locked = holding.lock(pair.private, PASSPHRASE)
    key_id = keyring.add(session, person_id, public=pair.public, locked=locked, on=ON)
    return Reviewer(person_id, key_id, pair.private)


def deactivate(session: Session, person_id: int, on: dt.date = ON) -> None:
    """Somebody's account is closed."""
    session.get_one(Person, person_id).deactivated_on = on
    session.flush()
