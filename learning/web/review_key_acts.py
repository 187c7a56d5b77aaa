"""What is done with reviewers' keys, outside the request's unit: each takes a while on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from learning.errors import Invalid, NotFound
from learning.reports import handing, holding, keyring, passphrases, reading
from learning.reports.handing import Giver, Taker
from learning.web import auditing, database, identity, moments, unlocking
from learning.web.unlocking import Mine

_DIFFER = "The two passphrases differ. Type the same one twice."
_SURE = "Tick that you have lost the passphrase: what was sealed to your key cannot be opened then."


class Misfilled(Invalid):
    """What was typed cannot be taken, and in which field that is."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def shown() -> dict[str, Any]:
    """What the page on one's key needs."""
    with database.reading() as session:
        own = keyring.own(session, identity.the_person().id)
        there = keyring.recovery(session) is not None
    return {"own": own, "recovery": there, "shortest": passphrases.SHORTEST}


def choose(form: Mapping[str, str]) -> str:
    """Make the first key of a reviewer."""
    _make(_chosen(form))
    return "Your key is made. What is told from now on opens for you, too."


def change(form: Mapping[str, str]) -> str:
    """Lock a key with another passphrase, for whoever knows the present one."""
    passphrase = _chosen(form)
    mine, _ = unlocking.unlock(form.get("present", ""))
    locked = holding.lock(mine.private, passphrase)
    with database.writing() as session:
        own = reading.key_of(session, mine.key_id)
        assert own.locked is not None, "it was unlocked a moment ago"
        keyring.relock(session, own.id, before=own.locked, locked=locked)
        auditing.note_in(session, "key.changed", "person", identity.the_person().public_id, "")
    return "Your passphrase is changed. Your key is locked everywhere."


def lose(form: Mapping[str, str]) -> str:
    """End a key nobody can open any more, and make another."""
    if form.get("sure") != "yes":
        raise Misfilled("sure", _SURE)
    _make(_chosen(form), instead=True)
    return (
        "You have a new key. What was told before opens for you once another reviewer hands it "
        "over, or by the recovery key."
    )


def hand_over(mine: Mine, key_id: str) -> str:
    """Seal to another key what one's own opens."""
    database_, me = database.the_database(), identity.the_person()
    with database.reading() as session:
        holder = next((one for one in keyring.holders(session) if one.id == key_id), None)
    if holder is None or holder.id == mine.key_id:
        raise NotFound("That key is no longer in use. Nothing was handed over.")
    done = handing.hand_over(
        database_, Giver(mine.key_id, mine.private), Taker(holder.id, holder.public)
    )
    whose = holder.name or "the recovery key"
    with database.writing() as session:
        auditing.note_in(session, "key.handed", "person", me.public_id, f"parts: {done}")
    return f"Parts that open for {whose} now, too: {done}."


def _chosen(form: Mapping[str, str]) -> str:
    """A passphrase that was typed twice and is long enough."""
    passphrase = form.get("passphrase", "")
    if passphrase != form.get("again", ""):
        raise Misfilled("again", _DIFFER)
    with database.reading() as session:
        known = keyring.known_of(session, identity.the_person().id)
    if said := passphrases.weak(passphrase, *known):
        raise Misfilled("passphrase", said)
    return passphrase


def _make(passphrase: str, *, instead: bool = False) -> None:
    pair, me = holding.new_pair(), identity.the_person()
    locked, on = holding.lock(pair.private, passphrase), moments.now().date()
    with database.writing() as session:
        own = keyring.own(session, me.id)
        if instead and own is not None:
            keyring.end(session, own.id, on=on)
            session.flush()
        keyring.add(session, me.id, public=pair.public, locked=locked, on=on)
        auditing.note_in(session, "key.made", "person", me.public_id, "")
