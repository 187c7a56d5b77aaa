"""What lies where in courses/: the files that are read, and what does not belong.

Only ordinary files and folders are followed, never a link; nothing outside the tree is opened. What
is hidden, and READMEs and licences, belong to authors and are passed over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from learning.content.inline import slug
from learning.content.problems import START, Notebook, nearest, printable, quoted
from learning.content.reading import unreadable

LIBRARY = "cases"
SCENARIOS = "scenarios"
COURSE, MODULE, QUIZ, FACTORS, MEDIA = (
    "course.yaml", "module.md", "quiz.yaml", "factors.yaml", "media",
)  # fmt: skip
_PASSED_OVER = re.compile(r"\.|(README|LICEN[CS]E)([.-]|$)")


@dataclass(frozen=True, slots=True)
class ModuleFolder:
    """A folder of a course that may be a module."""

    id: str
    path: Path
    text: Path | None = None
    quiz: Path | None = None
    media: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """A course's folder and the folders in it."""

    id: str
    path: Path
    file: Path | None
    modules: Mapping[str, ModuleFolder]
    scenarios: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of courses/ that are read."""

    root: Path
    factors: Path | None
    cases: Mapping[str, Path]
    courses: Mapping[str, CourseFolder]


def shown(path: Path) -> str:
    """A path as problems name it: with forward slashes, on one line."""
    return printable(path.as_posix())


def below(folder: str) -> str:
    """How the paths below a folder begin, as problems name them."""
    return {".": "", "/": "/"}.get(folder, f"{folder}/")


def is_passed_over(name: str) -> bool:
    """Whether an entry of this name is none of ours: hidden, or a note for people."""
    return bool(_PASSED_OVER.match(name))


def is_id(name: str) -> bool:
    """Whether a name can be an id."""
    return slug(name) == name != ""


def has_file(path: Path) -> bool:
    """Whether there is such a file; a path that no system can hold, or may not show, is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def root_of(path: Path) -> Path:
    """The courses folder that a file or folder of a course, or the library, lies in.

    A path that lies in neither is taken for the courses folder itself.
    """
    for folder in (path, *path.parents[:4]):
        if has_file(folder / COURSE):
            return folder.parent
    folder = path.parent if has_file(path) else path
    return folder.parent if folder.name == LIBRARY else folder


def find(root: Path, notebook: Notebook, course: str | None = None) -> Tree:
    """Look through the tree; with `course`, only through that course, the cases and the factors."""
    factors: Path | None = None
    cases: dict[str, Path] = {}
    courses: dict[str, CourseFolder] = {}
    for entry in _entries(root, notebook):
        path = root / entry.name
        if not entry.is_dir(follow_symlinks=False):
            if entry.name == FACTORS:
                factors = path
            else:
                _unexpected(path, notebook, (FACTORS,))
        elif entry.name == LIBRARY:
            cases = _cases(path, notebook)
        elif course in (None, entry.name):
            courses[entry.name] = _course(path, notebook)
    return Tree(root, factors, cases, courses)


def _cases(folder: Path, notebook: Notebook) -> dict[str, Path]:
    cases: dict[str, Path] = {}
    for entry in _entries(folder, notebook):
        path = folder / entry.name
        if entry.name == COURSE:
            reserved = f"'{LIBRARY}' is the library of cases: give the course another folder"
            notebook.of(shown(path)).add("course.reserved-id", START, reserved)
        elif path.suffix == ".md" and not entry.is_dir(follow_symlinks=False):
            _named(path, path.stem, "the file", notebook)
            cases[path.stem] = path
        else:
            _unexpected(path, notebook, ())
    return cases


