"""Settings chosen on the web: by the rules of the file, under the machine's own, none lost."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from learning.db import Database
from learning.errors import Conflict, Invalid, NotFound, Stale
from learning.installation import choosing
from learning.installation.choosing import CHOOSABLE
from learning.settings import Settings, as_text
from tests.builders import AT

MACHINE = Settings(instance=Path("instance"), courses=Path("courses"))
GOOD = {
    "operator": ["North County", ""],
    "operator_contact": ["help@example.org", "https://example.org/help", ""],
    "self_registration": ["true", "false"],
    "open_reading": ["true", "false"],
    "session_days": ["1", "3650"],
    "timezone": ["Asia/Tokyo", "UTC"],
    "due_soon_days": ["1", "365"],
    "report_danger": ["Duty team, 0161 000 0000", ""],
    "report_allegations": ["The LADO, lado@example.org", ""],
    "report_whistleblowing": ["Protect, 020 3117 2520", ""],
    "report_support": ["Occupational health, 0161 000 0001", ""],
    "report_silence_weeks": ["1", "52"],
}


def choose(session: Session, key: str, text: str, version: int = 0, at: dt.datetime = AT) -> None:
    choosing.choose(session, key, text, settings=MACHINE, version=version, at=at)


def version(session: Session, key: str) -> int:
    return choosing.chosen(session)[key].version


@pytest.mark.parametrize("key", CHOOSABLE)
def test_each_setting_is_chosen_changed_and_reset(session: Session, key: str) -> None:
    seen = 0
    for text in GOOD[key]:
        choose(session, key, text, seen)
        seen = version(session, key)
        assert as_text(choosing.current(session, MACHINE), key) == text
    choosing.reset(session, key, settings=MACHINE, version=seen)
    assert choosing.current(session, MACHINE) == MACHINE


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("timezone", "Mars/Olympus", "must be a name like Europe/London"),
        ("operator_contact", "nobody", "must be an e-mail address"),
        ("session_days", "0", "must be 1 or more"),
        ("session_days", "soon", "must be a whole number"),
        ("session_days", "9" * 299, "must be 3650 or less"),
        ("due_soon_days", "366", "must be 365 or less"),
        ("open_reading", "yes", "must be true or false"),
        ("operator", "x" * 301, "at most 300"),
        ("operator", "North\nCounty", "one line"),
    ],
)
def test_what_the_file_would_not_take_is_not_chosen_either(
    session: Session, key: str, text: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        choose(session, key, text)
    assert choosing.chosen(session) == {}


@pytest.mark.parametrize("key", ["secret_key", "database_url", "smtp_password", "fixed", "x", ""])
def test_nothing_else_can_be_chosen(session: Session, key: str) -> None:
    with pytest.raises(NotFound, match="no such setting"):
        choose(session, key, "x")
    with pytest.raises(NotFound, match="no such setting"):
        choosing.reset(session, key, settings=MACHINE, version=0)


def test_what_the_machine_gave_wins_and_cannot_be_chosen(session: Session) -> None:
    choose(session, "operator", "South")
    given_north = replace(MACHINE, operator="North", fixed=frozenset({"operator"}))
    assert choosing.current(session, given_north).operator == "North"
    with pytest.raises(Conflict, match=r"settings\.toml"):
        choosing.choose(session, "operator", "x", settings=given_north, version=0, at=AT)
    with pytest.raises(Conflict, match=r"settings\.toml"):
        choosing.reset(session, "operator", settings=given_north, version=0)


def test_of_two_who_change_a_setting_the_second_is_told(session: Session) -> None:
    choose(session, "operator", "North")
    with pytest.raises(Stale, match="Another administrator"):
        choose(session, "operator", "South")
    seen = version(session, "operator")
    choose(session, "operator", "East", seen)
    for late in (seen, 0, 5):
        with pytest.raises(Stale):
            choose(session, "operator", "South", late)
        with pytest.raises(Stale):
            choosing.reset(session, "operator", settings=MACHINE, version=late)
    assert choosing.chosen(session)["operator"].text == "East"


def test_a_setting_that_was_reset_and_chosen_anew_is_not_taken_for_the_old_one(
    session: Session,
) -> None:
    choose(session, "operator", "North")
    seen = version(session, "operator")
    choosing.reset(session, "operator", settings=MACHINE, version=seen)
    with pytest.raises(Stale):
        choose(session, "operator", "South", seen)
    choose(session, "operator", "East", at=AT + dt.timedelta(seconds=2))
    with pytest.raises(Stale):
        choose(session, "operator", "South", seen)


def test_what_nobody_chose_is_reset_in_vain(session: Session) -> None:
    choosing.reset(session, "operator", settings=MACHINE, version=0)
    assert choosing.chosen(session) == {}


def test_of_two_at_once_one_is_kept_and_the_other_told(committing: Database) -> None:
    start, refused, faults = threading.Barrier(4), [], []

    def press(number: int) -> None:
        start.wait(10)
        try:
            with committing.writing() as unit:
                choose(unit, "operator", f"North {number}")
        except Stale as refusal:
            refused.append(refusal)
        except DBAPIError as error:
            faults.append(error)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(refused), faults) == (3, [])


@given(
    texts=st.dictionaries(st.sampled_from([*CHOOSABLE, "port", "x"]), st.text(max_size=20)),
    fixed=st.frozensets(st.sampled_from(CHOOSABLE)),
)
def test_whatever_stands_in_the_table_the_settings_can_work(
    texts: dict[str, str], fixed: frozenset[str]
) -> None:
    machine = replace(MACHINE, fixed=fixed)
    found = choosing.merged(machine, texts)
    for key in CHOOSABLE:
        same = as_text(found, key) == as_text(machine, key)
        assert same or (key not in fixed and key in texts)
    assert choosing.merged(found, {key: as_text(found, key) for key in CHOOSABLE}) == found
