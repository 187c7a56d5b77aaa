"""What is told is sealed before it is kept, and what is destroyed is gone."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil

import pytest
from sqlalchemy import select

from learning import clock
from learning.reports import daily, holding, parts, receipts, sealing, tidying
from learning.reports.models import HolderKey, Part, PartKey, Report
from learning.reports.purging import CLOSED, UNOPENED
from learning.reports.sealing import CannotOpen
from learning.web.reporting import tokens
from learning.web.reporting.tokens import Keys
from tests.pages import Pages
from tests.promises.place import MARKER, Place, met
from tests.web.reviewing import unlocked, write

_PURPOSES = ("forms", "receipts", "passes", "words", "parts")


def test_what_is_told_stands_in_no_byte_of_the_database(place: Place) -> None:
    told = place.tell()
    place.answer(told)
    kept = place.kept()
    assert told.reference.encode() in kept, "the database was looked at"
    assert met(told.secrets(), kept) == []
    tidying.tidy(place.database)
    assert met(told.secrets(), place.kept()) == []


def test_the_keys_of_the_server_open_nothing(place: Place) -> None:
    told = place.tell()
    place.answer(told)
    candidates = _candidates(place)
    with place.database.reading() as session:
        rows = session.execute(
            select(Part, PartKey.key_id, PartKey.wrapped).join(PartKey, PartKey.part_id == Part.id)
        ).all()
        report = session.scalars(select(Report)).one()
        locked = [one for one in session.scalars(select(HolderKey.locked)) if one]
    assert len(rows) == 2 * 4, "a telling and an answer, for three reviewers and the recovery key"
    for key in candidates:
        for part, _, wrapped in rows:
            about = parts.about(report.id, part.id, part.kind)
            with pytest.raises(CannotOpen):
                sealing.unseal(part.sealed, wrapped, key, about=about)
            assert sealing._opened(part.sealed, key, about) is None, "nor is it the part's own key"
        with pytest.raises(CannotOpen):
            holding.unlock_briefly(report.reporter_key, key, about=report.id.encode())
    for one in locked:
        with pytest.raises(holding.WrongPassphrase):
            holding.unlock(one, place.settings.secret_key)
    for value in _lying(place):
        made = receipts.make(tokens.seed(Keys(place.settings.secret_key), value))
        assert made.reference != told.reference, "nor can a receipt be made again"
    rana = place.desk.reviewers["rana"]
    part, _, wrapped = next(row for row in rows if row.key_id == rana.key_id)
    assert parts.opened(report.id, part, wrapped, rana.private), "but a reviewer's own key does"


def _candidates(place: Place) -> list[bytes]:
    """Every key that the server could try: made of its own, or lying in the database."""
    secret = place.settings.secret_key
    made = [Keys(secret).of(purpose) for purpose in _PURPOSES]
    made += [hashlib.sha256(secret.encode()).digest(), secret.encode().ljust(32, b"\0")[:32]]
    lying = [value for value in _lying(place) if len(value) == 32]
    assert lying, "public keys, for one"
    return [*made, bytes(32), *lying]


def _lying(place: Place) -> list[bytes]:
    """All bytes that lie in the database, and none twice."""
    values = (value for rows in place.rows().values() for row in rows for value in row)
    return sorted({value for value in values if isinstance(value, bytes)})


def test_a_purge_leaves_no_row_and_no_byte(place: Place) -> None:
    told = place.tell()
    place.answer(told)
    report_id, pieces = _pieces(place)
    assert met(pieces, place.kept()), "it was there"
    late = clock.now().date() + dt.timedelta(weeks=UNOPENED + 2)
    assert daily.purge(place.database, place.settings.purges, on=late) == 1
    tidying.tidy(place.database)
    assert met([*pieces, told.reference.encode()], place.kept()) == []
    left = {name for name, rows in place.rows().items() if report_id in repr(rows)}
    assert left == {"report_purged"}, "the ledger alone knows the random id"
    place.enter(told, status=404)


def test_what_stays_of_a_report_that_was_read_is_that_it_was_read(place: Place) -> None:
    told = place.tell()
    rana = unlocked(Pages(place.reporter.app))
    page = rana.get(f"/review/reports/{told.reference}")
    assert MARKER in page.html
    write(page, rana, f"Was the {MARKER} note on top?")
    report_id, pieces = _pieces(place)
    place.withdraw(told)
    late = clock.now().date() + dt.timedelta(weeks=CLOSED + 2)
    assert daily.purge(place.database, place.settings.purges, on=late) == 1
    tidying.tidy(place.database)
    assert met([*pieces, *told.secrets()], place.kept()) == []
    reference = {name for name, rows in place.rows().items() if told.reference in repr(rows)}
    number = {name for name, rows in place.rows().items() if report_id in repr(rows)}
    assert (reference, number) == ({"audit_line"}, {"report_purged"})


def _pieces(place: Place) -> tuple[str, list[bytes]]:
    """The id of the one report, and what of its locks and sealed parts could be found again."""
    with place.database.reading() as session:
        report = session.scalars(select(Report)).one()
        sealed = [one[20:60] for one in session.scalars(select(Part.sealed))]
        wrapped = [one[:40] for one in session.scalars(select(PartKey.wrapped))]
    locks = [report.salt, report.verifier, report.reporter_key, report.reporter_public]
    raw = [*locks, *sealed, *wrapped]
    return report.id, raw + [one.hex().encode() for one in raw]


def test_withdrawing_destroys_every_text_and_every_key_at_once(place: Place) -> None:
    told = place.tell()
    place.answer(told)
    with place.database.reading() as session:
        sealed = [one[20:60] for one in session.scalars(select(Part.sealed))]
        sealed += [one[:40] for one in session.scalars(select(PartKey.wrapped))]
    pieces = sealed + [one.hex().encode() for one in sealed]
    assert len(sealed) == 2 + 2 * 4 and met(pieces, place.kept())
    place.withdraw(told)
    assert met(pieces, place.kept()) == []
    rows = place.rows()
    assert rows["report_part"] == rows["report_part_key"] == rows["report_opening"] == []
    assert "What you told was destroyed." in place.enter(told).text


def test_what_a_restored_backup_brings_back_is_destroyed_again(on_file: Place) -> None:
    told, stays = on_file.tell(), on_file.tell()
    tidying.tidy(on_file.database)
    file, copy = on_file.folder / "file.sqlite3", on_file.folder / "copy"
    shutil.copy(file, copy)
    on_file.withdraw(told)
    on_file.database.engine.dispose()
    for beside in on_file.folder.glob("file.sqlite3-*"):
        beside.unlink()
    copy.replace(file)
    on_file.enter(told)  # it is back
    today = clock.now().date()
    assert daily.replay(on_file.database, on_file.settings.purges, on=today) == 1
    on_file.enter(told, status=404)
    on_file.enter(stays)
    assert daily.replay(on_file.database, on_file.settings.purges, on=today) == 0
