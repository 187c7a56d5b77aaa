"""Patterns of phrases that point to one family without naming it, and of places in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.reports.identifier_kinds import Found
from learning.reports.identifier_words import FUNCTION, GENERIC, RARE

_SMALL = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1[0-2])"
_KIN = (
    r"(?:children|kids|siblings|brothers|sisters|sons|daughters|boys|girls|babies|cousins|wives"
    r"|grandchildren|nieces|nephews|sibs|half.siblings|half.brothers|half.sisters"
    r"|step.?children|step.?brothers|step.?sisters|step.?sons|step.?daughters|kiddies|lads"
    r"|toddlers|infants|under fives|dads|mums|fathers|mothers|partners)"
)
_ODD = (
    r"(?:(?:other|older|younger|little|small|young|of (?:the|his|her|their|my)|more|foster|his|her"
    r"|their|surviving|school.age|primary.age|teenage|adult|half|full|tiny) ){0,2}"
)
_FAMILY = re.compile(
    rf"""(?<!\w)(?:
      {_SMALL}[ ]{_ODD.replace(" ", "[ ]")}{_KIN.replace(" ", "[ ]")}(?!\w)
    | (?:the[ ])?(?:twins?|triplets?|quadruplets|quads)(?!\w)
    | (?:eldest|oldest|youngest|second|third|fourth|fifth|sixth|middle|one|first
      |last)(?:[ ](?:child|son|daughter|girl|boy|born|sibling))?[ ]of[ ](?:the[ ])?{_SMALL}(?!\w)
    | (?:family|sibling[ ]group|sib[ ]group|household|group[ ]of[ ]siblings|mother|mum|father|dad
      |parent|parents)[ ]of[ ]{_SMALL}(?!\w)
    | an[ ]only[ ](?:child|son|daughter)
    | (?:his|her|their|the)[ ](?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[3-9]th|3rd
      |1[0-2]th)[ ](?:child|baby|pregnancy|son|daughter)
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMON = (
    r"(?:thing|things|reason|way|ways|problem|option|difference|time|times|one (?:who|to|that"
    r"|in the (?:team|office|room))"
    r"|person who (?:knew|could|can|noticed)|information|record|records|answer|chance|change|copy"
    r"|question|point)"
)
_UNIQUE = re.compile(
    rf"""(?<!\w)(?:
      the[ ]only(?![ ]{_COMMON.replace(" ", "[ ]")}\b)(?:[ ]one)?
    | the[ ](?:very[ ])?(?:first|last)[ ](?:\w{{1,20}}[ ]){{0,2}}?(?:in[ ]the|in[ ]our|in[ ]this
      |ever|of[ ](?:its|their|his|her)[ ]kind|to[ ]be|from|family|household|person|woman|man
      |case)(?!\w)
    | (?:the|our|their|england's|britain's)[ ](?:\w{{1,12}}[ -])?(?:largest|biggest|smallest
      |oldest|youngest|tallest|richest|poorest|longest|worst
      |most[ ]\w{{3,20}})[ ](?:\w{{1,20}}[ ])?(?:family|families|household|child|case|mother
      |father|parent|person|sentence|school|street|estate|in[ ]the|in[ ]our|we[ ]have|we've|ever
      |i[ ]have|i've)(?!\w)
    | (?:a[ ])?(?:unique|one[ -]of[ -]a[ -]kind|one[ -]off|unheard[ ]of|never[ ]happened[ ]before
      |never[ ]been[ ]seen|once[ ]in[ ]a[ ]lifetime)(?!\w)
    | one[ ]of[ ](?:only|just|the[ ]few|very[ ]few)(?!\w) | (?:no|nobody)[ ](?:other
      |else)[ ](?:family[ ]|child[ ]|person[ ])?(?:in|on|round)[ ](?:the|our|this)(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NEWS = re.compile(
    r"(?<!\w)(?:(?:in|on|made|all over|by) (?:the |local |national |the local |the national"
    r"|the evening )"
    r"(?:news|newspapers?|papers?|press|headlines|front page|tv|telly)|front page|went viral"
    r"|the (?:local|national|evening) (?:news|paper|newspaper|press)|public inquiry|inquest)(?!\w)",
    re.IGNORECASE,
)
_STREETS = (
    r"road|rd|street|st|avenue|ave|lane|ln|close|drive|crescent|cres|court|way|place|gardens|gdns"
    r"|terrace|grove|square|walk|row|hill|view|mews|rise|park|green|house|heights"
)
_DOORS = re.compile(
    rf"(?<![\w/.])(?:(?:flat|apartment|apt|unit|house|plot|no\.?|number) )?\d{{1,4}}[a-f]?,? "
    rf"(?P<middle>(?:[a-z']{{2,20}} ){{1,3}}?)(?:{_STREETS})(?!\w)"
    r"|(?<!\w)(?:flat|apartment|ward|bay|plot|block) ?\d{1,4}[a-f]?(?!\w)"
    r"|(?<=at |to |of )(?:number|no\.?) ?\d{1,4}[a-d]?(?!\w)"
    r"|(?<!\w)(?:milton keynes|tower hamlets)(?!\w)|(?<!\w)team (?:\d{1,2}|[a-z])(?!\w)"
    r"|(?<!\w)(?:hmp|hmyoi|yoi)(?:/yoi)?(?: [a-z]{3,20})"
    r"(?: (?:park|hill|hall|heath|scrubs|green|marsh|sutton|down|wood))?(?!\w)",
    re.IGNORECASE,
)
_SAINTS = re.compile(
    r"(?<!\w)(?:st|saint|ss)\.? [a-z]{3,20}(?:'?s)?(?: (?:and|&) [a-z]{3,20}(?:'s)?)?"
    r"(?: (?:r\.?c\.?|c ?of ?e|catholic|primary|junior|juniors|infants?|high|school|church|hospital"
    r"|academy|college|nursery|street|road|hospice|court|house|hall|centre)){0,4}(?!\w)",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"(?<![\w'])(?P<middle>[a-z][a-z']{2,20}) (?:road|rd|street|avenue|lane|crescent|terrace|grove"
    r"|mews|estate|infirmary|academy|primary|junior school|infants|high school|grammar|hospital"
    r"|mosque|church|chapel|temple|synagogue|gurdwara|prison|children's centre|family centre"
    r"|nursery|surgery|medical centre|health centre|house|lodge|park|refuge|council|team)(?!\w)",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[Found]:
    """Sizes of families, what is rare or unique, and places that need no capital."""
    for match in _FAMILY.finditer(text):
        yield match.start(), match.end(), "family"
    for match in _UNIQUE.finditer(text):
        yield match.start(), match.end(), "unique"
    for match in _NEWS.finditer(text):
        yield match.start(), match.end(), "rare"
    yield from _places(text)


def _places(text: str) -> Iterator[Found]:
    for match in _SAINTS.finditer(text):
        yield match.start(), match.end(), "place"
    for match in _DOORS.finditer(text):
        if not FUNCTION & set((match.group("middle") or "").lower().split()):
            yield match.start(), match.end(), "place"
    for match in _LOWER.finditer(text):
        if match.group("middle").lower().removesuffix("'s") not in GENERIC | RARE:
            yield match.start(), match.end(), "place"
