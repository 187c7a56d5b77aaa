"""Keeping a telling: sealed outside any unit of work, stored in one, and tried again where need be.

The same form sent twice is the same report: the receipt is made of the form's nonce.
"""

from __future__ import annotations

from dataclasses import dataclass

from learning.errors import Stale, Unavailable
from learning.reports import intake, keyring, receipts, scheme
from learning.reports.receipts import Receipt
from learning.reports.telling import Telling
from learning.web.reporting import tokens
from learning.web.reporting.places import here

VARIANTS, _TRIES = 4, 3
_SHUT = (
    "Reports cannot be told just now: what has to protect you is not complete. Nothing was kept. "
    "Copy what you wrote if you want to send it later."
)
_NO_TURN = (
    "This could not be kept just now, because very much is happening at once. Nothing was kept. "
    "What you wrote stands below: send it again in a minute."
)


@dataclass(frozen=True, repr=False)
class Outcome:
    """What became of a form: its receipt, and whether that may still be shown."""

    receipt: Receipt
    shown_before: bool
    confirmed: bool


def keep(telling: Telling, nonce: bytes) -> Outcome:
    """Keep a telling, once for each nonce. Raises `Unavailable` where that is not possible now."""
    place = here()
    for variant in range(VARIANTS):
        receipt = receipts.make(tokens.seed(place.keys, nonce, variant))
        with place.database.reading() as session:
            found = intake.before(session, receipt.reference)
        if found is None and _stored(telling, receipt):
            return Outcome(receipt, shown_before=False, confirmed=False)
        with place.database.reading() as session:
            found = intake.before(session, receipt.reference)
        if found is not None and found.is_of(receipt):
            return Outcome(receipt, shown_before=True, confirmed=found.confirmed)
    raise Unavailable(_NO_TURN)


def _stored(telling: Telling, receipt: Receipt) -> bool:
    """Seal and store; False where the reference was taken in the meantime."""
    place = here()
    for _ in range(_TRIES):
        with place.database.reading() as session:
            if scheme.missing(session, place.scheme(session)):
                raise Unavailable(_SHUT)
            to = keyring.publics(keyring.holders(session))
        ready = intake.seal(telling, receipt, to)
        try:
            with place.database.writing() as session:
                return intake.store(session, ready, on=place.now().on)
        except Stale:
            continue  # a reviewer came or left in between: seal it to those who are there now
    raise Unavailable(_NO_TURN)
