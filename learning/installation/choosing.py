"""Choosing: the settings that administrators set on the web, by the rules of the settings file.

What the machine's own file, a variable or a command gave wins, and cannot be chosen at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Result, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learning import settings as configuration
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.installation.models import ChosenSetting
from learning.settings import Settings

CHOOSABLE = (
    "operator",
    "operator_contact",
    "self_registration",
    "open_reading",
    "session_days",
    "timezone",
    "due_soon_days",
    "report_danger",
    "report_allegations",
    "report_whistleblowing",
    "report_support",
    "report_silence_weeks",
)
LONGEST = 300
_FIRST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_UNKNOWN = "There is no such setting to choose here. The list shows those that there are."
_FIXED = (
    "This is set on the machine, in settings.toml or by a LEARNING_* variable, and that wins. "
    "Ask whoever looks after the machine to change it there."
)
_STALE = (
    "Another administrator changed this setting since you opened the page. "
    "Look at what holds now before you change it again."
)


@dataclass(frozen=True)
class Chosen:
    """What was chosen, as it would stand in a variable, and the version of that choice."""

    text: str
    version: int


def chosen(session: Session) -> dict[str, Chosen]:
    """Every setting that was chosen, by its key."""
    rows = session.execute(select(ChosenSetting.key, ChosenSetting.value, ChosenSetting.version))
    return {key: Chosen(value, version) for key, value, version in rows}


def merged(settings: Settings, texts: Mapping[str, str]) -> Settings:
    """The settings with what was chosen, except where the machine gave it.

    A choice that is no longer possible (a zone that is no more, say) is passed over.
    """
    for key in CHOOSABLE:
        if key in texts and key not in settings.fixed:
            try:
                settings = configuration.with_one(settings, key, texts[key])
            except Invalid:
                continue
    return settings


def current(session: Session, settings: Settings) -> Settings:
    """The settings that hold now: the machine's, with what was chosen."""
    return merged(settings, {key: one.text for key, one in chosen(session).items()})


def choose(
    session: Session, key: str, text: str, *, settings: Settings, version: int, at: dt.datetime
) -> None:
    """Choose a setting. `settings` are the machine's; `version` is the one seen, 0 for none.

    Raises `Invalid` for what the settings file would not take either, `Conflict` where the machine
    gave the setting, and `Stale` where somebody else has changed it since.
    """
    _refuse_fixed(settings, key)
    if len(text) > LONGEST or not text.isprintable():
        raise Invalid(f"Use one line of at most {LONGEST} characters.")
    value = configuration.as_text(configuration.with_one(settings, key, text), key)
    if version == 0:
        _begin(session, key, value, at=at)
        return
    new = {"value": value, "version": version + 1, "changed_at": at}
    _take(session.execute(update(ChosenSetting).where(_seen(key, version)).values(new)))


def reset(session: Session, key: str, *, settings: Settings, version: int) -> None:
    """Take a choice back, so that the setting is again what it is without one."""
    _refuse_fixed(settings, key)
    if version == 0 and key not in chosen(session):
        return
    _take(session.execute(delete(ChosenSetting).where(_seen(key, version))))


def refuse_unknown(key: str) -> None:
    """Raise `NotFound` for what nobody can choose."""
    if key not in CHOOSABLE:
        raise NotFound(_UNKNOWN)


def _refuse_fixed(settings: Settings, key: str) -> None:
    """Raise `NotFound` for what nobody can choose, and `Conflict` for what the machine gave."""
    refuse_unknown(key)
    if key in settings.fixed:
        raise Conflict(_FIXED)


def _begin(session: Session, key: str, value: str, *, at: dt.datetime) -> None:
    """Choose what nobody had chosen.

    The first version counts seconds: one that was taken back and chosen anew never has a version
    that somebody still sees.
    """
    first = int((at - _FIRST).total_seconds())
    row = {"key": key, "value": value, "version": first, "changed_at": at}
    try:
        with session.begin_nested():
            session.execute(insert(ChosenSetting).values(row))
    except IntegrityError as error:
        raise Stale(_STALE) from error


def _seen(key: str, version: int) -> ColumnElement[bool]:
    return (ChosenSetting.key == key) & (ChosenSetting.version == version)


def _take(done: Result[object]) -> None:
    """Refuse where no row was the one that was seen."""
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(_STALE)
