"""The index of what can be searched: live courses, their modules and scenarios, and cases.

A release line's part of it is written anew in the unit that publishes it, so that what was
retracted is found no longer. Words are folded here, in the same way for every database; the
database only looks them up.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, exists, func, select, text
from sqlalchemy.orm import Session

from learning.errors import NotFound
from learning.releases.models import ActiveRelease, SearchDocument
from learning.releases.shelf import LIBRARY, Shelf

# `search_fts` is a table of FTS5 on SQLite and an index on PostgreSQL; the migration makes both
_FORGET = text("DELETE FROM search_fts WHERE rowid = :id")
_ADD = text("INSERT INTO search_fts (rowid, words) VALUES (:id, :words)")
_TAG = re.compile(r"<sup\b.*?</sup>|<[^>]*>", re.DOTALL)
"""Marks of notes are no words of the text."""
_WORD = re.compile(r"[^\W_]+")


def words(said: str) -> list[str]:
    """The words of a text, folded: `Élan-vital` is `elan`, `vital`."""
    return [word for found in _WORD.finditer(said) if (word := fold(found[0]))]


def fold(word: str) -> str:
    """A word without accents, in small letters: letters and figures alone."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(one for one in plain if one.isalnum())


def refresh(session: Session, course: str) -> None:
    """Write the part of a release line anew, from its active release."""
    shelf = Shelf(seconds=0)
    forget(session, course)
    found = _cases(session, shelf) if course == LIBRARY else _of_course(session, shelf, course)
    _add(session, found)


def rebuild(session: Session) -> int:
    """Write all of it anew; returns how many documents there are."""
    for course in session.scalars(select(SearchDocument.course).distinct()).all():
        forget(session, course)
    for course in session.scalars(select(ActiveRelease.course)).all():
        refresh(session, course)
    return session.scalar(select(func.count()).select_from(SearchDocument)) or 0


def fill(session: Session) -> None:
    """Write all of it where there is nothing of it, though something is published."""
    if not session.scalar(select(exists().where(SearchDocument.id > 0))):
        rebuild(session)


def forget(session: Session, course: str) -> None:
    """Take a release line out."""
    whose = SearchDocument.course == course
    if _is_sqlite(session):
        ids = session.scalars(select(SearchDocument.id).where(whose)).all()
        for one in ids:
            session.execute(_FORGET, {"id": one})
    session.execute(delete(SearchDocument).where(whose))


def _add(session: Session, found: Iterable[SearchDocument]) -> None:
    for one in found:
        session.add(one)
        session.flush()
        if _is_sqlite(session):
            session.execute(_ADD, {"id": one.id, "words": one.words})


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _of_course(session: Session, shelf: Shelf, name: str) -> Iterator[SearchDocument]:
    try:
        course = shelf.course(session, name)
    except NotFound:
        return
    if not course.is_live:
        return
    yield _document(name, "course", name, course.front.title, _plain(course.summary_html))
    for ref in course.modules:
        page = shelf.module(session, ref.sha256).page
        said = " ".join(segment.html for segment in page.segments)
        yield _document(name, "module", f"{name}/{ref.id}", ref.title, _plain(said))
    for play in course.plays.values():  # what happens in one is not told beforehand
        about = shelf.scenario(session, play.sha256).page.summary
        yield _document(name, "scenario", f"{name}/{play.id}", play.title, _plain(about))


def _cases(session: Session, shelf: Shelf) -> Iterator[SearchDocument]:
    for case in shelf.library(session).cases.values():
        if case.front is not None and case.front.status == "live":
            said = " ".join(section.html for section in case.page.sections)
            yield _document(LIBRARY, "case", case.id, case.front.title, _plain(said))


def _document(course: str, kind: str, ref: str, title: str, body: str) -> SearchDocument:
    folded = " ".join(dict.fromkeys(words(f"{title} {body}")))
    return SearchDocument(course=course, kind=kind, ref=ref, title=title, body=body, words=folded)


def _plain(said: str) -> str:
    """The text of some HTML that we rendered, with single spaces."""
    return " ".join(html.unescape(_TAG.sub(" ", said)).split())
