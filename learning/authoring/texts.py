"""Published texts as their authors wrote them, cut into passages, with the file each stands in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from learning.content import blobs, passages
from learning.content.passages import Passage, blocks, fields
from learning.errors import NotFound
from learning.releases.models import BlobRow
from learning.releases.shelf import LIBRARY, Shelf

_GONE = "There is no such text here. The list of courses and the case library show what there is."


@dataclass(frozen=True)
class Text:
    """A text of a release line: where it is written, and its passages in order."""

    course: str
    version: int
    #: from the folder of courses
    file: str
    title: str
    passages: tuple[Passage, ...]

    def passage(self, key: str) -> Passage | None:
        """A passage by its key; None where the text has changed since, or never had it."""
        return next((one for one in self.passages if one.key == key), None)

    def holds(self, field: str, before: str) -> bool:
        """Whether a passage still has these words."""
        return any(one.field == field and one.text == before for one in self.passages)


def of_module(session: Session, shelf: Shelf, course: str, module: str) -> Text:
    """The text of a module as it is published."""
    found = shelf.course(session, course)
    ref = found.by_id.get(module)
    if ref is None:
        raise NotFound(_GONE)
    written = shelf.module(session, ref.sha256).written
    front = fields(
        [
            ("title", "Title", written.front.title),
            ("peer_task", "Ten-minute task", written.front.peer_task),
        ]
    )
    held = (*blocks(written.source), *front)
    return Text(course, found.release.version, f"{course}/{module}/module.md", ref.title, held)


def of_item(session: Session, shelf: Shelf, course: str, module: str, item: str) -> Text:
    """The texts of an item as it is published. They give the key away: ask first who may see it."""
    found = shelf.course(session, course)
    ref = found.by_id.get(module)
    quiz = shelf.module(session, ref.sha256).written.quiz if ref else None
    held = shelf.quiz(session, quiz).items.get(item) if quiz else None
    if ref is None or held is None:
        raise NotFound(_GONE)
    file = f"{course}/{module}/quiz.yaml"
    return Text(course, found.release.version, file, f"Item of {ref.title}", passages.of_item(held))


def items_of(session: Session, shelf: Shelf, course: str, module: str) -> tuple[str, ...] | None:
    """The ids of the items of a module as it is published; None where it is not."""
    if course not in shelf.active(session):
        return None
    ref = shelf.course(session, course).by_id.get(module)
    if ref is None:
        return None
    quiz = shelf.module(session, ref.sha256).written.quiz
    return tuple(shelf.quiz(session, quiz).items) if quiz else ()


def has_case(session: Session, shelf: Shelf, case: str) -> bool:
    """Whether a case is published and was not withdrawn."""
    try:
        of_case(session, shelf, case)
    except NotFound:
        return False
    return True


def of_case(session: Session, shelf: Shelf, case: str) -> Text:
    """The text of a case as it is published; one that was withdrawn has none."""
    published = shelf.active(session).get(LIBRARY)
    entries = _library(session, published.manifest_sha256) if published else {}
    written = blobs.case_from(_body(session, entries[case])) if case in entries else None
    if published is None or written is None or written.front is None:
        raise NotFound(_GONE)
    front = fields([("title", "Title", written.front.title)])
    held, title = (*blocks(written.source or ""), *front), written.front.title
    return Text(LIBRARY, published.version, f"{LIBRARY}/{case}.md", title, held)


def of_file(session: Session, shelf: Shelf, file: str, field: str) -> Text:
    """The text that a proposal is about, as it is published now."""
    parts = file.split("/")
    if parts[0] == LIBRARY:
        return of_case(session, shelf, parts[1].removesuffix(".md"))
    if parts[-1] == "quiz.yaml":
        return of_item(session, shelf, parts[0], parts[1], field.split(".")[1])
    return of_module(session, shelf, parts[0], parts[1])


def _library(session: Session, sha256: str) -> dict[str, str]:
    return {one.id: one.sha256 for one in blobs.library_from(_body(session, sha256)).cases}


def _body(session: Session, sha256: str) -> bytes:
    return session.scalars(select(BlobRow.body).where(BlobRow.sha256 == sha256)).one()
