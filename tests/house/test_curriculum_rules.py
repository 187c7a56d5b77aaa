"""The rules of the curriculum can fail: each finds the mistake that it is there for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from learning.content.building import Case, Module
from tests.house import curriculum, library_rules, module_rules, name_rules
from tests.house import wording_rules as wording
from tests.house.curriculum import running, sentences

_DISCLAIMER = library_rules.DISCLAIMER
_MODULE = """---
title: Two people, one picture
minutes: 10
objectives: [look]
cases:
  - {id: cp-01-a, why: It was her., ask: Which?}
  - {id: av-01-b, why: It was late., ask: When?}
  - {id: av-02-c, why: It was loud., ask: Who?}
sources: [{id: guide, locator: page 2}]
review: {last: 2026-11-22, by: Ada, due: 2027-11-01}
peer_task: |
  Leave out names.

  1. **Minutes 0 to 2. Pick.**
  2. **Minutes 2 to 4. Say.**
  3. **Minutes 4 to 6. Ask.**
  4. **Minutes 6 to 8. End.**
---

## A door

A worker knocked at a door.[^one]

!!! case "cp-01-a"
    Read it.

## A height

A controller is somebody on the ground who tells aircraft by radio what they may do.

!!! case "av-01-b"
    Read it.

!!! aviation "High"
    They flew.

!!! practice
    Try it.

!!! reflect
    Think.

!!! safety
    Your procedure comes first.

WORDS

[^one]: The Guardian, page 2.
"""
_CASE = """---
title: Two heights
status: live
class: NM
kind: near_miss
domain: aviation
factors: [{id: tog.unspoken, effect: helped}]
caught_by: colleague
caught_when: same_day
outcome: caught_before_child
source:
  sheet: AV-04
  publisher: NASA
  reference: ACN 218728
  year: 1992
  licence: US Government
  evidence: primary
disclaimer: DISCLAIMER
---

## What happened

Two aircraft flew in 1992. A third party spoke. WORDS

## What nearly happened

Nothing.

## What caught it

Somebody did.

## What made it likely

The parallel is ours: eleven people in a meeting.

## Pause and think

