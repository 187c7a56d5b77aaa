"""`learning new`: starters of a course, a module or a case, which pass the check as they are."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import yaml

from learning import clock, settings
from learning.cli import listing, scenario_starter, starters
from learning.cli.writing import create, create_folder, exists, replace, shown
from learning.content.inline import slug
from learning.errors import Invalid, NotFound

RESERVED, SCENARIOS = "cases", "scenarios"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class _Id(click.ParamType[str]):
    """An id of an author's choosing; a bad one is refused with a good one."""

    name = "id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if _SLUG.fullmatch(value) and len(value) <= 60:
            return value
        near = slug(value)
        hint = f" Try '{near}'." if near else ""
        self.fail(
            f"'{value}' is no id: use lower-case letters, figures and single dashes, "
            f"at most 60 characters.{hint}",
            param,
            ctx,
        )


class _ModuleId(click.ParamType[tuple[str, str]]):
    """COURSE/ID."""

    name = "course/id"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        course, slash, module = value.partition("/")
        if not slash:
            self.fail(f"Name the course too: COURSE/{slug(value) or 'ID'}", param, ctx)
        return course, _Id().convert(module, param, ctx)


def _courses(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--courses",
        type=click.Path(path_type=Path, file_okay=False),
        help="The folder of courses, if not LEARNING_COURSES or ./courses.",
    )(command)


@click.group()
def command() -> None:
    """Make a new course, module, scenario or case that passes `learning check --strict` at once.

    Nothing is ever written over. What is made is a draft and says so; change it piece by piece.

    Example: learning new module crew/handovers
    """


@command.command("course")
@click.argument("course_id", metavar="ID", type=_Id())
@_courses
def new_course(course_id: str, courses: Path | None) -> None:
    """Make a course with one module.

    Example: learning new course handovers
    """
    if course_id == RESERVED:
        raise click.BadParameter(f"'{RESERVED}' is the folder of cases. Choose another id.")
    root, today = _root(courses), clock.now().date()
    folder = root / course_id
    module = starters.module(starters.FIRST_MODULE, starters.OBJECTIVE, starters.SOURCE, today)
    files = {f"{starters.FIRST_MODULE}/{name}": text for name, text in module.items()}
    create_folder(folder, {"course.yaml": starters.course(course_id, today), **files})
    _made(folder / "course.yaml", *(folder / name for name in files))
    _next(root)


@command.command("module")
@click.argument("names", metavar="COURSE/ID", type=_ModuleId())
@_courses
def new_module(names: tuple[str, str], courses: Path | None) -> None:
    """Make a module of a course, and add it to the course's list.

    It begins with the first objective of the course; choose its own next.

    Example: learning new module crew/handovers
    """
    root, (course, module) = _root(courses), names
    if module == SCENARIOS:
        raise click.BadParameter(f"'{SCENARIOS}' is the folder of scenarios. Choose another id.")
    path, folder = _course_file(root, course), root / course / module
    if folder.exists():
        raise exists(folder)
    text, found = _begun(path)
    listed = listing.with_module(text, module)
    create_folder(folder, starters.module(module, *found, clock.now().date()))
    if listed is not None:
        replace(path, listed)
    _made(*(folder / name for name in ("module.md", "quiz.yaml")))
    if listed is None:
        raise _unlisted(path, module)
    click.echo(f"Added '{module}' to the modules in {shown(path)}.")
    if listing.is_live(text):
        click.echo("The course is live: the next 'learning publish' takes the module as it stands.")
    _next(root)


@command.command("scenario")
@click.argument("names", metavar="COURSE/ID", type=_ModuleId())
@_courses
def new_scenario(names: tuple[str, str], courses: Path | None) -> None:
    """Make a scenario of a course: moments, choices and a debrief.

    It begins with the first objective of the course; choose its own next.

    Example: learning new scenario crew/the-wrong-door
    """
    root, (course, scenario) = _root(courses), names
    _, found = _begun(_course_file(root, course))
    path = root / course / SCENARIOS / f"{scenario}.yaml"
    create(path, scenario_starter.scenario(scenario, *found, clock.now().date()))
    _made(path)
    _next(root)


@command.command("case")
@click.argument("case_id", metavar="ID", type=_Id())
@_courses
def new_case(case_id: str, courses: Path | None) -> None:
    """Make a case study, coded with the first factor of factors.yaml.

    Example: learning new case cp-40-two-brothers
    """
    root = _root(courses)
    path = root / RESERVED / f"{case_id}.md"
    create(path, starters.case(case_id, _first_factor(root / "factors.yaml")))
    _made(path)
    _next(root)


def _root(given: Path | None) -> Path:
    """The folder of courses; it is not made here, because a mistyped one would be."""
    chosen = {"courses": str(given)} if given else {}
    root = settings.load(os.environ, **chosen).courses
    if not root.is_dir():
        raise NotFound(
            f"There is no folder {shown(root)}. Make it, or name another: --courses PATH"
        )
    return root


def _course_file(root: Path, course: str) -> Path:
    path = root / course / "course.yaml"
    if _SLUG.fullmatch(course) and path.is_file():
        return path
    known = sorted(one.parent.name for one in root.glob("*/course.yaml"))
    near = difflib.get_close_matches(course, known, n=1)
    act = f"Did you mean '{near[0]}'?" if near else "Make it first with 'learning new course'."
    raise NotFound(f"There is no course '{course}' in {shown(root)}. {act}")


def _begun(path: Path) -> tuple[str, tuple[str, str]]:
    """The text of a course.yaml, and an objective of it with a source."""
    try:
        text = path.read_bytes().decode("utf-8")
        found = listing.first_objective(text)
    except (OSError, UnicodeDecodeError):
        found = None
    if found is None:
        raise Invalid(
            f"{shown(path)} has no objective with a source to begin with. "
            "Run 'learning check' and put that right first."
        )
    return text, found


def _unlisted(path: Path, module: str) -> Invalid:
    return Invalid(
        f"{shown(path)} was left as it is, because its list of modules could not be read safely. "
        f"Add the module to 'modules:' there, on a line of its own: '  - {listing.scalar(module)}'."
    )


def _first_factor(path: Path) -> str:
    try:
        factors = yaml.safe_load(path.read_bytes())
        return str(factors["groups"][0]["factors"][0]["id"])
    except (OSError, yaml.YAMLError, ValueError, KeyError, IndexError, TypeError) as error:
        raise NotFound(
            f"A case is coded with factors, and none could be read in {shown(path)}. "
            "Write that file first; 'learning check' says what it lacks."
        ) from error


def _made(*paths: Path) -> None:
    for path in paths:
        click.echo(f"Made {shown(path)}")


def _next(root: Path) -> None:
    click.echo(f"Next: change it, and run: learning check {shown(root)}")
