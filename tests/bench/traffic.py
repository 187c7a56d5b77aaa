"""The requests of each kind of work, as queues of bytes: a queue keeps its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from tests.bench import courses, forms, load
from tests.bench.learners import Begun, Learner

SHIPPED, READ = "crew", ("speaking-up", "checklists-and-identity")
Queues = list[list[bytes]]


def bare() -> Queues:
    """The page of the bare application."""
    return [[load.request("GET", "/")] for _ in range(64)]


def module_pages(who: Iterable[Learner]) -> Queues:
    """The shipped modules, each read by every one of these learners."""
    return [
        [load.request("GET", f"/courses/{SHIPPED}/{module}", cookie=one.cookie) for module in READ]
        for one in who
    ]


def pages(who: Iterable[Learner], *paths: str) -> Queues:
    """Some pages, each asked for by every one of these learners."""
    return [[load.request("GET", path, cookie=one.cookie) for path in paths] for one in who]


def tour(who: Sequence[Learner], modules: int) -> Queues:
    """Every generated module once, each read by another learner."""
    found = []
    for number in range(modules):
        course, module = divmod(number, courses.PER_COURSE)
        path = f"/courses/generated-{course:02d}/m-{module:03d}"
        found += pages([who[number % len(who)]], path)
    return found


def step_by_step(begun: Iterable[Begun]) -> Queues:
    """Every item of each attempt, sent one after another; every fifth learner is not so sure."""
    return [_steps(one, sure=place % 5 > 0) for place, one in enumerate(begun)]


def whole(begun: Iterable[Begun]) -> Queues:
    """Each attempt handed in with all its items at once."""
    return [[_hand_in(one)] for one in begun]


def _steps(begun: Begun, *, sure: bool) -> list[bytes]:
    who, found = begun.learner, []
    for item, shown in begun.items:
        fields = forms.right(item) if sure else forms.first_shown(item, shown)
        body = urlencode({**fields, "csrf_token": [who.token]}, doseq=True)
        path = f"/attempts/{begun.public_id}/items/{item.id}"
        found.append(load.request("POST", path, cookie=who.cookie, body=body))
    return found


def _hand_in(begun: Begun) -> bytes:
    fields = {"csrf_token": [begun.learner.token], "hand_in": ["yes"]}
    for item, _ in begun.items:
        fields |= {f"{item.id}.{k}": list(v) for k, v in forms.right(item).items()}
    body = urlencode(fields, doseq=True)
    path = f"/attempts/{begun.public_id}"
    return load.request("POST", path, cookie=begun.learner.cookie, body=body)
