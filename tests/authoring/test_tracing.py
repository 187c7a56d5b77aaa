"""What is published is traced as the working tree is, in few queries, and kept."""

from __future__ import annotations

from sqlalchemy.orm import Session

from learning.authoring.tracing import Threads
from learning.content.building import Catalogue
from learning.content.compiling import compile_course, compile_library
from learning.content.trace_gaps import gaps, library_gaps
from learning.content.tracing import rows, trace
from learning.releases.shelf import Shelf
from tests.content.test_tracing import play, with_plays
from tests.content.written import factors_file
from tests.content_builders import case, course, item, module, put
from tests.statements import statements


def test_a_release_is_traced_as_its_tree_was(session: Session) -> None:
    used = module("one", cases=[{"id": "in-01", "why": "w", "ask": "?"}], text="## T\n\nWords.")
    crew = with_plays(course(used, module("two", items=())), play(cases=["in-02"]))
    ward = course(module("three"), course_id="ward")
    held = {name: case(name) for name in ("in-01", "in-02")}
    catalogue = Catalogue({"crew": crew, "ward": ward}, held, factors_file())
    put(session, compile_library(catalogue), compile_course(crew), compile_course(ward))
    told, written = Threads().trace(session, Shelf(seconds=0)), trace(catalogue)
    assert [rows(one) for one in told.courses] == [rows(one) for one in written.courses]
    assert [gaps(one) for one in told.courses] == [gaps(one) for one in written.courses]
    assert library_gaps(told) == library_gaps(written)


def test_a_large_course_takes_few_queries_and_the_second_time_none_for_it(
    session: Session,
) -> None:
    many = [module(f"m{n}", items=[item(item_id=f"i{n}")]) for n in range(60)]
    put(session, compile_course(course(*many)))
    threads, shelf = Threads(), Shelf(seconds=0)
    with statements(session) as first:
        found = threads.trace(session, shelf)
    assert len(found.courses[0].modules) == 60
    assert len(first) < 15
    with statements(session) as second:
        assert threads.trace(session, shelf) == found
    assert len(second) <= 2


def test_before_anything_is_published_there_is_nothing(session: Session) -> None:
    found = Threads().trace(session, Shelf(seconds=0))
    assert (found.courses, dict(found.cases), dict(found.factors)) == ((), {}, {})
