"""Names, by their capitals where the text has any, and by their neighbours where it has none.

A line in capitals tells nothing by them: it is read as if it were in lower case, where a name is
known from a list, from a word of kin before it or from a word of telling after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.reports import identifier_initials
from learning.reports import identifier_words as words
from learning.reports.identifier_kinds import Found, Kind
from learning.reports.identifier_tokens import Token, in_capitals, near, tokens_of

_BETWEEN = re.compile(
    r" (?:(?:ap|ab|ferch|van|von|der|den|de|la|le|du|da|dos|del|bin|binti|bint|ibn|al|el|ul|ur|y"
    r"|e) ){1,2}$"
)
_OFFICER = re.compile(
    r"(?<!\w)(?:PC|DC|DS|DI|PS|PCSO|WPC|Sgt|Constable|Sergeant|Officer|collar|badge|shoulder)"
    r"(?: ?(?:no|number)\.?)? ?\d{2,6}(?: [A-Z][\w'-]{1,30})?(?!\w)|(?<!\w)(?:pc|wpc|pcso"
    r"|sgt) \d{2,6} \w{2,30}"
)
_CALLED = re.compile(
    r"(?<!\w)(?:known (?:to \w{1,12} )?as|a\.?k\.?a\.?|called|named|names?(?: is| was|:)?|goes by"
    r"|nicknamed|surname(?: is| was|:)?"
    r"|answers to|alias|d\.?n\.?) (?P<value>[^\W\d_][\w'-]{1,30})",
    re.IGNORECASE,
)
_GRAMMAR = words.FUNCTION - words.WORD_NAMES
_BOTH = words.WORD_NAMES - words.FUNCTION
_AHEAD = words.KIN | words.TITLES
#: a word after one of these is a thing, and not somebody
_DETERMINING = words.FUNCTION - {"and", "when", "but", "as"}
#: in lower case, these parts of a place's name are no words of their own
_AFTER = words.PLACES - {
    "way",
    "view",
    "close",
    "drive",
    "place",
}
_OTHER = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}")


def found(text: str) -> Iterator[Found]:
    """Every name, place with a capital and initial in a folded text."""
    for match in _OFFICER.finditer(text):
        yield match.start(), match.end(), "name"
    at = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            yield from _in_line(text, at, at + len(line))
        at += len(line)


def _in_line(text: str, start: int, end: int) -> Iterator[Found]:
    tokens = tokens_of(text, start, end)
    if not tokens:
        return
    lowered = in_capitals(tokens)
    for token in tokens:
        token.capital = token.capital and not lowered
    yield from _by_neighbours(text, tokens)
    yield from _called(text, start, end, lowered)
    if not lowered:
        yield from _by_capitals(text, tokens)
        yield from identifier_initials.found(text, tokens, start, end)
    if not text.isascii():
        yield from _other_scripts(text, tokens)


def _by_capitals(text: str, tokens: list[Token]) -> Iterator[Found]:
    """Runs of words with capitals, without the roles and agencies in them."""
    run: list[Token] = []
    for token in tokens:
        if not _joins(token):
            continue
        if run and not (near(text, run[-1], token) or _between(text, run[-1], token)):
            yield from _of_run(text, run)
            run = []
        run.append(token)
    yield from _of_run(text, run)


def _between(text: str, one: Token, other: Token) -> bool:
    """Whether two words with capitals are parts of one name: "Rhys ap Gwilym"."""
    return other.start - one.end < 12 and bool(_BETWEEN.match(text, one.end, other.start))


def _joins(token: Token) -> bool:
    return token.capital and token.low not in _GRAMMAR


def _of_run(text: str, run: list[Token]) -> Iterator[Found]:
    named = [place for place, token in enumerate(run) if _is_name(text, run, place)]
    if not named:
        return
    last = run[-1]
    tail = text[last.end : last.end + 14]
    after = re.match(r" ([a-z]+)", tail)
    first = run[named[0]]
    if first.low == "ysgol" or any(token.low in words.PLACES for token in run[named[0] + 1 :]):
        ends = [at for at, it in enumerate(run) if at in named or it.low in words.PLACES]
        yield run[named[0]].start, run[ends[-1]].end, "place"
    elif named[-1] == len(run) - 1 and "'" not in last.text and _place_after(after):
        yield run[named[0]].start, last.end + (after.end() if after else 0), "place"
    else:
        yield from _clusters(run, named)


def _place_after(after: re.Match[str] | None) -> bool:
    return after is not None and after.group(1) in _AFTER


def _clusters(run: list[Token], named: list[int]) -> Iterator[Found]:
    begin = named[0]
    for one, following in zip(named, [*named[1:], -1], strict=True):
        if following != one + 1:
            yield run[begin - _titled(run, begin)].start, run[one].end, "name"
            begin = following


def _titled(run: list[Token], begin: int) -> int:
    """How many words before a name belong to it: a title, or initials."""
    before = 0
    while before < min(begin, 3) and (
        len(run[begin - before - 1].text) == 1 or run[begin - before - 1].low in words.TITLES
    ):
        before += 1
    return before


def _is_name(text: str, run: list[Token], place: int) -> bool:
    token = run[place]
    if len(token.low) == 1 or token.low in words.RARE or not _may_be_name(token.text, token.low):
        return False
    before = run[place - 1] if place else None
    if before and before.low in words.TITLES:
        return token.low not in words.TRADE
    if not token.begins:
        return token.low not in words.TRADE
    return _begins_with_name(text, run, place)


def _begins_with_name(text: str, run: list[Token], place: int) -> bool:
    token = run[place]
    if token.low in words.GIVEN:
        return True
    following = run[place + 1] if place + 1 < len(run) else None
    if following and len(following.low) > 1 and token.low not in words.GENERIC:
        if following.low in words.PLACES or token.low in words.WORD_NAMES:
            return True
        if following.low not in words.TRADE and following.low not in words.RARE:
            return not words.ordinary(token.low) or words.ordinary(following.low) is False
    if token.low in words.WORD_NAMES:
        return _followed(text, token)
    return not words.ordinary(token.low)


def _followed(text: str, token: Token) -> bool:
    """Whether a word that is a name too is followed by what a person does or has."""
    if token.text.endswith("'s"):
        return True
    after = re.match(r"(?: \([^)\n]{1,20}\))?,? ?([a-z']+)", text[token.end : token.end + 40])
    return after is not None and after.group(1) in words.FOLLOWING


def _may_be_name(told: str, low: str) -> bool:
    """Whether capitals alone do not speak against it: of words in capitals, the longer unknown."""
    if told.isupper():
        return low in words.GIVEN or (len(low) > 4 and not words.ordinary(low))
    return not (told[:-1].isupper() and told[-1] == "s" and len(told) > 2)


def _by_neighbours(text: str, tokens: list[Token]) -> Iterator[Found]:
    """Names without a capital: from the list, after kin or a title, before a word of telling."""
    for place, token in enumerate(tokens):
        if token.low in words.RARE and not _is_thing(tokens, place):
            yield token.start, token.end, "rare"
        if token.low in words.TOWNS:
            yield token.start, token.end, "place"
        if token.capital or len(token.low) < 2:
            continue
        before = tokens[place - 1] if place and near(text, tokens[place - 1], token) else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if after and not near(text, token, after):
            after = None
        if _lower_name(token, before, after):
            extra = after if after and _surname(after) else None
            titled = before is not None and before.low in words.TITLES
            start = before.start if before and titled else token.start
            yield start, (extra or token).end, "name"


def _is_thing(tokens: list[Token], place: int) -> bool:
    """Whether "polish" or "turkey" is in lower case and stands before nobody."""
    if tokens[place].capital or tokens[place].low not in ("polish", "turkey"):
        return False
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return after not in words.KIN | {"family", "speaking", "interpreter", "man", "woman", "couple"}


def _lower_name(token: Token, before: Token | None, after: Token | None) -> bool:
    if token.low in words.GIVEN:
        return True
    told = before is not None and before.low in _AHEAD
    if token.low in _BOTH:
        return (told or (after is not None and after.low in words.TELLING)) and len(token.low) > 2
    if len(token.low) < 3 or words.ordinary(token.low) or token.low in words.RARE:
        return False
    if told or (_sounds(token.low) and _acts(token, before, after)):
        return True
    return token.text[-2:].lower() == "'s" and after is not None and after.low in words.KIN


def _acts(token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether an unknown word begins a sentence or tells something, and is no thing with "the"."""
    if token.begins:
        return True
    thing = before is not None and before.low in _DETERMINING
    return not thing and after is not None and after.low in words.TELLING


