"""A crew on pages: a facilitator's screen, and phones that are nobody's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from flask import Flask

from learning.content.checking import check
from learning.content.compiling import Compiled, compile_course, compile_library
from learning.db import Database
from tests.builders import COURSES
from tests.content_builders import put_into
from tests.pages import Page, Pages


@cache
def _made() -> tuple[Compiled, Compiled]:
    """The course of the tests and its cases, compiled once for all of them."""
    catalogue = check(COURSES).catalogue
    return compile_library(catalogue), compile_course(catalogue.courses["crew"])


def publish(database: Database, *, title: str = "", node: str = "") -> None:
    """Publish the course with the scenario of the blue door, under other words where given."""
    put_into(database, *(_renamed(title, node) if title else _made()))


def _renamed(title: str, node: str) -> tuple[Compiled]:
    course = check(COURSES).catalogue.courses["crew"]
    [play] = course.scenarios
    nodes = dict(play.front.nodes)
    nodes[play.front.start] = nodes[play.front.start].model_copy(update={"title": node})
    front = play.front.model_copy(update={"title": title, "nodes": nodes})
    return (compile_course(replace(course, scenarios=(replace(play, front=front),))),)


BEGIN = "/courses/crew/scenarios/the-blue-door/crew"


@dataclass
class Crew:
    """Bob leads; `screen` and `code` are those of the session he opened."""

    app: Flask
    bob: Pages
    screen: str
    code: str
    phones: list[Pages] = field(default_factory=list)

    @staticmethod
    def of(app: Flask, who: str = "bob", **values: object) -> Crew:
        """Open a session as one of the cast."""
        bob = Pages(app)
        bob.become(who)
        page = bob.send(bob.get(BEGIN), BEGIN, values)
        code = page.html.partition('aria-label="Code: ')[2].partition('"')[0]
        return Crew(app, bob, page.path, code.replace(" ", ""))

    @property
    def id(self) -> str:
        """The public id of the session."""
        return self.screen.rpartition("/")[2]

    def join(self, number: int = 1) -> list[Pages]:
        """So many phones join."""
        fresh = [Pages(self.app) for _ in range(number)]
        for phone in fresh:
            phone.send(phone.get(f"/crew?code={self.code}"), "/crew/join")
        self.phones += fresh
        return fresh

    def press(self, act: str, way: str = "", *, status: int = 200) -> Page:
        """Bob presses a button of his screen."""
        values = {"act": act, **({"way": way} if way else {})}
        return self.bob.send(self.bob.get(self.screen), self.screen, values, status=status)

    def begin(self) -> Page:
        """Up to the first choice."""
        self.press("brief")
        return self.press("begin")

    def choose(self, phone: Pages, way: str) -> Page:
        """A phone chooses."""
        address = f"/crew/{self.id}"
        return phone.send(phone.get(address), f"{address}/choose", {"way": way})

    def look(self, phone: Pages) -> Page:
        """What a phone shows now."""
        return phone.get(f"/crew/{self.id}")
