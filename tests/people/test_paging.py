"""Paging by a key leads through everything once, forwards and back."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.people.models import Person
from learning.people.paging import Slice, Spot, cut, sliced
from tests.builders import AT


def page(session: Session, spot: Spot, most: int) -> Slice[str]:
    found = sliced(session, select(Person.name), Person.email, spot, most=most)
    return Slice([row.name for row in found.rows], found.earlier, found.later)


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(number=st.integers(0, 17), most=st.integers(1, 6))
def test_every_row_is_met_once_in_order_and_once_on_the_way_back(
    session: Session, number: int, most: int
) -> None:
    session.expunge_all()  # what the last example left: SQLite gives its row numbers again
    whole = session.begin_nested()
    names = [f"n{one:02d}" for one in range(number)]
    people = [Person(name=one, email=f"{one}@example.org", joined_at=AT) for one in names]
    session.add_all(reversed(people))
    session.flush()
    pages = [page(session, Spot(), most)]
    assert pages[0].earlier == ""
    while pages[-1].later:
        pages.append(page(session, Spot(after=pages[-1].later), most))
    assert [name for one in pages for name in one.rows] == names
    back = [pages[-1]]
    while back[-1].earlier:
        back.append(page(session, Spot(before=back[-1].earlier), most))
    assert [name for one in reversed(back) for name in one.rows] == names
    assert len(back) == len(pages)
    whole.rollback()


def test_a_page_after_the_last_is_empty_and_leads_nowhere(session: Session) -> None:
    assert page(session, Spot(after="z"), 5) == Slice([])
    assert page(session, Spot(before="a"), 5) == Slice([])


@given(number=st.integers(0, 17), most=st.integers(1, 6))
def test_keys_in_order_are_cut_into_pages_both_ways(number: int, most: int) -> None:
    keys = [f"k{one:02d}" for one in range(number)]
    pages = [cut(keys, Spot(), most=most)]
    while pages[-1].later:
        pages.append(cut(keys, Spot(after=pages[-1].later), most=most))
    assert [key for one in pages for key in one.rows] == keys
    back = [pages[-1]]
    while back[-1].earlier:
        back.append(cut(keys, Spot(before=back[-1].earlier), most=most))
    assert [key for one in reversed(back) for key in one.rows] == keys
    assert cut(keys, Spot(after="gone"), most=most) == pages[0]
