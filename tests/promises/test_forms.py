"""The form: nothing is kept before it is sent, once it is sent it is kept once, nothing is lost."""

from __future__ import annotations

import pytest

from learning.reports import receipts
from learning.web.reporting import limits
from tests.promises.place import MARKER, TEXT, Place, files_in, told, typed_back

TYPED = {"kind": "near_miss", "happened": TEXT, "caught": MARKER, "act": "send"}


def _on_disk(place: Place) -> dict[str, bytes]:
    """Every file with its bytes, without the memory that SQLite's readers share."""
    files = [file for file in files_in(place.folder) if not file.name.endswith("-shm")]
    return {str(file): file.read_bytes() for file in files}


def test_the_gates_keep_nothing(on_file: Place) -> None:
    reporter, before = on_file.reporter, _on_disk(on_file)
    page = reporter.send(reporter.get("/report"), "/report/start")
    assert "999" in reporter.send(page, "/report/start", {"danger": "yes"}).text
    page = reporter.send(page, "/report/start", {"danger": "no"})
    reporter.send(page, "/report/scope", {"scope": "yes"})
    form = reporter.send(page, "/report/scope", {"scope": "no"})
    reporter.send(form, "/report/tell", {**TYPED, "happened": ""}, status=422)
    assert _on_disk(on_file) == before
    reporter.send(form, "/report/tell", TYPED)
    assert _on_disk(on_file) != before, "what is sent is kept"


def test_a_hint_keeps_nothing(on_file: Place) -> None:
    before = _on_disk(on_file)
    named = {**TYPED, "happened": f"{TEXT} Mrs Okafor rang from 0161 496 0123.", "act": "check"}
    page = on_file.reporter.send(on_file.form(), "/report/tell", named)
    assert "Okafor" in page.text and _on_disk(on_file) == before


def test_a_form_that_is_sent_twice_is_one_report(place: Place) -> None:
    form = place.form()
    first = told(place.reporter.send(form, "/report/tell", TYPED))
    again = told(place.reporter.send(form, "/report/tell", TYPED))
    assert (first.reference, first.words) == (again.reference, again.words)
    rows = place.rows()
    assert (len(rows["report"]), len(rows["report_part"])) == (1, 1)
    assert [row[2] for row in rows["report_week_count"]] == [1]


def test_the_words_are_shown_once_they_are_copied_never_again(place: Place) -> None:
    form = place.form()
    found = told(place.reporter.send(form, "/report/tell", TYPED))
    place.finish(found)
    pages = [
        place.reporter.send(form, "/report/tell", TYPED),
        place.reporter.send(found.page, "/report/finish", typed_back(found)),
        place.reporter.send(found.page, "/report/finish", {"first_word": "wrong"}),
        place.enter(found),
    ]
    for page in pages:
        shown = [word for word in found.words if f"<li>{word}</li>" in page.html]
        assert shown == [] and " ".join(found.words[:2]) not in page.text, page.text


def test_what_was_told_is_shown_to_nobody_who_comes_back(place: Place) -> None:
    found = place.tell()
    place.answer(found)
    assert MARKER not in place.enter(found).html


def test_an_overloaded_server_gives_the_form_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = place.form()
    monkeypatch.setattr(receipts.open_with, "__kwdefaults__", {"wait": 0.0})
    with receipts.turn(None), receipts.turn(None):
        busy = place.reporter.send(form, "/report/tell", TYPED, status=503)
    monkeypatch.setattr(limits, "PER_MINUTE", 0)
    full = place.reporter.send(form, "/report/tell", TYPED, status=429)
    for page in (busy, full):
        filled = page.form("/report/tell")
        assert (filled.value("happened"), filled.value("caught")) == (TEXT, MARKER)
    assert place.rows()["report"] == []
    monkeypatch.undo()
    assert told(place.reporter.send(full, "/report/tell", {"act": "send"})), "and it can be sent"


def test_the_whole_form_works_without_script(on_file: Place) -> None:
    found = on_file.tell()
    pages = [
        *(on_file.reporter.get(path) for path in ("/report", "/report/promises")),
        *(on_file.form(), found.page, on_file.finish(found)),
        *(on_file.answer(found), on_file.withdraw(found)),
    ]
    for page in pages:  # the page client has run no script, and there is none to run
        assert "<script" not in page.html and "javascript:" not in page.html
