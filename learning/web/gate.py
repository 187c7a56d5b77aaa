"""The gate before passwords: who tries too often waits, and each failure is counted at once.

The counts are kept in units of their own, so that they outlive the refusal.
"""

from __future__ import annotations

import ipaddress

from flask import current_app, request

from learning import clock
from learning.people import passwords, signing_in, throttling
from learning.people.throttling import Key
from learning.web import database


def known(email: str, password: str) -> int | None:
    """The person whose password this is. Raises `TooMany` where one has to wait first.

    Hashing happens outside any unit of work.
    """
    keys = [_key("account", signing_in.folded(email), throttling.ACCOUNT), *_network()]
    with database.reading() as session:
        throttling.check(session, keys, at=clock.now())
        found = signing_in.credentials(session, email)
    right = passwords.matches(password, found[1] if found else None)
    with database.writing() as session:
        if right:
            throttling.succeeded(session, keys[0])
        else:
            throttling.failed(session, keys, at=clock.now())
    return found[0] if found and right else None


def count(kind: str, limit: throttling.Limit) -> None:
    """Count something that anybody may do. Raises `TooMany` where one has to wait first."""
    _counted(_network(kind, limit))


def check(kind: str, limit: throttling.Limit) -> None:
    """Raise `TooMany` while one has to wait, for what counts only when it fails (see `count`)."""
    with database.reading() as session:
        throttling.check(session, _network(kind, limit), at=clock.now())


def count_address(kind: str, email: str, limit: throttling.Limit) -> None:
    """Count something that is done to an e-mail address, wherever from. Raises `TooMany`."""
    _counted([_key(kind, signing_in.folded(email), limit)])


def _counted(keys: list[Key]) -> None:
    with database.writing() as session:
        throttling.check(session, keys, at=clock.now())
        throttling.failed(session, keys, at=clock.now())


def _network(kind: str = "network", limit: throttling.Limit = throttling.NETWORK) -> list[Key]:
    """The key of where a request comes from; of this machine itself, or a proxy on it, there is
    none: everybody would wait together.
    """
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return []
    if address.is_loopback:
        return []
    # one customer has a whole network of the newer kind of addresses
    wide = address.version == 6 and ipaddress.ip_network((address, 64), strict=False)
    return [_key(kind, str(wide or address), limit)]


def _key(kind: str, value: str, limit: throttling.Limit) -> Key:
    return throttling.key(str(current_app.secret_key), kind, value, limit)
