"""The words of receipts and of the recovery key: 7,775 English words that differ in their letters.

The list is that of the Electronic Frontier Foundation (`words.txt` says more), without `yoyo`,
which is `yo-yo` without its hyphen. Written without hyphens, no word begins with another, so words
that are typed without anything between them are still read in one way only.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

#: one word of two that have the same letters
_LEFT_OUT = "yoyo"
#: nobody who has just told of a child is to be given these; they are read, and never drawn
_HARSH = """
    agony ambush anguished arousal ashamed babied battered battering bruising bully carnage casket
    casualty childless coroner crazed crib cringe cruelly cruelness cruelty crushed crushing crying
    custody dagger deceased decay defame demise deprive disabled disown distress drown enslave evil
    feeble fetal foster frighten frightful gag gory graves graveyard grief groin hangup harmful
    hatred helpless hunger hurt lash lusty maimed mangle manhandle morbidity morbidly mortuary
    mourner mournful mutilated mutilator negligee neglector obituary ominous oppressed oppressor
    outcast panic perish poison predator pregnancy pregnant prison punisher rabid reckless relapse
    relapsing remorse savage scared scarring scary shame sinister slander slapping slashed slashing
    smother starved starving strangle stricken sufferer suffering suffocate thong threaten uncaring
    unclad unclothed undress unlovable unloved unloving unsafe unwanted unwell villain widow wound
    wrath wreckage yelling
"""


def _listed() -> list[str]:
    text = Path(__file__).with_name("words.txt").read_text(encoding="ascii")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


WORDS: tuple[str, ...] = tuple(word for word in _listed() if word != _LEFT_OUT)
#: the words that receipts are made of
DRAWN: tuple[str, ...] = tuple(word for word in WORDS if word not in _HARSH.split())
_BY_LETTERS = {word.replace("-", ""): word for word in WORDS}
#: the place of each word in the list
PLACES = {word: place for place, word in enumerate(WORDS)}
_LENGTHS = range(min(map(len, _BY_LETTERS)), max(map(len, _BY_LETTERS)) + 1)


def signs(typed: str) -> str | None:
    """The letters a-z and digits of what was typed, whatever their form and what is between them.

    None where it holds a letter that no word has.
    """
    folded = unicodedata.normalize("NFKC", typed).casefold()
    kept = "".join(_plain(sign) for sign in folded if sign.isalnum())
    return kept if kept.isascii() else None


def letters(typed: str) -> str | None:
    """The letters a-z of what was typed: numbers before words are left out."""
    found = signs(typed)
    return None if found is None else "".join(sign for sign in found if sign.isalpha())


def _plain(sign: str) -> str:
    """A digit of any script as one of 0-9."""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def read(plain: str) -> tuple[list[str], str]:
    """The words that letters are made of, and what is left where no word begins."""
    found: list[str] = []
    at = 0
    while word := _first(plain, at):
        found.append(word)
        at += len(word.replace("-", ""))
    return found, plain[at:]


def _first(plain: str, at: int) -> str | None:
    parts = (plain[at : at + length] for length in _LENGTHS)
    return next((_BY_LETTERS[part] for part in parts if part in _BY_LETTERS), None)