Give it 77 minutes.
"""


def module(folder: Path, *changes: tuple[str, str], words: int = 900) -> Module:
    """A module in order, but for what is changed."""
    return _written(folder, _MODULE, "made/up/module.md", ("WORDS", "So. " * words), *changes)


def case(folder: Path, *changes: tuple[str, str], words: int = 200) -> Case:
    """A case in order, but for what is changed."""
    told = ("WORDS", "So. " * words)
    path = folder / "av-04-two-heights.md"
    text = _changed(_CASE, told, ("DISCLAIMER", _DISCLAIMER), *changes)
    path.write_text(text, encoding="utf-8")
    found = curriculum.case(path)
    assert found is not None
    return found


def _written(folder: Path, text: str, name: str, *changes: tuple[str, str]) -> Module:
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text(_changed(text, *changes), encoding="utf-8")
    found = curriculum.module(path)
    assert found is not None
    return found


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text


def test_a_module_in_order_has_nothing_to_mend(tmp_path: Path) -> None:
    good = module(tmp_path)
    assert [*module_rules.shape(good)] == []
    assert module_rules.too_hard(good) == [] and module_rules.without_ground(good) == []
    assert wording.unexplained("f", wording.in_order(good)) == []
    assert name_rules.names_of_sheets("f", wording.texts_of(good)) == []
    assert name_rules.strange_capitals("f", wording.texts_of(good)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('!!! aviation "High"\n    They flew.', ""), "0 callouts of aviation"),
        (("!!! practice\n    Try", "!!! aviation\n    Try"), "2 callouts of aviation"),
        (("!!! practice", "!!! note"), "no callout !!! practice"),
        (("!!! reflect", "!!! note"), "no callout !!! reflect"),
        (("!!! safety", "!!! note"), "no callout !!! safety"),
        (("door.[^one]", "door."), "does not open with a case"),
        (("Leave out names.", "Talk."), "leave out names"),
        (("4. **Minutes 6 to 8. End.**", "4. End."), "minute by minute"),
    ],
)
def test_what_a_module_lacks_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert said in " ".join(module_rules.shape(module(tmp_path, change)))


@pytest.mark.parametrize("words", [700, 1700])
def test_a_module_is_neither_short_nor_long(tmp_path: Path, words: int) -> None:
    assert "words of body" in " ".join(module_rules.shape(module(tmp_path, words=words)))


def test_a_module_chooses_cases_and_one_from_work_with_children(tmp_path: Path) -> None:
    flown = case(tmp_path)
    told = " ".join(library_rules.few_cases(module(tmp_path, ("av-02-c", flown.id)), [flown]))
    assert "there is no case cp-01-a" in told
    assert "no case from work with children" in told
    assert "callouts" not in told and "choose three" not in told


def test_a_hard_case_in_a_module_without_a_note_is_told(tmp_path: Path) -> None:
    hard = case(tmp_path, ("source:\n", "content_notes: [A child is hurt.]\nsource:\n"))
    shown = module(tmp_path, ("av-02-c", hard.id))
    assert f"{hard.id} may be hard to read" in str(*library_rules.unnoted(shown, [hard]))
    assert [*library_rules.unnoted(shown, [case(tmp_path)])] == []


def test_a_source_without_a_locator_is_told(tmp_path: Path) -> None:
    bare = module(tmp_path, (", locator: page 2", ""))
    assert "guide has no locator" in str(*module_rules.without_ground(bare))


def test_a_review_that_is_past_is_told(tmp_path: Path) -> None:
    assert module_rules.overdue(module(tmp_path), dt.date(2027, 10, 31)) == []
    (late,) = module_rules.overdue(
        curriculum.module(tmp_path / "made/up/module.md"), dt.date(2027, 11, 1)
    )  # type: ignore[arg-type]
    assert "was due 2027-11-01" in str(late)


def test_hard_words_in_long_sentences_are_told(tmp_path: Path) -> None:
    hard = "Interdisciplinary accountability necessitates organisational reconfiguration. " * 40
    found = module(tmp_path, ("They flew.", hard), words=0)
    assert "reading age" in str(*module_rules.too_hard(found))


def test_a_row_of_the_guide_may_be_a_little_old_but_not_far_off(tmp_path: Path) -> None:
    found = module(tmp_path)
    row = module_rules.row(found)
    assert module_rules.stale_row(found, row) == ""
    assert module_rules.stale_row(found, "") == row
    words = f"{found.document.words:,}"
    assert module_rules.stale_row(found, row.replace(words, "2,000")) == row


def test_a_case_in_order_has_nothing_to_mend(tmp_path: Path) -> None:
    good = case(tmp_path)
    for rule in (
        library_rules.against_sheet,
        library_rules.numbers_beyond,
        library_rules.without_disclaimer,
        library_rules.of_wrong_length,
        library_rules.unexplained,
    ):
        assert rule(good) == []
    assert library_rules.successes([good]) == [good]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("sheet: AV-04", "sheet: AV-99"), "name the fact sheet"),
        (("sheet: AV-04", "sheet: AV-05"), "does not begin with av-05-"),
        (("class: NM", "class: INC"), "the sheet says NM"),
    ],
)
def test_a_case_is_held_to_its_sheet(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert said in str(library_rules.against_sheet(case(tmp_path, change))[0])


def test_a_number_that_the_sheet_has_not_is_told(tmp_path: Path) -> None:
    told = library_rules.numbers_beyond(
        case(tmp_path, ("flew in 1992", "flew at 9,000 feet in 1992"))
    )
    assert "9000 is not on sheet AV-04" in str(*told)


def test_a_number_allowed_to_us_must_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"AV-04": {"class": ["NM"], "numbers": ["2", "1992"], "ours": ["88"]}}
    monkeypatch.setattr(library_rules, "sheets", lambda: held)
    assert library_rules.idle_numbers([case(tmp_path)]) == ["AV-04: 88"]


def test_other_words_than_the_disclaimer_are_told(tmp_path: Path) -> None:
    other = case(tmp_path, (_DISCLAIMER, "These reports are true."))
    assert "the disclaimer must be" in str(*library_rules.without_disclaimer(other))


def test_a_case_is_neither_short_nor_long(tmp_path: Path) -> None:
    assert library_rules.of_wrong_length(case(tmp_path, words=20))
    assert library_rules.of_wrong_length(case(tmp_path, words=700))


@pytest.mark.parametrize(
    "change",
    [("effect: helped", "effect: hindered"), ("class: NM", "class: INC"),
     ("caught_by: colleague", "caught_by: chance"), ("caught_before_child", "harm_known")],
)  # fmt: skip
def test_what_luck_caught_is_no_good_recovery(tmp_path: Path, change: tuple[str, str]) -> None:
    assert not library_rules.was_recovered(case(tmp_path, change))


def test_footnotes_are_not_running_text_and_lines_are_those_of_the_file(tmp_path: Path) -> None:
    found = module(tmp_path)
    assert not any("Guardian" in text for _, text in running(found.document))
    first = next(iter(sentences(running(found.document))))
    written = (tmp_path / "made/up/module.md").read_text(encoding="utf-8").split("\n")
    assert written[first.line - 1].startswith("A worker knocked")