def _course(folder: Path, notebook: Notebook) -> CourseFolder:
    _named(folder, folder.name, "the folder", notebook)
    file: Path | None = None
    modules: dict[str, ModuleFolder] = {}
    scenarios: dict[str, Path] = {}
    for entry in _entries(folder, notebook):
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False) and entry.name == SCENARIOS:
            scenarios = _scenarios(path, notebook)
        elif entry.is_dir(follow_symlinks=False):
            modules[entry.name] = _module(path, notebook)
        elif entry.name == COURSE:
            file = path
        else:
            _unexpected(path, notebook, (COURSE,))
    if file is None:
        missing = f"a course needs a {COURSE}: write one, or move the folder out of courses/"
        notebook.of(shown(folder)).add("course.missing-file", START, missing)
    return CourseFolder(folder.name, folder, file, modules, scenarios)


def _scenarios(folder: Path, notebook: Notebook) -> dict[str, Path]:
    """The scenarios of a course, one a file."""
    found: dict[str, Path] = {}
    for entry in _entries(folder, notebook):
        path = folder / entry.name
        if path.suffix == ".yaml" and not entry.is_dir(follow_symlinks=False):
            _named(path, path.stem, "the file", notebook)
            found[path.stem] = path
        else:
            meant = path.suffix.lower() in (".yml", ".yaml")
            _unexpected(path, notebook, (f"{path.stem}.yaml",) if meant else ())
    return found


def _module(folder: Path, notebook: Notebook) -> ModuleFolder:
    files: dict[str, Path] = {}
    media: dict[str, Path] = {}
    for entry in _entries(folder, notebook):
        path = folder / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and entry.name == MEDIA:
            media = {each.name: path / each.name for each in _entries(path, notebook)}
        elif not is_folder and entry.name in (MODULE, QUIZ):
            files[entry.name] = path
        else:
            _unexpected(path, notebook, (MODULE, QUIZ, MEDIA))
    if files:
        _named(folder, folder.name, "the folder", notebook)
    return ModuleFolder(folder.name, folder, files.get(MODULE), files.get(QUIZ), media)


def _entries(folder: Path, notebook: Notebook) -> Iterator[os.DirEntry[str]]:
    """What may be read in a folder, by name."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        notebook.of(shown(folder)).add("file.unreadable", START, unreadable(error))
        return
    seen: dict[str, str] = {}
    for entry in entries:
        if not is_passed_over(entry.name) and _ordinary(folder, entry, notebook):
            twin = seen.setdefault(entry.name.casefold(), entry.name)
            if twin != entry.name:
                same = f"the name differs from {quoted(twin)} only in capitals: rename one"
                notebook.of(shown(folder / entry.name)).add("file.same-name", START, same)
            yield entry


def _ordinary(folder: Path, entry: os.DirEntry[str], notebook: Notebook) -> bool:
    """Whether an entry is a file or a folder with a name that can be written down."""
    rule, said = "", ""
    if entry.is_symlink():
        rule, said = "file.symlink", "a link to another place: put the file itself here"
    elif not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
        rule, said = "file.not-regular", "no ordinary file or folder: take it out of courses/"
    elif entry.name.encode("utf-8", "replace").decode() != entry.name:
        rule, said = "file.name", "the name is not UTF-8: rename it"
    if rule:
        notebook.of(shown(folder / entry.name)).add(rule, START, said)
    return not rule


def _named(path: Path, name: str, what: str, notebook: Notebook) -> None:
    """A name that becomes an id has an id's form."""
    if not is_id(name):
        meant = slug(name)
        asked = f", did you mean '{meant}'?" if meant else ""
        form = f"{what} {quoted(name)} needs a name in small letters, digits and single hyphens"
        notebook.of(shown(path)).add("file.name", START, form + asked)


def _unexpected(path: Path, notebook: Notebook, names: tuple[str, ...]) -> None:
    """Something the platform does not read; perhaps a file under a mistyped name."""
    asked = nearest(path.name, names) or ": move it out, or begin its name with a dot"
    notebook.of(shown(path)).add(
        "file.unexpected", START, f"{quoted(path.name)} is not read{asked}"
    )