def _sounds(low: str) -> bool:
    """Whether an unknown word can be said: many records are full of abbreviations."""
    return len(low) > 3 and sum(sign in "aeiouy" for sign in low) > 1


def _surname(token: Token) -> bool:
    return not token.capital and len(token.low) > 2 and not words.ordinary(token.low)


def _called(text: str, start: int, end: int, lowered: bool) -> Iterator[Found]:
    for match in _CALLED.finditer(text, start, end):
        low = words.bare(match.group("value"))
        capital = match.group("value")[0].isupper() and not lowered
        known = low in _BOTH or not words.ordinary(low)
        if low not in words.FUNCTION and low not in words.TRADE and (capital or known):
            yield match.start("value"), match.end("value"), "name"


def _other_scripts(text: str, tokens: list[Token]) -> Iterator[Found]:
    """A few words of a script without capitals, within a line that is mostly in Latin letters."""
    other = [token for token in tokens if not token.text[0].isascii() and _caseless(token.text)]
    if not other or len(other) * 2 > len(tokens):
        return
    kind: Kind = "name"
    for match in _OTHER.finditer(text, other[0].start, other[-1].end):
        if _caseless(match.group().replace(" ", "")):
            yield match.start(), match.end(), kind


def _caseless(told: str) -> bool:
    return told.lower() == told.upper()
