"""Ids for what GIFT does not name: from names or words, and the same whenever a file is read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Sequence

from learning.content.inline import plain, slug
from learning.interop.gift.entries import Entry, Fault

_LONGEST = 60
_SHORT = 40
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def short(words: str, most: int = _SHORT) -> str:
    """The nearest slug of at most so many characters, cut between words; it may be empty."""
    whole = slug(words[:500])
    if len(whole) <= most:
        return whole
    return whole[: most + 1].rpartition("-")[0][:most] or whole[:most].rstrip("-")


def unique(name: str, taken: Container[str]) -> str:
    """The name, or the name with the first number behind it that is free."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[: _LONGEST - 5].rstrip('-')}-{number}"
    return free


def of_entries(entries: Iterable[Entry | Fault]) -> Iterator[str]:
    """An id for each entry: its name, else its words, else a digest of them.

    Those that cannot be taken have one too, so that no id moves when they are put right; empty for
    those that cannot be read and have no name.
    """
    last: dict[str, int] = {}
    taken = set[str]()
    for entry in entries:
        first = slug(entry.title) or _from_words(entry)
        if not first:
            yield ""
            continue
        name, number = first, last.get(first, 1)
        while name in taken:
            number += 1
            name = f"{first[: _LONGEST - 5].rstrip('-')}-{number}"
        last[first] = number
        taken.add(name)
        yield name


def _from_words(entry: Entry | Fault) -> str:
    if isinstance(entry, Fault):
        return ""
    words = _TAG.sub(" ", entry.stem.words[:1_000])
    digest = hashlib.sha256(entry.stem.words.encode("utf-8", "replace")).hexdigest()
    return short(plain(words), _LONGEST) or f"item-{digest[:8]}"


def of_parts(texts: Sequence[str], given: object, kind: str) -> list[str]:
    """Ids for the parts of an item: those that were kept where they fit, else from their words."""
    if is_ids(given) and isinstance(given, list) and len(given) == len(texts):
        return list(given)
    names: list[str] = []
    for at, text in enumerate(texts, 1):
        first = short(plain(text))
        names.append(unique(first or f"{kind}-{at}", names))
    return names


def is_ids(given: object) -> bool:
    """Whether something is a list of ids, none of them twice."""
    return (
        isinstance(given, list)
        and all(isinstance(one, str) and one and slug(one) == one for one in given)
        and len(set(given)) == len(given)
    )
