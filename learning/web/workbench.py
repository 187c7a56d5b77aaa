"""The authors' tree as pages see it: what git says of it, and the bench it is read on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request

from learning.authoring import repository
from learning.authoring.repository import Standing
from learning.authoring.trees import Bench, Source, Workshop
from learning.errors import Unavailable
from learning.releases.publishing import Provenance

FOLDER = "folder"


@dataclass(frozen=True)
class Tree:
    """What can be looked at now. `bench` is None where nothing can, and `trouble` says why then.

    `folder` is whether the folder as it lies there was asked for, uncommitted changes and all.
    """

    standing: Standing
    bench: Bench | None
    folder: bool
    trouble: str = ""

    @property
    def is_committed(self) -> bool:
        """Whether it is the last commit that is looked at: only that is published here."""
        return self.bench is not None and self.bench.tree.source == "commit"

    @property
    def origin(self) -> Provenance:
        """Where a release of it comes from."""
        return self.bench.tree.origin if self.bench else Provenance()

    @property
    def query(self) -> str:
        """What keeps links within the folder, where that is looked at by choice."""
        return f"?from={FOLDER}" if self.folder else ""


def tree() -> Tree:
    """The tree that this request asks for: the last commit, or the folder (`?from=folder`)."""
    return _tree("folder" if request.args.get("from") == FOLDER else "commit")


def committed() -> Tree:
    """The last commit, whatever the address says; the folder where there is none."""
    return _tree("commit")


def _tree(source: Source) -> Tree:
    workshop: Workshop = current_app.extensions["workshop"]
    standing = repository.look(current_app.extensions["settings"].courses)
    folder = source == "folder" and standing.state == "ready"
    try:
        return Tree(standing, workshop.bench(standing, source), folder)
    except (OSError, Unavailable) as error:
        said = error.text if isinstance(error, Unavailable) else "The folder cannot be read."
        return Tree(standing, None, folder, said)
