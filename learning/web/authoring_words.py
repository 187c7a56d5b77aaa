"""Words for where a course stands between its authors and its learners."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping, Sequence

from learning.authoring.differing import Difference
from learning.authoring.repository import Standing
from learning.authoring.states import CourseState, Live, Waits
from learning.content.comparing import Part, counts
from learning.web import moments
from learning.web.course_pages import counted
from learning.web.templating import begun, day
from learning.web.workbench import Tree

_CODES: Mapping[Waits, str] = {
    "broken": "due",
    "newer": "in-progress",
    "new": "in-progress",
    "draft": "not-started",
    "same": "complete",
    "gone": "neutral",
    "unknown": "neutral",
}
_WORDS: Mapping[Waits, str] = {
    "newer": "Newer content waits",
    "new": "Not published yet",
    "draft": "Draft",
    "same": "Nothing waits",
    "gone": "No folder of it",
    "unknown": "Not known here",
}
_WAITS: Mapping[Waits, str] = {
    "broken": (
        "Its errors keep it from being published. Mend them and commit. What is live stays live."
    ),
    "newer": "It differs from what is live. Look at what publishing changes.",
    "new": "It is ready and nobody can read it yet. Publish it.",
    "draft": "Its status is draft, so publishing leaves it out. Set 'status: live' to publish it.",
    "same": (
        "What is live is what its authors wrote last. Once something newer is committed, it "
        "waits here."
    ),
    "gone": (
        "There is no folder of it any more, so nothing new can be published. What is live stays "
        "live. To end the course, put the folder back with 'status: retired'."
    ),
    "unknown": "Nothing of what its authors write can be read on this machine.",
}
_EFFECTS: Mapping[str, str] = {
    "editorial": "Editorial: nobody is asked anything",
    "material": "Material: what was completed still counts",
    "critical": "Critical: what was completed counts 28 days more, or as a requirement says",
}


def moment(at: dt.datetime) -> str:
    """`3 March 2027, 09:30`, as people here live it."""
    local = at.astimezone(moments.now().tzinfo)
    return f"{day(local.date())}, {local:%H:%M}"


def state(one: CourseState) -> tuple[str, str]:
    """Where it stands, as a code and a word."""
    if one.waits == "broken":
        return _CODES["broken"], f"Broken: {counted(errors(one), 'error')}"
    if one.waits == "same" and one.retired:
        return "neutral", "Retired"
    return _CODES[one.waits], _WORDS[one.waits]


def errors(one: CourseState) -> int:
    """How many of its problems are errors."""
    return one.drafted.errors if one.drafted else 0


def waits(one: CourseState) -> str:
    """What waits, and what to do about it."""
    return _WAITS[one.waits]


def live(one: Live | None) -> str:
    """Which release is live, in a sentence without its end."""
    return f"Release {one.version}, of {moment(one.at)}" if one else "No release is live"


def origin(commit: str, *, dirty: bool) -> str:
    """Where a release came from."""
    if not commit:
        return "From a folder without git"
    changed = ", with changes that it does not hold" if dirty else ""
    return f"From commit {commit[:10]}{changed}"


def effect(code: str) -> str:
    """What an effect does to completions."""
    return _EFFECTS[code]


def looked_at(tree: Tree) -> str:
    """What is looked at, in a sentence."""
    held = tree.standing
    if tree.bench is None:
        return tree.trouble or held.refusal
    if not tree.is_committed:
        return "You are looking at the folder of courses as it lies on the server."
    where = f"on {held.branch}" if held.branch else "of no branch"
    return f"You are looking at the last commit {where}, {held.commit[:10]}."


def warnings(tree: Tree) -> list[str]:
    """What to know about the repository before anything is published."""
    held, said = tree.standing, []
    if tree.bench is not None and held.refusal:
        said.append(f"{held.refusal} Until then only the command line publishes: learning publish")
    if held.is_detached:
        said.append(
            "A commit is checked out that belongs to no branch (a detached head). It can be "
            "published; to go on from it later, give it a branch: git switch -c NAME"
        )
    if held.changed and not tree.folder:
        many = "1 file differs" if held.changed == 1 else f"{held.changed} files differ"
        said.append(
            f"In the folder {many} from that commit. Publishing here takes the commit, and leaves "
            f"that out. To take it in, save it as a commit: {_commit(held)}"
        )
    if tree.folder:
        said.append(f"Nothing is published from the folder here. Commit it first: {_commit(held)}")
    return said


def _commit(held: Standing) -> str:
    """What to type at the top of the repository: the courses alone, and no file beside them."""
    courses = shlex.quote(held.prefix.rstrip("/") or ".")
    return f'git add {courses}, and then git commit -m "What you changed"'


def in_short(parts: Sequence[Part]) -> str:
    """`The course file, 1 module and 2 items differ` without its end."""
    whole = {"course": "its own file", "factors": "the factors"}
    told = [whole.get(kind) or counted(n, kind) for kind, n in counts(parts).items()]
    if not told:
        return ""
    return begun(" and ".join(one for one in (", ".join(told[:-1]), told[-1]) if one))


def people(found: Difference) -> list[tuple[str, str]]:
    """Whom it touches, as terms and their values. Numbers, and nobody."""
    midway = sum(found.midway.values())
    each = ", ".join(f"{name} {number}" for name, number in found.midway.items())
    doing = f"{counted(midway, 'attempt')} ({each}). They end on the release they began with."
    stays = "It stays as it is."
    if found.shortened:
        stays = "It then counts 28 days, or as a requirement says."
    who = "1 person" if found.completed == 1 else f"{found.completed:,} people"
    return [
        ("In the middle of a quiz", doing if midway else "Nobody"),
        ("Hold a completion that counts", f"{who}. {stays}" if found.completed else "Nobody"),
    ]
