"""What the page of results shows: groups of hits with the words that were found marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from learning.releases.searching import Found, Hit, Kind, Piece
from learning.web.course_pages import counted

_NAMES = {"course": "course", "module": "module", "scenario": "scenario", "case": "case"}


@dataclass(frozen=True)
class HitCard:
    """One hit: where it leads, its title and the text around what was found."""

    href: str
    title: Markup
    excerpt: Markup


@dataclass(frozen=True)
class Group:
    """The hits of one kind. `more` is set where there are more than are shown."""

    kind: Kind
    heading: str
    cards: Sequence[HitCard]
    more: str


def group(kind: Kind, found: Found) -> Group:
    """The hits of a kind, with how many there are."""
    said = counted(found.counts[kind], _NAMES[kind])
    return Group(
        kind,
        said[0].upper() + said[1:],
        [_card(hit) for hit in found.hits],
        f"All {said}" if found.more else "",
    )


def _card(hit: Hit) -> HitCard:
    return HitCard(_address(hit), _marked(hit.title), _marked(hit.excerpt))


def _address(hit: Hit) -> str:
    if hit.kind == "scenario":
        course, _, scenario = hit.ref.partition("/")
        return f"/courses/{course}/scenarios/{scenario}"
    return f"/{'cases' if hit.kind == 'case' else 'courses'}/{hit.ref}"


def _marked(pieces: Sequence[Piece]) -> Markup:
    """The pieces as HTML: what an author wrote is escaped, what was asked for is marked."""
    mark = Markup("<mark>{}</mark>")
    return Markup("").join(
        mark.format(piece.text) if piece.found else escape(piece.text) for piece in pieces
    )
