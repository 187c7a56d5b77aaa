"""A list on its way through the page that shows what it would change: packed, and signed.

Only who looked at it can send it on, within the hour, and with it goes what they were shown.
"""

from __future__ import annotations

import base64
import datetime as dt
import zlib
from dataclasses import dataclass
from functools import cached_property

from flask import current_app
from itsdangerous import BadData, TimestampSigner
from sqlalchemy.orm import Session

from learning.errors import Invalid
from learning.lists import importing, reading
from learning.lists.plans import Plan
from learning.lists.reading import Listing
from learning.web import identity

#: of a request: the largest list, packed as text, with room for the rest of the form
MOST_BYTES = reading.MOST_BYTES * 3 // 2
_SECONDS = 3_600
_GONE = (
    "This page was open for more than an hour, or was changed on its way. Choose the file again."
)


@dataclass(frozen=True)
class Packed:
    """A file that was sent, and whether who is not in it has left."""

    body: bytes
    leavers: bool

    @cached_property
    def listing(self) -> Listing:
        """The list in it; `Invalid` where there is none."""
        return reading.read(self.body)

    def plan(self, session: Session, *, on: dt.date) -> Plan:
        """What it would change."""
        return importing.plan(session, self.listing, on=on, leavers=self.leavers)


def packed(one: Packed, shown: str) -> str:
    """A file and what was shown of it, as text for a hidden field."""
    head = f"{int(one.leavers)}{shown}\n".encode()
    text = base64.urlsafe_b64encode(zlib.compress(head + one.body, 6))
    return _signer().sign(text).decode("ascii")


def unpacked(text: str) -> tuple[Packed, str]:
    """What `packed` made, if it is whole, the same person's, and of this hour."""
    try:
        whole = zlib.decompress(
            base64.urlsafe_b64decode(_signer().unsign(text.encode(), max_age=_SECONDS))
        )
    except BadData as error:
        raise Invalid(_GONE) from error
    head, _, body = whole.partition(b"\n")
    return Packed(body, head[:1] == b"1"), head[1:].decode()


def _signer() -> TimestampSigner:
    salt = f"list looked at by {identity.the_person().public_id}"
    return TimestampSigner(str(current_app.config["SECRET_KEY"]), salt=salt)
