"""`learning reviewers`: made, listed, left; the recovery key on paper, and what it opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from learning.audit.models import AuditLine
from learning.cli import root
from learning.cli.starting import configured, ready_database
from learning.db import Database
from learning.errors import Conflict, Invalid, NotFound
from learning.people.models import Person
from learning.people.queries import DEMO_DOMAIN
from learning.reports import handing, holding, keyring, reading, receipts
from learning.reports.handing import Giver, Taker
from learning.stretching import Cost
from tests.builders import Cast, cast_into
from tests.reports import desks
from tests.reports.desks import ON, Desk

ROUTES = {
    "OPERATOR": "North County",
    "REPORT_DANGER": "Duty team",
    "REPORT_ALLEGATIONS": "The LADO",
    "REPORT_WHISTLEBLOWING": "Protect",
    "REPORT_SUPPORT": "The chaplain",
}


@dataclass
class Here:
    """An installation with the cast."""

    cast: Cast

    @contextmanager
    def database(self) -> Iterator[Database]:
        opened = ready_database(configured())
        yield opened
        opened.close()

    def desk(self) -> Desk:
        """Rana, Ravi and Rosa have keys, and one report waits."""
        with self.database() as database, database.writing() as session:
            cast = self.cast
            made = desks.desk(session, {"rana": cast.rana, "ravi": cast.ravi, "rosa": cast.rosa})
            made.tell()
        return made

    def acts(self) -> list[str]:
        with self.database() as database, database.reading() as session:
            return list(session.scalars(select(AuditLine.act).order_by(AuditLine.id)))

    def opens(self, key_id: str, private: bytes) -> bool:
        """Whether a key opens the report."""
        with self.database() as database, database.reading() as session:
            (line,) = reading.queue(session, key_id).lines
            raw = reading.raw(session, line.reference, key_id)
        return reading.opened(raw, private)[0].said is not None


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setenv("LEARNING_INSTANCE", str(tmp_path))
    for name, value in ROUTES.items():
        monkeypatch.setenv(f"LEARNING_{name}", value)
    monkeypatch.setattr(receipts, "COST", Cost(32, 1))
    monkeypatch.setattr(holding, "COST", Cost(32, 1))
    database = ready_database(configured())
    with database.writing() as session:
        made = Here(cast_into(session))
    database.close()
    return made


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(root, ["reviewers", *arguments], input=typed)


def address(name: str) -> str:
    return f"{name}@{DEMO_DOMAIN}"


def paper(output: str) -> list[str]:
    """The words of the recovery key that were printed."""
    (printed,) = re.findall(r"database can read every report\.\n\n(.*?)\nCopy it now", output, re.S)
    return [one for one in printed.split() if one.replace("-", "").isalpha()]


def make_paper(*options: str, before: str = "") -> list[str]:
    """Make the recovery key as somebody would who copies it in capitals, with one slip."""
    words: list[str] = []
    asked: list[int] = []

    def answer(text: str, **_: object) -> str:
        if text.startswith("The words"):
            return before
        place = int(re.findall(r"word (\d+)", text)[0])
        asked.append(place)
        return "wrong" if len(asked) == 1 else f" {words[place - 1].upper()} "

    def echoed(text: str = "", **_: object) -> None:
        said.append(str(text))
        found = [one for one in str(text).split() if one.replace("-", "").isalpha()]
        if len(found) >= 20 and "recovery" not in found:
            words.extend(found)

    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.prompt", answer)
        patch.setattr("click.echo", echoed)
        result = CliRunner().invoke(root, ["reviewers", "recovery-key", *options])
    if result.exception is not None:
        raise result.exception
    assert "That is not the word. Look at your copy." in said and len(asked) == 3
    return words


def test_what_is_missing_is_listed(here: Here) -> None:
    told = run("list")
    assert told.exit_code == 0
    assert (
        f"Rana Reviewer <{address('rana')}>: no key: has to sign in and go to /review"
        in told.output
    )
    assert "Recovery key: none" in told.output
    assert "Reports are closed:\n- There is no recovery key" in told.output
    here.desk()
    told = run("list")
    assert f"Ravi Reviewer <{address('ravi')}>: a key since {ON}" in told.output
    assert f"Recovery key: since {ON}\nReports can be told." in told.output


def test_a_reviewer_is_added_once(here: Here) -> None:
    told = run("add", address("bob").upper())
    assert told.exit_code == 0 and "is a reviewer." in told.output
    assert here.acts() == ["reviewer.added"]
    assert "Bob" in run("list").output
    again = run("add", address("bob"))
    assert isinstance(again.exception, Conflict) and "Nothing was changed." in str(again.exception)
    assert isinstance(run("add", "nobody@example.org").exception, NotFound)


def test_leaving_ends_the_key_and_is_asked_for_twice_where_too_few_stay(here: Here) -> None:
    desk = here.desk()
    told = run("leave", address("rosa"))
    assert isinstance(told.exception, Conflict)
    assert "would leave 2 reviewers with a key" in str(told.exception)
    assert run("leave", address("rosa"), "--yes").exit_code == 0
    assert not here.opens(desk.reviewers["rosa"].key_id, desk.reviewers["rosa"].private)
    assert here.opens(desk.reviewers["rana"].key_id, desk.reviewers["rana"].private)
    assert here.acts() == ["reviewer.left"]
    assert "Reviewers with a key: 2." in run("list").output
    assert isinstance(run("leave", address("rosa")).exception, Invalid)


def test_who_has_no_key_may_leave_without_more_ado(here: Here) -> None:
    told = run("leave", address("ravi"))
    assert told.exit_code == 0 and "there was no key to end" in told.output


def test_the_recovery_key_is_checked_by_two_words_in_any_case(here: Here) -> None:
    words = make_paper()
    with here.database() as database, database.reading() as session:
        kept = keyring.recovery(session)
    assert kept is not None
    assert holding.public_of(holding.read_recovery(" ".join(words))) == kept.public
    assert here.acts() == ["recovery.made"]
    again = run("recovery-key")
    assert isinstance(again.exception, Conflict) and "--replace" in str(again.exception)


def test_a_recovery_key_that_was_not_copied_is_not_used(here: Here) -> None:
    told = run("recovery-key", typed="wrong\n")
    assert told.exit_code == 1 and "That is not the word" in told.output
    assert len(paper(told.output)) >= 20
    assert "This key is not in use: destroy what you copied." in told.output
    with here.database() as database, database.reading() as session:
        assert keyring.recovery(session) is None


def test_another_recovery_key_opens_what_the_one_before_did(here: Here) -> None:
    desk = here.desk()
    before = holding.recovery_text(desk.recovery[1])
    words = make_paper("--replace", before=before)
    private = holding.read_recovery(" ".join(words))
    with here.database() as database, database.reading() as session:
        now = keyring.recovery(session)
    assert now is not None and now.id != desk.recovery[0]
    assert here.opens(now.id, private) and not here.opens(*desk.recovery)


def test_where_the_papers_are_gone_a_reviewer_hands_over_to_another_recovery_key(
    here: Here,
) -> None:
    desk = here.desk()
    private = holding.read_recovery(" ".join(make_paper("--lost")))
    with here.database() as database:
        with database.reading() as session:
            now = keyring.recovery(session)
        assert now is not None and now.id != desk.recovery[0]
        assert not here.opens(now.id, private) and not here.opens(*desk.recovery)
        rana = desk.reviewers["rana"]
        giver, taker = Giver(rana.key_id, rana.private), Taker(now.id, now.public)
        assert handing.hand_over(database, giver, taker) == 1
    assert here.opens(now.id, private)


def test_an_administrator_who_is_made_a_reviewer_is_told_of(here: Here) -> None:
    told = run("add", address("olu"))
    assert told.exit_code == 0 and "is an administrator too" in told.output


def test_the_words_of_another_paper_are_refused(here: Here) -> None:
    here.desk()
    other = holding.recovery_text(holding.new_pair().private).replace("\n", " ")
    for command in (("recovery-key", "--replace"), ("recover", address("rana"))):
        told = run(*command, typed=f"{other}\n")
        assert isinstance(told.exception, Invalid) and "another recovery key" in str(told.exception)
    told = run("recover", address("rana"), typed="not a key\n")
    assert isinstance(told.exception, Invalid)


def test_the_recovery_key_opens_what_was_told_for_a_new_key(here: Here) -> None:
    desk = here.desk()
    with here.database() as database, database.writing() as session:
        keyring.leave(session, here.cast.rana, on=ON)
    told = run("recover", address("rana"))
    assert isinstance(told.exception, Conflict) and "has no key yet" in str(told.exception)
    with here.database() as database, database.writing() as session:
        new = desks.key_for(session, here.cast.rana)
    assert not here.opens(new.key_id, new.private)
    text = holding.recovery_text(desk.recovery[1]).replace("\n", " ")
    told = run("recover", address("rana"), typed=f"{text}\n")
    assert told.exit_code == 0, told.output
    assert "Parts that open for Rana Reviewer now: 1." in told.output
    assert text.split()[1] not in told.stdout
    assert here.opens(new.key_id, new.private) and here.acts() == ["recovery.used"]


def test_without_a_recovery_key_nothing_is_recovered(here: Here) -> None:
    told = run("recover", address("rana"))
    assert "There is no recovery key" in str(told.exception)
    with here.database() as database, database.reading() as session:
        assert session.scalar(select(Person.name).where(Person.id == here.cast.rana))
