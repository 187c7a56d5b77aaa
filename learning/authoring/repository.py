"""The repository that the courses lie in, as git sees it. It is only ever read.

git is asked as a program and told to take no locks. What it cannot do, and why, is a value: a
server without git, a folder that is no repository and a commit without the folder are all states
in which authors work.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from learning.errors import Unavailable
from learning.releases.publishing import Provenance

State = Literal[
    "no-folder",
    "no-git",
    "not-trusted",
    "no-repository",
    "bare",
    "no-commit",
    "not-committed",
    "ready",
]
_SECONDS = 60
_ELSEWHERE = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    }
)
"""What git tells its hooks of their own repository, which may be another than that of a folder."""
_SAID: dict[State, str] = {
    "no-folder": "There is no folder of courses on this machine. Set LEARNING_COURSES to one.",
    "no-git": "git is not installed on this machine, so no commit can be read.",
    "not-trusted": (
        "git does not trust the folder of courses, because it belongs to another account. Run as "
        "the account of the server: git config --global --add safe.directory FOLDER"
    ),
    "no-repository": "The folder of courses is no git repository. Make it one: git init",
    "bare": (
        "The folder of courses is a bare repository, which holds history and no files. Clone it, "
        "and name the courses in the clone: git clone REPOSITORY FOLDER"
    ),
    "no-commit": "The repository has no commit yet. Commit the courses first.",
    "not-committed": "The last commit does not hold the folder of courses. Commit it first.",
    "ready": "",
}


@dataclass(frozen=True)
class Standing:
    """Where a folder stands in git. What is not known is empty."""

    root: Path
    state: State
    #: the commit that is checked out, and in it the hash of the folder
    commit: str = ""
    tree: str = ""
    #: the top of the repository, and the folder below it with a slash at its end
    top: str = ""
    prefix: str = ""
    #: empty where the head is detached
    branch: str = ""
    #: entries of the folder that differ from the commit
    changed: int = 0

    @property
    def refusal(self) -> str:
        """Why nothing of it can be published as committed; empty where it can."""
        return _SAID[self.state]

    @property
    def is_detached(self) -> bool:
        """Whether a commit is checked out that belongs to no branch."""
        return self.state == "ready" and not self.branch

    @property
    def provenance(self) -> Provenance:
        """What a release of the folder as it lies there says of where it came from."""
        return Provenance(self.commit, bool(self.commit and self.changed))


def look(root: Path) -> Standing:
    """Where a folder stands now."""
    if not root.is_dir():
        return Standing(root, "no-folder")
    try:
        found = _git(root, "rev-parse", "--show-toplevel", "--show-prefix")
    except OSError:
        return Standing(root, "no-git")
    if found.returncode:
        return Standing(root, _refused(root, found.stderr))
    top, _, prefix = found.stdout.partition("\n")
    return _committed(root, top, prefix.rstrip("\n"))


def _refused(root: Path, said: str) -> State:
    """Why git shows no files here."""
    if "dubious ownership" in said:
        return "not-trusted"
    bare = _told(root, "rev-parse", "--is-bare-repository") == "true"
    return "bare" if bare else "no-repository"


def _committed(root: Path, top: str, prefix: str) -> Standing:
    commit = _told(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not commit:
        return Standing(root, "no-commit", top=top, prefix=prefix)
    changed = _told(root, "status", "--porcelain", "--", ".")
    return Standing(
        root,
        "ready" if (tree := _tree(root, commit, prefix)) else "not-committed",
        commit=commit,
        tree=tree,
        top=top,
        prefix=prefix,
        branch=_told(root, "symbolic-ref", "--quiet", "--short", "HEAD"),
        changed=len(changed.splitlines()),
    )


def _tree(root: Path, commit: str, prefix: str) -> str:
    return _told(root, "rev-parse", "--verify", "--quiet", f"{commit}:{prefix.rstrip('/')}")


def unpack(standing: Standing, into: Path) -> None:
    """Write the folder as committed into another one that is empty.

    Attributes of git hold as for any archive: what is marked export-ignore is left out.
    """
    packed = into.parent / f"{into.name}.tar"
    named = f"{standing.commit}:{standing.prefix.rstrip('/')}"
    done = _git(Path(standing.top), "archive", "--format=tar", "-o", str(packed), named)
    if done.returncode:
        raise Unavailable(
            "The last commit could not be read. Look at the repository with git fsck."
        )
    with tarfile.open(packed) as members:
        for member in members:
            _write(members, member, into)
    packed.unlink()


def _write(members: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    """Write one entry. A link is written as one, so that the check can refuse it."""
    parts = PurePosixPath(member.name).parts
    path = into.joinpath(*parts)
    if not parts or ".." in parts or path.is_absolute() != into.is_absolute():
        return
    if member.isdir():
        path.mkdir(parents=True, exist_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if member.issym():
        path.symlink_to(member.linkname)
    elif (file := members.extractfile(member)) is not None:
        path.write_bytes(file.read())


def _told(root: Path, *arguments: str) -> str:
    done = _git(root, *arguments)
    return done.stdout.strip() if done.returncode == 0 else ""


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask git, in English and without locks; one that does not answer in time has failed."""
    command = ["git", "-C", str(root), "--no-optional-locks", *arguments]
    ours = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            env={**ours, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "")
