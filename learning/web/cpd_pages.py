"""The form of a CPD entry, and how entries are shown and downloaded."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from learning import cells
from learning.progress.cpd import KINDS, Draft, Written, version
from learning.progress.models import CpdEntry
from learning.web.forms import stripped
from learning.web.templating import day, minutes

_LONGEST = 6_000
#: what a link to a new entry may fill in, with the most characters of it
_SAID = {"title": 200, "minutes": 4}
_KIND = AnyOf(list(KINDS), message="Choose one of the types.")
_HEADS = (
    "Title", "Type", "Date", "Minutes (stated)", "Description and relevance", "What I learnt",
    "Impact", "Peer discussion on", "Peer discussion with", "What the discussion taught",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An entry in the list."""

    id: str
    title: str
    labels: Sequence[str]


@dataclass(frozen=True)
class Shown:
    """An entry to read."""

    id: str
    title: str
    labels: Sequence[str]
    parts: Sequence[tuple[str, str]]


def _text(label: str) -> TextAreaField:
    longest = Length(max=_LONGEST, message=f"Use at most {_LONGEST} characters here.")
    return TextAreaField(label, filters=[_lines], validators=[longest])


def _lines(text: Any) -> Any:
    """What was typed, with one kind of line end."""
    return text.replace("\r\n", "\n").strip() if isinstance(text, str) else text


class EntryForm(FlaskForm):  # type: ignore[misc]
    """The shape of an entry. Only a title and a day are asked for; the rest can wait."""

    #: the version of the entry that the form was filled from
    seen = HiddenField()
    title = StringField(
        "What it was",
        filters=[stripped],
        validators=[
            DataRequired("Say in a few words what it was."),
            Length(max=200, message="Use at most 200 characters."),
        ],
    )
    kind = StringField("Type of CPD", default="course", validators=[_KIND])
    done_on = StringField(
        "When you did it", filters=[stripped], validators=[DataRequired("Enter the day.")]
    )
    minutes = StringField("Minutes", filters=[stripped])
    relevance = _text("What it was about, and why it matters to your work")
    learnt = _text("What you learnt")
    impact = _text("The difference it makes, or will make")
    talked = BooleanField("I have talked it through with a colleague")
    talked_on = StringField("When you talked", filters=[stripped])
    talked_with = StringField(
        "With whom",
        filters=[stripped],
        validators=[Length(max=120, message="Use at most 120 characters.")],
    )
    talk = _text("What the talk taught you")

    def validate_done_on(self, field: Field) -> None:
        """A day."""
        _day(field.data)

    def validate_minutes(self, field: Field) -> None:
        """A number of minutes, or nothing."""
        if field.data and not (field.data.isascii() and field.data.isdigit()):
            raise ValidationError("Enter minutes as a whole number, such as 20, or leave it empty.")
        if field.data and not 0 < int(field.data[:7]) <= 6_000:
            raise ValidationError("Enter from 1 to 6000 minutes, or leave it empty.")

    def validate_talked_on(self, field: Field) -> None:
        """A day, where the talk is ticked or one was entered."""
        if field.data:
            _day(field.data)
        elif self.talked.data:
            raise ValidationError("Enter the day on which you talked, or take the tick away.")

    def written(self) -> Written:
        """What was written; the talk's day only where it is ticked."""
        talked_on = self.talked_on.data if self.talked.data else ""
        return Written(
            title=self.title.data or "",
            kind=self.kind.data or "other",
            done_on=_day(self.done_on.data or ""),
            minutes=int(self.minutes.data) if self.minutes.data else None,
            relevance=self.relevance.data or "",
            learnt=self.learnt.data or "",
            impact=self.impact.data or "",
            talked_on=_day(talked_on) if talked_on else None,
            talked_with=self.talked_with.data or "",
            talk=self.talk.data or "",
        )


def begun(draft: Draft | None, said: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a new entry: what a completion says, or `said`, a title and minutes."""
    if draft is None:
        return {"kind": "other"} | {
            name: said[name][:most] for name, most in _SAID.items() if name in said
        }
    done_on = draft.done_on.isoformat()
    return {"title": draft.title, "done_on": done_on, "minutes": str(draft.minutes)}


def kept(entry: CpdEntry) -> dict[str, Any]:
    """The fields of an entry as it was saved."""
    names = ("title", "kind", "relevance", "learnt", "impact", "talked_with", "talk")
    return {name: getattr(entry, name) for name in names} | {
        "done_on": entry.done_on.isoformat(),
        "minutes": str(entry.minutes or ""),
        "seen": version(entry),
        "talked": entry.talked_on is not None,
        "talked_on": entry.talked_on.isoformat() if entry.talked_on else "",
    }


def choices(drafts: Iterable[Draft]) -> list[tuple[str, str]]:
    """What a new entry may be about, for a list."""
    return [(one.about, f"{one.title} ({day(one.done_on)})") for one in drafts]


def row(entry: CpdEntry) -> Row:
    """An entry in the list."""
    talked = ["Peer discussion"] if entry.talked_on else []
    return Row(entry.public_id, entry.title, [day(entry.done_on), KINDS[entry.kind], *talked])


def shown(entry: CpdEntry) -> Shown:
    """An entry to read; what is still empty says so."""
    labels = [*row(entry).labels, *([minutes(entry.minutes)] if entry.minutes else [])]
    parts = [
        ("What it was about, and why it matters", entry.relevance),
        ("What I learnt", entry.learnt),
        ("The difference it makes, or will make", entry.impact),
        ("Peer discussion", _talk(entry)),
    ]
    return Shown(entry.public_id, entry.title, labels, parts)


def csv_of(entries: Iterable[CpdEntry]) -> bytes:
    """All entries as CSV; a cell that a spreadsheet would take for a formula stays text."""
    file = io.StringIO()
    written = csv.writer(file)
    written.writerow(_HEADS)
    for one in entries:
        written.writerow([cells.plain(text) for text in _cells(one)])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def text_of(entries: Iterable[CpdEntry]) -> bytes:
    """All entries as plain text, each under its title."""
    told = []
    for one in entries:
        lines = [f"{head}: {cell}" for head, cell in zip(_HEADS, _cells(one), strict=True) if cell]
        told.append("\n".join(lines))
    return ("\n\n----\n\n".join(told) + "\n").encode("utf-8")


def _cells(one: CpdEntry) -> list[str]:
    return [
        one.title, KINDS[one.kind], one.done_on.isoformat(), str(one.minutes or ""), one.relevance,
        one.learnt, one.impact, one.talked_on.isoformat() if one.talked_on else "",
        one.talked_with, one.talk,
    ]  # fmt: skip


def _talk(entry: CpdEntry) -> str:
    on = f"On {day(entry.talked_on)}" if entry.talked_on else ""
    said = ", ".join(part for part in (on, entry.talked_with) if part)
    return "\n".join(part for part in (f"{said}." if said else "", entry.talk) if part)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError("Enter a day such as 2027-03-14.") from error
