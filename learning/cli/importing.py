"""`learning import gift`: items from Moodle and others into the quiz of a module."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import click

from learning import clock
from learning.cli import module_named, writing
from learning.cli.module_named import Found
from learning.cli.proving import prove
from learning.cli.starters import a_year_after
from learning.content.model import Item
from learning.content.problems import nearest, one_of, quoted
from learning.errors import Conflict, Invalid, Unavailable
from learning.interop.gift import opening
from learning.interop.gift.fitting import Ground
from learning.interop.gift.joining import joined
from learning.interop.gift.taking import Finding, Taken, take

_MOST_ITEMS = 200
#: lines told of each kind: a file with more is put right in parts
_MOST_TOLD = 200
_HELP = """Say what of a GIFT file fits the quiz of a module; with --apply, add it as drafts.

FILE is what Moodle exports as GIFT. Multiple choice (also with weights), true or false, missing
word, matching and numbers become items. Essays, typed words and descriptions do not fit, nor do
weights that count in part: each is told with its line and the reason, and the rest is offered.

What GIFT does not know is put in: the objective of --objective, else the one that the module has;
the source of --source, else the first of the objective; level 'recall'. A file that 'learning
export gift' wrote brings its own along. Items are known again by their names, so that the same
file twice adds nothing.

Exits 1 where nothing of the file could be taken, else 0.

\b
Examples: learning import gift bank.gift --module crew/handover
          learning import gift bank.gift --module crew/handover --objective hand-over-four --apply
"""


@click.group()
def command() -> None:
    """Take items from other systems into a module.

    Example: learning import gift bank.gift --module crew/handover
    """


@command.command("gift", help=_HELP)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--module", required=True, metavar="COURSE/MODULE", help="Where they go.")
@click.option("--objective", metavar="ID", help="For items that name none; one of the module's.")
@click.option("--source", metavar="ID", help="For items that name none; one of the course's.")
@click.option("--apply", is_flag=True, help="Write it; without this, nothing is changed.")
def gift(file: Path, module: str, objective: str | None, source: str | None, apply: bool) -> None:
    """Take a GIFT file; see `_HELP`."""
    found = module_named.find(module)
    ground = _ground(found, objective, source)
    text, encoding = opening.opened(_bytes(file))
    quiz = _Quiz(found)
    taken = take(text, ground, quiz.there(), quiz.elsewhere())
    made = quiz.with_items(taken, asked=_asks(taken, ground))
    click.echo(f"Read {writing.shown(file)} as {encoding}.")
    click.echo("\n".join(_lines(taken, ground, writing.shown(file))))
    if stop := _asks(taken, ground) or quiz.too_many(taken):
        raise Invalid(stop)
    if apply and made is not None:
        quiz.write(made)
    click.echo(_end(taken, quiz, apply=apply))
    raise SystemExit(not (taken.items or taken.count("there")))


class _Quiz:
    """The quiz of a module, as its file stands at one moment."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.path = found.module.folder.path / "quiz.yaml"
        self.body = self.path.read_bytes() if found.module.folder.quiz else None

    def there(self) -> dict[str, Item]:
        """The items of the quiz, by their ids."""
        quiz = self.found.module.quiz
        return {one.id: one for one in quiz.items} if quiz else {}

    def elsewhere(self) -> dict[str, str]:
        """The ids of items in the other modules of the course, and in which."""
        own = self.found.module.folder.id
        modules = self.found.gathered.courses[self.found.course.id].modules
        return {
            item.id: name
            for name, one in modules.items()
            if name != own and one.quiz is not None
            for item in one.quiz.items
        }

    def too_many(self, taken: Taken) -> str:
        """Why so many cannot be added; empty where they can."""
        there = len(self.there())
        if there + len(taken.items) <= _MOST_ITEMS:
            return ""
        return (
            f"A quiz holds at most {_MOST_ITEMS} items: {there} are there, and {len(taken.items)} "
            "would be added. Divide the file, and take each part into a module of its own."
        )

    def with_items(self, taken: Taken, *, asked: str) -> str | None:
        """The file with what passes the check; what does not is left out, and told."""
        for _ in range(3):
            if not taken.items or asked or self.too_many(taken):
                return None
            text = None if self.body is None else self.body.decode("utf-8")
            made, lines = joined(text, taken.items, writing.shown(self.path))
            proof = prove(self.found, made, lines)
            if proof.whole:
                raise Invalid(
                    f"With these items the quiz would not pass the check: {proof.whole}. "
                    "Take fewer at once, or put that right first."
                )
            if not proof.items:
                return made
            names = [one["id"] for one in taken.items]
            for at, why in proof.items.items():
                taken.drop(names[at], why)
        raise AssertionError("an item that was left out is told of again")

    def write(self, text: str) -> None:
        """Replace the file, unless somebody saved it in between."""
        now = self.path.read_bytes() if self.path.exists() else None
        if now != self.body:
            raise Conflict(f"{writing.shown(self.path)} was saved just now. Run this again.")
        try:
            writing.replace(self.path, text)
        except OSError as error:
            told = f"{writing.shown(self.path)} cannot be written ({error.strerror})."
            raise Unavailable(f"{told} Let yourself write there, and run this again.") from error


