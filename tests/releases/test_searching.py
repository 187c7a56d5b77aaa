"""Searching finds what is live, by the words in it, in one order on every database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learning.releases import indexing, searching
from learning.releases.models import SearchDocument
from learning.releases.searching import Hit, search
from tests.content_builders import case, compiled, library, module, put

TEXT = "Somebody knocks at the wrong door. Élan-vital is a naïve word & <b>more</b>."


def refs(session: Session, asked: str, **how: object) -> list[str]:
    return [hit.ref for hit in search(session, asked, **how).hits]  # type: ignore[arg-type]


def said(hit: Hit) -> str:
    return "".join(f"[{one.text}]" if one.found else one.text for one in hit.excerpt)


@pytest.fixture
def filled(session: Session) -> Session:
    put(session, compiled(module(text=TEXT), title="Crews and doors"))
    put(session, library(case(title="A door too many"), case("cp-01-a", title="Elsewhere")))
    return session


def test_words_are_found_by_their_beginnings_without_accents_in_any_case(filled: Session) -> None:
    for asked in ("wrong DOOR", "wro doo", "door  wrong", "ELAN", "naive vital", "élan"):
        assert "crew/identity" in refs(filled, asked), asked
    for asked in ("wrong window", "oor"):
        assert "crew/identity" not in refs(filled, asked), asked


def test_titles_come_first_and_kinds_are_counted(filled: Session) -> None:
    found = search(filled, "door")
    assert [hit.kind for hit in found.hits][:2] == ["course", "case"]
    assert found.counts == {"course": 1, "module": 1, "scenario": 0, "case": 2}
    assert refs(filled, "door", kind="module") == ["crew/identity"]


def test_an_excerpt_shows_the_words_and_hides_no_letters(filled: Session) -> None:
    [hit] = [one for one in search(filled, "naive").hits if one.kind == "module"]
    assert "[naïve] word & <b>more</b>." in said(hit), "as its readers see it, to be escaped"


def test_pages_follow_one_another_without_a_gap(session: Session) -> None:
    put(session, compiled(*(module(f"m{n:02d}") for n in range(25))))
    first = search(session, "on", kind="module", size=20)
    second = search(session, "on", kind="module", size=20, after=20)
    found = [hit.ref for hit in [*first.hits, *second.hits]]
    assert sorted(found) == [f"crew/m{n:02d}" for n in range(25)] and len(set(found)) == 25
    assert (first.more, second.more) == (True, False)


def test_what_is_retired_or_retracted_or_gone_is_found_no_longer(filled: Session) -> None:
    put(filled, library(case(status="retracted"), case("cp-01-a", title="Elsewhere")))
    assert "cp-02-wrong-door" not in refs(filled, "door too many")
    put(filled, compiled(module(text="Nothing of it.")))
    assert refs(filled, "knocks") == []
    put(filled, compiled(module(text=TEXT), status="retired"))
    assert refs(filled, "knocks") == []


def test_a_course_that_was_published_again_is_there_once(filled: Session) -> None:
    put(filled, compiled(module(text=f"{TEXT} And more.")))
    assert refs(filled, "knocks") == ["crew/identity"]


def test_the_index_can_be_made_anew(filled: Session) -> None:
    before = refs(filled, "door")
    number = filled.scalar(select(func.count()).select_from(SearchDocument))
    assert indexing.rebuild(filled) == number
    assert refs(filled, "door") == before
    for course in ("crew", "cases"):
        indexing.forget(filled, course)
    assert refs(filled, "door") == []
    indexing.fill(filled)
    assert refs(filled, "door") == before
    filled.execute(delete(SearchDocument).where(SearchDocument.kind == "course"))
    indexing.fill(filled)
    assert len(refs(filled, "door")) == len(before) - 1, "what is there is left alone"


@pytest.mark.parametrize("asked", ["", " ", "&|!():*", '"', "'", "🦊", "-", "\0", "%_"])
def test_what_holds_no_word_finds_nothing(filled: Session, asked: str) -> None:
    assert search(filled, asked).hits == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.text(max_size=200) | st.sampled_from(["NEAR(a b)", "a AND OR", "' OR 1=1 --", "x" * 9999])
)
def test_nothing_that_is_typed_is_an_error(filled: Session, asked: str) -> None:
    found = search(filled, asked)
    assert len(found.hits) <= 20 and not found.more


@given(st.text(max_size=60))
def test_a_word_is_found_by_itself_however_it_is_written(word: str) -> None:
    assert all(one and searching.terms_of(one) == [one[:40]] for one in indexing.words(word)[:1])
