"""Errors on pages are told without a name, listed for authors, and dealt with once."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from learning.errors import Invalid, NotFound
from learning.releases import errata
from tests.builders import AT

DAY = AT.date()


def test_what_is_told_waits_until_it_is_dealt_with(session: Session) -> None:
    errata.tell(session, "/courses/crew", " A wrong\r\nfact. ", on=DAY)
    errata.tell(session, "/" + "x" * 500, "Long.", on=DAY)
    found, later = errata.waiting(session)
    assert [(len(one.page), one.said) for one in found] == [
        (errata.LONGEST_PAGE, "Long."),
        (len("/courses/crew"), "A wrong\nfact."),
    ]
    assert later == ""
    for _ in range(2):
        errata.settle(session, found[0].public_id, on=DAY)
    assert [one.said for one in errata.waiting(session)[0]] == ["A wrong\nfact."]


def test_many_are_paged_the_newest_first(session: Session) -> None:
    for number in range(errata.PAGE + 2):
        errata.tell(session, "/", str(number), on=DAY)
    first, later = errata.waiting(session)
    second, end = errata.waiting(session, later)
    assert [one.said for one in [*first, *second]] == [
        str(number) for number in reversed(range(errata.PAGE + 2))
    ]
    assert end == ""


@pytest.mark.parametrize("said", ["", " \n", "x" * 1_001])
def test_what_says_nothing_or_too_much_is_refused(session: Session, said: str) -> None:
    with pytest.raises(Invalid):
        errata.tell(session, "/", said, on=DAY)


@pytest.mark.parametrize("erratum", ["", "nothing", "\0", "x" * 40])
def test_what_is_not_there_cannot_be_dealt_with(session: Session, erratum: str) -> None:
    with pytest.raises(NotFound):
        errata.settle(session, erratum, on=DAY)
    if erratum:
        with pytest.raises(NotFound):
            errata.waiting(session, erratum)