def _bytes(file: Path) -> bytes:
    """The bytes of the file, and never many more than may be."""
    try:
        with file.open("rb") as opened:
            return opened.read(opening.MOST_BYTES + 1)
    except OSError as error:
        raise Invalid(
            f"{writing.shown(file)} cannot be opened ({error.strerror}). Let yourself read it."
        ) from error


def _ground(found: Found, objective: str | None, source: str | None) -> Ground:
    """What the module's items may name; what is asked for must be among it."""
    front, written = found.course.front, found.module.front
    assert written is not None, "a module without its fields was refused"
    known = {one.id: tuple(one.sources) for one in front.objectives}
    own = {name: known[name] for name in written.objectives if name in known}
    sources = frozenset(one.id for one in front.sources)
    if not own:
        raise Invalid("The module names no objective of its course. Add one to module.md first.")
    if objective is not None and objective not in own:
        raise _none("objective of this module", objective, own)
    if source is not None and source not in sources:
        raise _none("source of this course", source, sources)
    only = next(iter(own)) if len(own) == 1 else None
    today = clock.now().date()
    return Ground(
        objectives=own,
        sources=sources,
        cases=frozenset(found.gathered.cases),
        objective=objective or only,
        source=source,
        today=today,
        due=a_year_after(today),
        module=found.module.folder.id,
    )


def _none(what: str, name: str, names: Collection[str]) -> click.BadParameter:
    known = sorted(names)
    near = nearest(name, known) or f". There are {', '.join(known)}."
    return click.BadParameter(f"{quoted(name)} is no {what}{near}")


def _asks(taken: Taken, ground: Ground) -> str:
    """What must be given before items can be taken; empty for nothing."""
    names = {one["id"] for one in taken.items}
    lacking = [name for name in names if "objective" in ground.put_in.get(name, ())]
    if ground.objective is not None or not lacking:
        return ""
    which = one_of(list(ground.objectives))
    return f"{len(lacking)} of the items name no objective. Add --objective: {which}."


def _lines(taken: Taken, ground: Ground, file: str) -> Iterator[str]:
    """What is said of the file, by line; of each kind at most so many."""
    shown: list[Finding] = []
    rests = []
    for outcome, what in (
        ("add", "to add"), ("there", "there already"), ("left out", "left out"), ("note", "notes"),
    ):  # fmt: skip
        all_of_it = [one for one in taken.findings if one.outcome == outcome]
        shown += all_of_it[:_MOST_TOLD]
        if len(all_of_it) > _MOST_TOLD:
            rests.append(f"{len(all_of_it) - _MOST_TOLD:,} more {what} are not listed.")
    for one in sorted(shown):
        yield f"{file}:{one.line}: {one.outcome}: {one.text}"
    yield from rests
    counts = [f"{len(taken.items)} to add"]
    counts += [f"{taken.count('there')} there already", f"{taken.count('left out')} left out"]
    yield f"{', '.join(counts)}."
    yield from _put_in(taken, ground)


def _put_in(taken: Taken, ground: Ground) -> Iterator[str]:
    """What an author must look at, because the file did not say it."""
    names = [one["id"] for one in taken.items]
    fields = [field for name in names for field in ground.put_in.get(name, ())]
    told = [
        f"{field} ({fields.count(field)})"
        for field in ("objective", "level", "sources", "review")
        if field in fields
    ]
    if told:
        yield f"Put in, because the file does not say it; look at each: {', '.join(told)}."


def _end(taken: Taken, quiz: _Quiz, *, apply: bool) -> str:
    where = writing.shown(quiz.path)
    if not taken.items:
        return "There is nothing to add."
    if not apply:
        return f"Nothing was changed. Add --apply to write the items into {where}, as drafts."
    drafts = "1 draft" if len(taken.items) == 1 else f"{len(taken.items)} drafts"
    return (
        f"Added {drafts} to {where}. Read what came, give wrong options feedback, and "
        f"make them live. Next: learning check {writing.shown(quiz.path.parent)}"
    )
