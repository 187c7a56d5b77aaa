"""Spots: where in the files of a course something stands that is held against a release.

What is gone has no place of its own: it is told where it would have to be put back.
"""

from __future__ import annotations

from learning.content.building import Course, Module
from learning.content.layout import MODULE, QUIZ
from learning.content.problems import START, Findings, Notebook, Place


class Spots:
    """The places of one course, and the problems that are told there."""

    def __init__(self, course: Course, notebook: Notebook) -> None:
        self._course, self._notebook = course, notebook
        self._modules = {module.id: module for module in course.modules}
        self._items = {
            item.id: (module, at)
            for module in course.modules
            if module.quiz
            for at, item in enumerate(module.quiz.items)
        }

    def of_item(self, rule: str, said: str, item: str, field: str) -> None:
        """Tell of an item at one of its fields; where it has none such, at the item."""
        module, at = self._items[item]
        place = module.quiz_places.key("items", at, field)
        self._quiz(module).add(rule, place, message(said))

    def of_lost_item(self, rule: str, said: str, module: str) -> None:
        """Tell of an item that is gone, at the items of the module it was in."""
        found = self._modules[module]
        if found.quiz is None:
            self._notebook.of(found.file).add(rule, START, message(said))
        else:
            self._quiz(found).add(rule, found.quiz_places.key("items"), message(said))

    def of_course(self, rule: str, said: str, *path: str | int) -> None:
        """Tell of a field of course.yaml; without a path, of the whole file."""
        place = self._course.places.key(*path) if path else START
        self._course_file().add(rule, place, message(said))

    def of_entry(self, rule: str, said: str, at: int) -> None:
        """Tell of a module in the list of course.yaml."""
        self._course_file().add(rule, self._place("modules", at), message(said))

    def _place(self, *path: str | int) -> Place:
        return self._course.places.at(*path)

    def _course_file(self) -> Findings:
        return self._notebook.of(self._course.file)

    def _quiz(self, module: Module) -> Findings:
        return self._notebook.of(module.file.removesuffix(MODULE) + QUIZ)


def message(said: str) -> str:
    """What a refusal says, as a problem says it: behind a place, and without a full stop."""
    return (said[:1].lower() + said[1:]).removesuffix(".")
