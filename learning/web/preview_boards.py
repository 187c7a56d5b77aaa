"""The problems of a page of the preview: beside what they are about, or at the top."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from flask import render_template

from learning.content.drafts import CourseDraft
from learning.content.places import Places
from learning.content.problems import Problem
from learning.web.course_pages import counted
from learning.web.preview_places import Placed


@dataclass(frozen=True)
class Notice:
    """A problem as a page tells it; `id` is where on the page."""

    id: str
    severity: str
    place: str
    message: str
    rule: str


@dataclass(frozen=True)
class Board:
    """What stands at the top of a page."""

    #: what has no place of its own on the page
    own: Sequence[Notice] = ()
    #: what is told further down
    placed: Sequence[Notice] = ()
    #: pages with problems of their own: address and words
    elsewhere: Sequence[tuple[str, str]] = ()
    #: files that are shown as they were before
    stale: Sequence[str] = ()

    @property
    def title(self) -> str:
        """How many there are on this page."""
        number = len(self.own) + len(self.placed)
        return f"{counted(number, 'problem') if number else 'No problem'} on this page"


@dataclass
class Sorter:
    """Gives the problems of one page their places; those it is not asked about go to the top."""

    stale: Collection[str] = ()
    _own: list[Notice] = field(default_factory=list)
    _placed: list[Notice] = field(default_factory=list)
    _number: int = 0

    def top(self, problems: Iterable[Problem]) -> None:
        """These have no place on the page."""
        self._own += map(self._notice, problems)

    def beside(self, placed: Placed, problems: Iterable[Problem]) -> dict[int, str]:
        """Problems of a text, as HTML by the block they stand beside."""
        found: dict[int, list[Notice]] = {}
        for problem in problems:
            block = placed.block(problem.line)
            if block is None:
                self.top([problem])
            else:
                found.setdefault(block, []).append(self._told(problem))
        return {at: _drawn(told) for at, told in found.items()}

    def parts(
        self, starts: Sequence[tuple[int, str]], problems: Iterable[Problem]
    ) -> dict[str, list[Notice]]:
        """Problems by the part they are about: each begins on its line, one without a name none."""
        lines, found = [line for line, _ in starts], dict[str, list[Notice]]()
        for problem in problems:
            at = bisect_right(lines, problem.line) - 1
            if at >= 0 and starts[at][1]:
                found.setdefault(starts[at][1], []).append(self._told(problem))
            else:
                self.top([problem])
        return found

    def board(self, elsewhere: Sequence[tuple[str, str]] = ()) -> Board:
        """What stands at the top."""
        return Board(self._own, self._placed, elsewhere, sorted(self.stale))

    def _told(self, problem: Problem) -> Notice:
        self._placed.append(self._notice(problem))
        return self._placed[-1]

    def _notice(self, problem: Problem) -> Notice:
        self._number += 1
        place = f"{problem.file}:{problem.line}:{problem.column}"
        return Notice(
            f"problem_{self._number}", problem.severity, place, problem.message, problem.rule
        )


def items(places: Places, ids: Sequence[str]) -> list[tuple[int, str]]:
    """The lines on which the items of a quiz begin, as many as there are."""
    above, found = places.key("items").line, list[int]()
    while (line := places.at("items", len(found)).line) > above:
        found.append(line)
        above = line
    return list(zip(found, ids, strict=False))


def _drawn(told: Sequence[Notice]) -> str:
    return render_template("preview/notices.html", told=told)


def of_file(problems: Iterable[Problem], file: str) -> list[Problem]:
    """The problems of one file."""
    return [one for one in problems if one.file == file]


def in_words(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`; empty for none."""
    count = Counter(problem.severity for problem in problems)
    return ", ".join(counted(count[one], one) for one in ("error", "warning") if count[one])


def by_entry(draft: CourseDraft) -> dict[str, list[Problem]]:
    """The problems of a course by the entry of its folder: a module's, or a file beside them."""
    start = f"{draft.file.rpartition('/')[0]}/"
    found: dict[str, list[Problem]] = {}
    for problem in draft.problems:
        found.setdefault(problem.file.removeprefix(start).split("/")[0], []).append(problem)
    return found
