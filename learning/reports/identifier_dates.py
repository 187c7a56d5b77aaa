"""Patterns of dates, ages and birthdays in the spellings of notes that were typed in a hurry.

Days of the week are dates too: beside a place and an age they are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from learning.reports.identifier_kinds import Found

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WHOLE_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = r"(?:mon|tues?|wednes|wed|thurs?|thur|fri|satur|sat|sun)(?:day)?s?"
_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2})"
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|\d{1,3})"
)
_WHEN = r"(?:on|by|until|till|til|from|since|before|after|dated|for|to|between|around|of|and)"
_DATES = re.compile(
    rf"""(?<![\w/])(?:
      \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:T[\d:.]{{4,12}}(?:Z|[+-]\d\d:?\d\d)?)?(?![\w/])
    | \d{{1,2}}[ ]?[/.-][ ]?\d{{1,2}}[ ]?[/.-][ ]?\d{{2,4}}(?![\w/])
    | (?:{_DAY}[ ,]{{1,2}})?(?:the[ ])?\d{{1,2}}(?:st|nd|rd|th)?[ .-]{{0,2}}(?:of[ ])?
      {_MONTH}\b\.?(?:[ ,/-]{{0,2}}{_YEAR}(?!\w))?
    | {_MONTH}\.?[ ]{{1,2}}(?:the[ ])?\d{{1,2}}(?:st|nd|rd|th)(?!\w)(?:[ ,]{{1,2}}{_YEAR}(?!\w))?
    | {_MONTH}\.?[ ,/-]{{0,2}}(?:(?:19|20)\d{{2}}|'\d{{2}})(?!\w)
    | (?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\.?[ ]\d{{1,2}}(?![\w:])
    | {_DAY}[ ,]{{1,2}}(?:the[ ])?\d{{1,2}}(?:st|nd|rd|th)(?!\w)
    | (?:mon|tues|wednes|thurs|fri|satur|sun)days?(?!\w) | (?:tues|weds|thurs)(?![\w'])
    | (?:janu|febru)ary(?!\w) | (?:septem|octo|novem|decem)ber(?!\w) | (?:april|june|july
      |august)(?![\w'])
    | (?:spring|summer|autumn|winter|christmas|easter|eid|half[ ]?term)[ ](?:of[ ])?(?:19
      |20)\d{{2}}(?!\w)
    | (?:christmas|boxing|easter|new[ ]year's|mother's|father's|st[ ]\w+'s)[ ](?:day|eve|sunday
      |monday)(?!\w)
    | (?:christmas|easter|ramadan|eid|diwali|hanukkah|halloween|bonfire[ ]night|new[ ]year)(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT_DATES = re.compile(
    rf"""(?<!\w)(?:
      (?:{_WHEN}|last|next|this|every)[ ](?P<day>(?:mon|tues?|weds?|thurs?|thur|fri|sat
        |sun)(?![\w'])|\d{{1,2}}[/.]\d{{1,2}}(?![\w/.%]))
    | (?P<slash>(?:[12]?\d|3[01])/(?:1[0-2]|0?\d))(?![\w/%])
    | (?:{_WHEN}[ ])?(?P<ordinal>(?:the[ ])?(?:[12]?\d|3[01])(?:st|nd|rd
      |th))(?![\w-])(?![ ](?:time|visit|floor|week|year|birthday|child|day|month|attempt|call|one
      |baby|school|century|party|hand|person))
    | (?:in|since|last|next|this|early|late|mid|until|till|by|of|from|during|before|after|through
      |around|to|and|or)[ -]
      (?P<month>(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|march|august)(?![\w']))
    | (?:in|since|last|next|early|late|mid|until|till|during)[ -](?P<fifth>may(?![\w']))
    | (?:in|since|during|from|of|until|by|before|after|around|back[ ]in|late
      |early)[ ](?P<year>(?:19[5-9]|20[0-4])\d)(?![\w/-])
    | on[ ]the[ ](?P<word>(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth
      |eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth
      |nineteenth|twentieth|twenty[ -]\w{{5,7}}|thirtieth|thirty[ -]first)(?:(?=[ ]?(?:[.,;)]|$))
      |[ ]of[ ]{_MONTH}(?!\w)))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTHS = re.compile(
    rf"(?<![\w])(?:(?:in|since|last|next|this|early|late|mid|until|till|by|of|from|during|before"
    rf"|after|between|and|or|to)[ -](?P<may>May)|(?P<month>{_WHOLE_MONTH.replace('May|', '')}))"
    r"(?P<number>[ ]\d{1,2}(?![\w:]))?(?![\w'])"
)
_AGES = re.compile(
    rf"""(?<![\w/])(?:
      {_NUMBER}(?:[ ]?(?:-|and[ ]a[ ]half)[ ]?)?[ -]?(?:yrs?|years?|months?|mths?|weeks?|wks?
        |days?)[ -]{{0,2}}(?:olds?)(?!\w)
    | \d{{1,2}}[ ]?(?:y/?o|yo|m/?o|yr?s?o|yrold)(?!\w)
    | (?:aged|age|ages|age[ ]of)[ :]{{1,2}}(?:about[ ]|around[ ]|between[ ])?
      {_NUMBER}(?:(?:[ ]?(?:,|and|&|-
      |to)[ ]?){_NUMBER}){{0,4}}(?!\w)
    | (?:just[ ])?(?:turned|turns|turning)[ ]{_NUMBER}(?!\w)
    | (?:his|her|their|'s)[ ](?:\d{{1,2}}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth
      |seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth
      |eighteenth)[ ]birthday(?!\w)
    | (?:he|she|they|who)(?:[ ](?:is|was|are|were)|'s)[ ](?:only[ ]|just[ ]
      |now[ ])?{_NUMBER}(?=[ ]?(?:[.,;)]|$|and[ ]|but[ ]|when[ ]|at[ ]the))
    | year[ ](?:[1-9]|1[0-3])(?![\w])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BORN = re.compile(
    r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|born|edd|due date|birthday)"
    r"(?: (?:is|was|on|in|the)){0,2}[ :.-]{1,3}"
    rf"(?P<value>(?:the )?\d{{1,2}}(?:st|nd|rd|th)?[ /.-](?:of )?(?:{_MONTH}|\d{{1,2}})"
    rf"(?:[ ,/.-]{{1,2}}\d{{2,4}})?|\d{{6,8}}|{_MONTH} \d{{2,4}}|(?:19|20)\d{{2}}(?:-\d\d-\d\d)?)"
    r"(?!\w)",
    re.IGNORECASE,
)
#: what looks like a day and a month, and is a part or a whole week
_PARTS = {
    "24/7",
    "1/2",
    "1/3",
    "2/3",
    "1/4",
    "3/4",
    "9/10",
    "10/10",
    "8/10",
    "7/10",
    "6/10",
    "5/10",
}


def found(text: str) -> Iterator[Found]:
    """Every date and age in a folded text; they may lie on one another."""
    for match in _DATES.finditer(text):
        yield match.start(), match.end(), "date"
    for match in _SHORT_DATES.finditer(text):
        name = str(match.lastgroup)
        if match.group(name) not in _PARTS or name == "day":
            yield match.start(name), match.end(name), "date"
    for match in _MONTHS.finditer(text):
        yield match.start("may" if match["may"] else "month"), match.end(), "date"
    for match in _AGES.finditer(text):
        yield match.start(), match.end(), "age"
    for match in _BORN.finditer(text):
        yield match.start("value"), match.end("value"), "age"
