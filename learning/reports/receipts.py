"""Receipts: a reference that may be said aloud, and six secret words that open the answers.

Whoever holds both may do all that the reporter may, so a receipt is never shown by `repr`, never
pickled and never kept: what is kept is the reference and half of what Argon2id makes of the words.
Knows no database, no page and no clock.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, count
from typing import Any, NoReturn

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from learning.reports import wordlist
from learning.stretching import LIGHT, stretched, turn

#: six of the words that are drawn are 77.4 bits
HOW_MANY = 6
WAIT = 5.0
"""Seconds to wait for a turn, see `learning.stretching`: then the form is better given back."""
COST = LIGHT
_LONGEST = 500
"""Characters that are looked at: more is no receipt."""
_SEED_BYTES, _DIGITS = 32, 2
_LABEL = b"debrief receipt v1 "
#: for the work that is done where no report has the reference
_NOBODYS = b"nobody's receipt"
#: words with a hyphen would look like two in a reference
_NAMING = tuple(word for word in wordlist.DRAWN if "-" not in word)
_PAIRS = tuple(combinations(range(HOW_MANY), 2))


class Words(tuple[str, ...]):
    """Secret words: a tuple of them that shows none and is never pickled."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} secret words>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A receipt is never kept.")


@dataclass(frozen=True, repr=False)
class Receipt:
    """What a reporter copies. Two are equal when both reference and words are."""

    reference: str
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Words(self.words))

    def __repr__(self) -> str:
        return "<a receipt>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A receipt is never kept.")


@dataclass(frozen=True, repr=False)
class Halves:
    """What six words make: `verifier` is kept, `key` locks the reporter's own key and is not."""

    verifier: bytes
    key: bytes

    def __repr__(self) -> str:
        return "<two halves>"


def make(seed: bytes) -> Receipt:
    """The receipt of 32 random bytes, always the same. Its reference tells nothing of its words."""
    if len(seed) != _SEED_BYTES:
        raise ValueError(f"a seed has {_SEED_BYTES} bytes")
    named = _draws(seed, b"reference", len(_NAMING))
    number = next(_draws(seed, b"number", 10**_DIGITS))
    secret = _draws(seed, b"words", len(wordlist.DRAWN))
    reference = f"{_NAMING[next(named)]}-{_NAMING[next(named)]}-{number:0{_DIGITS}}"
    return Receipt(reference, Words(wordlist.DRAWN[next(secret)] for _ in range(HOW_MANY)))


def read_reference(typed: str) -> str | None:
    """A reference as it is written, of one that was typed in any way; None for anything else."""
    found = wordlist.signs(typed[:_LONGEST]) or ""
    words, rest = wordlist.read(found[:-_DIGITS])
    if rest or len(words) != 2 or not found[-_DIGITS:].isdecimal():
        return None
    return f"{words[0]}-{words[1]}-{found[-_DIGITS:]}"


def read_words(typed: str) -> tuple[str, ...] | None:
    """Six words of the list, typed in any way; None where one is not in it, or there are not six.

    Capitals, spaces, hyphens, commas, line breaks and numbers before the words do not matter.
    """
    words, rest = wordlist.read(wordlist.letters(typed[: _LONGEST + 1]) or "")
    if rest or len(words) != HOW_MANY or len(typed) > _LONGEST:
        return None
    return Words(words)


def open_with(words: tuple[str, ...], salt: bytes, *, wait: float | None = WAIT) -> Halves:
    """What six words make with a report's salt. Takes some hundredths of a second on purpose.

    Raises `learning.stretching.Busy` where no turn comes within `wait` seconds.
    """
    words = Words(words)
    with turn(wait):
        made = stretched(" ".join(words).encode(), _LABEL + salt, COST, length=64)
    return Halves(hashlib.sha256(made[:32]).digest(), made[32:])


def matches(verifier: bytes, stored: bytes) -> bool:
    """Whether two verifiers are one, in a time that tells nothing."""
    return hmac.compare_digest(verifier, stored)


def spend(*, wait: float | None = WAIT) -> None:
    """Do the work of trying words, for a reference that no report has."""
    halves = open_with(wordlist.WORDS[:HOW_MANY], _NOBODYS, wait=wait)
    matches(halves.verifier, bytes(32))


def asked(receipt: Receipt, nonce: bytes) -> tuple[int, int]:
    """Which two of the six words are asked back, counted from 0: the same for the same form."""
    drawn = next(_draws(nonce, b"asked " + receipt.reference.encode(), len(_PAIRS)))
    return _PAIRS[drawn]


def confirmation(key: bytes, receipt: Receipt, i: int, j: int) -> str:
    """What the form carries, so that the two words can be checked and nothing of them is kept.

    It names the receipt's reference, and tells the words to nobody without the server's key.
    """
    mac = _mac(key, receipt.reference, (i, j), (receipt.words[i], receipt.words[j]))
    return f"{receipt.reference}.{mac}"


def confirmed(key: bytes, mac: str, i: int, j: int, typed_i: str, typed_j: str) -> str | None:
    """The reference whose words were typed back rightly, or None.

    Use this reference and no other that the form carries: this one cannot be exchanged.
    """
    reference, _, given = mac.partition(".")
    words = (_one(typed_i), _one(typed_j))
    right = hmac.compare_digest(given.encode(), _mac(key, reference, (i, j), words).encode())
    return reference if right else None


def _one(typed: str) -> str:
    """One word as it is listed; what is no word is nobody's."""
    words, rest = wordlist.read(wordlist.letters(typed[:_LONGEST]) or "")
    return words[0] if len(words) == 1 and not rest else ""


def _mac(key: bytes, reference: str, places: tuple[int, int], words: tuple[str, str]) -> str:
    parts: tuple[Any, ...] = ("confirm", reference, *places, *words)
    told = "\n".join(str(part) for part in parts).encode()
    return hmac.digest(key, _LABEL + told, "sha256").hex()


def _draws(seed: bytes, purpose: bytes, below: int) -> Iterator[int]:
    """Numbers from 0 to below `below`, each as likely: a draw that would favour some is left out.

    Draws for two purposes have nothing to do with each other.
    """
    fair = 2**16 - 2**16 % below
    for block in count():
        about = _LABEL + purpose + block.to_bytes(4)
        made = HKDF(algorithm=SHA256(), length=64, salt=None, info=about).derive(seed)
        for at in range(0, len(made), 2):
            drawn = int.from_bytes(made[at : at + 2])
            if drawn < fair:
                yield drawn % below
