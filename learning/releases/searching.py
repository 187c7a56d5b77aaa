"""Searching courses, modules and cases by the words in them.

The database finds which documents hold every word (FTS5, or a tsvector), the order is ours: a word
in the title counts for more than one in the text, so that every database gives the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from learning.releases.indexing import fold, words
from learning.releases.models import SearchDocument

Kind = Literal["course", "module", "scenario", "case"]
KINDS: tuple[Kind, ...] = ("course", "module", "scenario", "case")
_MOST_WORDS, _LONGEST_WORD, _CANDIDATES = 8, 40, 3_000
_AROUND = 110
"""Characters of the text on each side of the first word that was found."""
_FTS5 = text(
    "SELECT rowid FROM search_fts WHERE search_fts MATCH :asked ORDER BY rowid LIMIT :most"
)
_TSVECTOR = text(
    "SELECT id FROM search_document WHERE array_to_tsvector(string_to_array(words, ' ')) "
    "@@ CAST(:asked AS tsquery) ORDER BY id LIMIT :most"
)
_SPACED = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is one of the words that were asked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class Hit:
    """What was found. `ref` is a course's or a case's id, `course/module` or `course/scenario`."""

    kind: Kind
    ref: str
    title: Sequence[Piece]
    excerpt: Sequence[Piece]


@dataclass(frozen=True)
class Found:
    """A page of hits, how many there are of each kind, and whether more follow."""

    hits: Sequence[Hit]
    counts: dict[Kind, int]
    more: bool


def search(
    session: Session, asked: str, *, kind: Kind | None = None, size: int = 20, after: int = 0
) -> Found:
    """What holds every word of `asked`, by their beginnings; nothing where there is no word in it.

    The best come first; of more than 3,000 only the first that the database gives are put in order.
    """
    terms = terms_of(asked)
    ids = _matching(session, terms) if terms else []
    query = select(SearchDocument.id, SearchDocument.kind, SearchDocument.title)
    rows = session.execute(query.where(SearchDocument.id.in_(ids))).all() if ids else []
    counts: dict[Kind, int] = {one: sum(row.kind == one for row in rows) for one in KINDS}
    ranked = sorted(
        (row for row in rows if kind in (None, row.kind)),
        key=lambda row: (_misses(terms, row.title), KINDS.index(row.kind), row.title, row.id),
    )
    page = [row.id for row in ranked[after : after + size]]
    documents = {
        one.id: one
        for one in session.scalars(select(SearchDocument).where(SearchDocument.id.in_(page)))
    }
    hits = [_hit(documents[one], terms) for one in page]
    return Found(hits, counts, len(ranked) > after + size)


def terms_of(asked: str) -> list[str]:
    """The words to look for: folded, each once, not too many."""
    found = [one[:_LONGEST_WORD] for one in words(asked[:1_000])]
    return list(dict.fromkeys(one for one in found if one))[:_MOST_WORDS]


def _matching(session: Session, terms: Sequence[str]) -> list[int]:
    """Terms hold letters and figures only, so that nothing in them can be syntax."""
    if session.get_bind().dialect.name == "sqlite":
        asked = " ".join(f'"{term}"*' for term in terms)
        rows = session.execute(_FTS5, {"asked": asked, "most": _CANDIDATES})
    else:
        asked = " & ".join(f"'{term}':*" for term in terms)
        rows = session.execute(_TSVECTOR, {"asked": asked, "most": _CANDIDATES})
    return [row[0] for row in rows]


def _misses(terms: Sequence[str], title: str) -> int:
    """How many of the terms begin no word of the title."""
    there = words(title)
    return sum(not any(word.startswith(term) for word in there) for term in terms)


def _hit(one: SearchDocument, terms: Sequence[str]) -> Hit:
    kind = next(kind for kind in KINDS if kind == one.kind)
    return Hit(kind, one.ref, _pieces(one.title, terms), _excerpt(one.body, terms))


def _excerpt(body: str, terms: Sequence[str]) -> list[Piece]:
    """The text around the first word that was found, or its beginning."""
    first = next((at.start() for at in _WORD.finditer(body) if _is_asked(at[0], terms)), 0)
    begin, end = max(0, first - _AROUND), min(len(body), first + _AROUND)
    whole = [at for at in _SPACED.finditer(body) if at.start() >= begin and at.end() <= end]
    if not whole:
        return []
    begin, end = whole[0].start(), whole[-1].end()
    shown = ("… " if begin else "") + body[begin:end] + (" …" if end < len(body) else "")
    return _pieces(shown, terms)


def _pieces(said: str, terms: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for word in _WORD.finditer(said):
        if _is_asked(word[0], terms):
            pieces += [Piece(said[at : word.start()], False), Piece(word[0], True)]
            at = word.end()
    return [piece for piece in [*pieces, Piece(said[at:], False)] if piece.text]


def _is_asked(word: str, terms: Sequence[str]) -> bool:
    folded = fold(word)
    return any(folded.startswith(term) for term in terms)
