"""The recovery key on paper: 32 bytes as 21 words of the word list, with a check at the end.

The list has 7,775 words, so 21 of them hold 271 bits: the key, and 15 bits of its SHA-256, which
find all but one in 32,768 mistakes of copying. Knows no database.
"""

from __future__ import annotations

import hashlib
import re

from learning.errors import Invalid
from learning.reports import wordlist

HOW_MANY, KEY_BYTES = 21, 32
_IN_A_LINE = 3
_CHECK_BITS = 15
_LABEL = b"debrief recovery key v1"
_LONGEST = 2_000
_COMPARE = "Compare it with the paper, letter by letter."
_APART = re.compile(r"[^\w-]+")


def recovery_text(private: bytes) -> str:
    """The key for print: seven lines of three numbered words."""
    if len(private) != KEY_BYTES:
        raise ValueError(f"a private key has {KEY_BYTES} bytes")
    number = int.from_bytes(private) << _CHECK_BITS | _check(private)
    words = []
    for _ in range(HOW_MANY):
        number, place = divmod(number, len(wordlist.WORDS))
        words.append(wordlist.WORDS[place])
    told = [f"{n:2}. {word:10}" for n, word in enumerate(reversed(words), 1)]
    lines = [told[at : at + _IN_A_LINE] for at in range(0, HOW_MANY, _IN_A_LINE)]
    return "\n".join("  ".join(line).rstrip() for line in lines)


def read_recovery(text: str) -> bytes:
    """The key, of words typed in any way. Raises `Invalid`, which names the word that is wrong."""
    key = _key(text)
    wrong = "" if key else _wrong(text[:_LONGEST])
    del text  # what tells of a refusal tells of no word
    if key is None:
        raise Invalid(wrong)
    return key


def _key(text: str) -> bytes | None:
    words, rest = wordlist.read(wordlist.letters(text[:_LONGEST]) or "")
    if rest or len(words) != HOW_MANY:
        return None
    number = 0
    for word in words:
        number = number * len(wordlist.WORDS) + wordlist.PLACES[word]
    if number >> _CHECK_BITS >= 1 << 8 * KEY_BYTES:
        return None
    key = (number >> _CHECK_BITS).to_bytes(KEY_BYTES)
    return key if number & (1 << _CHECK_BITS) - 1 == _check(key) else None


def _check(private: bytes) -> int:
    told = hashlib.sha256(_LABEL + private).digest()[:2]
    return int.from_bytes(told) >> 16 - _CHECK_BITS


def _wrong(text: str) -> str:
    """What is wrong with words that make no key."""
    place, count = _first_wrong(text)
    if place:
        return f"Word {place} is not in the list. {_COMPARE}"
    if count != HOW_MANY:
        return f"A recovery key has {HOW_MANY} words, and this has {count}. {_COMPARE}"
    return (
        "Every word is in the list, but together they are no recovery key: one of them is another "
        f"word, or two have changed places. {_COMPARE}"
    )


def _first_wrong(text: str) -> tuple[int, int]:
    """The number of the first word that is none, or 0; and how many words there are before it.

    What is written apart counts as words of its own, unless two pieces make one ("t shirt").
    """
    count, piece = 0, ""
    for typed in _APART.split(text):
        plain = wordlist.letters(typed)
        if plain == "":
            continue
        words, rest = wordlist.read(piece + (plain or ""))
        if plain is None or (rest and (piece or words)):
            # a word with a letter too many is that word, where it stands alone
            alone = len(words) == 1 and "-" not in typed
            return count + (1 if alone else len(words) + 1), count
        count, piece = count + len(words), rest
    return (count + 1 if piece else 0), count
