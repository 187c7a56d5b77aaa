"""The keys of an installation, in its instance folder: made, replaced, revoked, and shown to all.

Each key is two files: `<id>.private`, readable by its owner alone and gone once the key is
replaced, and `<id>.json`, which anybody may have. An id is the beginning of the SHA-256 of the
public key, so no other key can take its name. `trusted/` holds the public keys of other
installations.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from learning.content.hashing import sha256
from learning.errors import Conflict, Invalid, NotFound, Unavailable
from learning.signing.statements import Statement, decoded, encoded, sealed

FORMAT = "debrief-keys-1"
_ID = 16
_WRONG_FILE = "This is no file of public keys. Ask for the keys.json of the other installation."


@dataclass(frozen=True)
class Key:
    """A public key: since when it signs, until when it did, and from when it is not believed."""

    id: str
    public: bytes
    since: dt.date
    until: dt.date | None = None
    revoked_from: dt.date | None = None
    #: who signs with it
    issuer: str = ""

    def told(self) -> dict[str, Any]:
        """The key as everybody may have it."""
        return {
            "id": self.id,
            "public": encoded(self.public),
            "since": self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "revoked_from": self.revoked_from and self.revoked_from.isoformat(),
        }


@dataclass(frozen=True)
class Ring:
    """The keys in a folder. Nothing is kept in memory: another process may replace a key."""

    folder: Path

    def own(self) -> list[Key]:
        """Every key of this installation, the oldest first."""
        found = [_key_in(path) for path in self.folder.glob("*.json")]
        return sorted(found, key=lambda one: (one.since, one.until is None, one.id))

    def key(self, key_id: str) -> Key:
        """One key by its id."""
        found = next((one for one in self.own() if one.id == key_id), None)
        if found is None:
            raise NotFound("There is no such key here. `learning keys list` shows every key.")
        return found

    def sign(self, statement: Statement, *, on: dt.date) -> tuple[str, bytes]:
        """The id of the key that signs today, and the signed text; the first call makes a key."""
        key = self._current() or self._made(on)
        return key.id, sealed(statement, key.id, self._private(key.id))

    def private_of(self, *, on: dt.date) -> tuple[Key, Ed25519PrivateKey]:
        """The key that signs today with its secret half, for a format that signs by itself."""
        key = self._current() or self._made(on)
        return key, self._private(key.id)

    def rotate(self, *, on: dt.date) -> Key:
        """Begin a new key. What the old ones signed stays genuine; they sign no more."""
        old = [one for one in self.own() if one.until is None]
        made = self._made(on)
        for one in old:
            self._keep(replace(one, until=on))
            self._private_path(one.id).unlink(missing_ok=True)
        return made

    def revoke(self, key_id: str, *, since: dt.date, on: dt.date) -> Key:
        """Believe nothing that a key signed on or after a day; it signs no more."""
        key = self.key(key_id)
        if key.revoked_from and key.revoked_from <= since:
            raise Conflict(f"This key is revoked from {key.revoked_from} already.")
        revoked = replace(key, revoked_from=since, until=key.until or on)
        self._keep(revoked)
        self._private_path(key_id).unlink(missing_ok=True)
        return revoked

    def trusted(self) -> list[Key]:
        """The keys of other installations that an administrator has added."""
        files = sorted((self.folder / "trusted").glob("*.json"))
        return [key for path in files for key in keys_of(path.read_bytes())]

    def trust(self, body: bytes, name: str) -> list[Key]:
        """Believe another installation's keys from now on, under a name given here."""
        keys = keys_of(body)
        if {one.id for one in keys} & {one.id for one in self.own()}:
            raise Conflict("These are keys of this installation. It believes them already.")
        told = told_of(keys, name)
        path = self._trusted_path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, told, 0o644)
        return keys

    def distrust(self, name: str) -> None:
        """Believe an installation's keys no more; its records are shown as not verified."""
        try:
            self._trusted_path(name).unlink()
        except FileNotFoundError as error:
            raise NotFound(
                f"Nobody is trusted as {name}. `learning keys list` shows the names."
            ) from error

    def _current(self) -> Key | None:
        signing = [one for one in self.own() if one.until is None]
        return signing[-1] if signing else None

    def _private(self, key_id: str) -> Ed25519PrivateKey:
        try:
            return Ed25519PrivateKey.from_private_bytes(self._private_path(key_id).read_bytes())
        except (OSError, ValueError) as error:
            raise Unavailable(
                f"The secret half of the key {key_id} cannot be read. Put it back from a backup, "
                "or begin a new key with `learning keys rotate`."
            ) from error

    def _made(self, on: dt.date) -> Key:
        """A new key: the secret half is on the disk before anybody hears of the key."""
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        key = Key(id_of(public), public, on)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(self._private_path(key.id), private.private_bytes_raw(), 0o600)
        self._keep(key)
        return key

    def _keep(self, key: Key) -> None:
        _write(self.folder / f"{key.id}.json", json.dumps(key.told(), indent=1).encode(), 0o644)

    def _trusted_path(self, name: str) -> Path:
        return self.folder / "trusted" / f"{sha256(name.encode())[:_ID]}.json"

    def _private_path(self, key_id: str) -> Path:
        return self.folder / f"{key_id}.private"


def id_of(public: bytes) -> str:
    """The id of a public key: 16 hexadecimal digits of its SHA-256."""
    return sha256(public)[:_ID]


def told_of(keys: list[Key], issuer: str) -> bytes:
    """Public keys as a file for others."""
    told = {"format": FORMAT, "issuer": issuer, "keys": [one.told() for one in keys]}
    return json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"


def keys_of(body: bytes) -> list[Key]:
    """The keys of a file of public keys; `Invalid` where it is none, or a key has a wrong id."""
    try:
        found = json.loads(body)
        if found["format"] != FORMAT:
            raise ValueError("another format")
        issuer = str(found["issuer"])
        keys = [replace(_read(one), issuer=issuer) for one in found["keys"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Invalid(_WRONG_FILE) from error
    if not keys:
        raise Invalid(f"There is no key in this file. {_WRONG_FILE}")
    return keys


def _key_in(path: Path) -> Key:
    try:
        return _read(json.loads(path.read_bytes()))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise Unavailable(f"The key file {path.name} is broken. Put it back from a backup.") from (
            error
        )


def _read(told: Mapping[str, Any]) -> Key:
    public = decoded(told["public"])
    if len(public) != 32 or told["id"] != id_of(public):
        raise ValueError("the id is not that of the key")
    days = (told.get("until"), told.get("revoked_from"))
    until, revoked = (dt.date.fromisoformat(day) if day else None for day in days)
    return Key(told["id"], public, dt.date.fromisoformat(told["since"]), until, revoked)


def _write(path: Path, body: bytes, mode: int) -> None:
    """Write a file whole or not at all, with its mode from the first byte."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
