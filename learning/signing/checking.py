"""Checking a signed file: is it genuine, what does it say, and what is not known about it.

Needs no server: the keys and the list of revoked certificates are given to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from learning.errors import Invalid
from learning.signing import carried
from learning.signing.forms import is_known
from learning.signing.keys import Key
from learning.signing.statements import CHANGED, Changed, Signed, Statement, read

_UNKNOWN = (
    "This was signed, but in a form that is not known here. A newer version of Debrief may know it."
)
#: why a certificate was revoked, and how it is said
REASONS = {
    "error": "it was issued in error",
    "identity": "it went to the wrong person",
    "request": "the person asked for it",
    "key": "the key that signed it can no longer be believed",
}


@dataclass(frozen=True)
class Revocations:
    """Certificates that no longer hold, as one installation listed them on a day."""

    dated: dt.date
    #: who listed them, as the keys' own file names them: nobody revokes what others issued
    issuer: str
    entries: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What can be said of a file. Without a statement, nothing in it may be believed."""

    genuine: bool
    why: str
    statement: Statement | None = None
    key: Key | None = None
    #: nothing can be said of it, because nobody here knows the key that signed it
    stranger: bool = False


def judged(body: bytes, keys: Iterable[Key], revocations: Revocations | None = None) -> Verdict:
    """Judge the bytes of a JSON or PDF file.

    Raises `Unreadable` where there is nothing to judge. A file that was changed, a key that is not
    known or revoked, and a certificate that is revoked are verdicts.
    """
    try:
        signed = read(carried.statement_in(body))
    except Changed as changed:
        return Verdict(False, changed.text)
    return _judged(signed, {one.id: one for one in keys}, revocations)


def _judged(signed: Signed, known: Mapping[str, Key], revocations: Revocations | None) -> Verdict:
    key = known.get(signed.key)
    if key is None:
        return Verdict(
            False,
            f"This cannot be shown to be genuine: the key {signed.key[:40]} is not known here. Get "
            "the public keys from whoever is said to have issued it.",
            stranger=True,
        )
    if not signed.holds(key.public):
        return Verdict(False, CHANGED, None, key)
    said = signed.statement
    if not is_known(said):
        return Verdict(False, _UNKNOWN, None, key)
    if key.revoked_from and _day_of(said) >= key.revoked_from:
        why = f"The key that signed this is not believed from {key.revoked_from} on."
        return Verdict(False, f"This is not to be believed. {why}", said, key)
    listed = revocations.entries.get(said.get("id", "")) if revocations else None
    if listed and revocations and revocations.issuer == key.issuer:
        on, reason = listed
        told = REASONS.get(reason, "no reason is given")
        return Verdict(False, f"This certificate was revoked on {on}: {told}.", said, key)
    return Verdict(True, "This is genuine.", said, key)


def _day_of(said: Statement) -> dt.date:
    """The day on which a statement says that it was made."""
    return dt.date.fromisoformat(said.get("issued_on") or said["dated"])


def revocations_told(
    entries: Iterable[tuple[str, dt.date, str]], *, issuer: str, on: dt.date
) -> dict[str, Any]:
    """The statement that lists revoked certificates: id, day and reason of each."""
    listed = [{"id": one, "on": day.isoformat(), "reason": reason} for one, day, reason in entries]
    return {
        "kind": "revocations",
        "issuer": issuer,
        "dated": on.isoformat(),
        "entries": sorted(listed, key=lambda one: one["id"]),
    }


def revocations_of(body: bytes, keys: Iterable[Key]) -> Revocations:
    """Read a list of revoked certificates; `Invalid` unless one of the keys signed it."""
    verdict = judged(body, keys)
    said = verdict.statement
    if not verdict.genuine or said is None or verdict.key is None:
        raise Invalid(f"The list of revoked certificates cannot be used. {verdict.why}")
    if said.get("kind") != "revocations":
        raise Invalid("This is no list of revoked certificates. Give the revocations.json.")
    entries = {one["id"]: (one["on"], one["reason"]) for one in said["entries"]}
    return Revocations(dt.date.fromisoformat(said["dated"]), verdict.key.issuer, entries)
