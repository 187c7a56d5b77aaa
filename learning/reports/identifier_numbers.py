"""Patterns of what is given out as a number or an address: from postcodes to number plates.

Numbers that only nearly fit are told too: a mistyped one still points to somebody.
Each pattern is bounded or can begin at the start of a run only, so that no text makes it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from nhs_number.validate import is_valid as is_nhs_number

from learning.reports.identifier_kinds import Found, Kind
from learning.reports.identifier_words import PLAIN_ENDS

_POSTCODE = re.compile(
    r"(?<![^\W_])(?:(?:[a-z]{1,2}[0-9][0-9a-z]?|[a-z]{1,2}[o][a-z]?)[ .-]{0,2}[0-9oOil][a-z0]{2}"
    r"|[a-z]{1,2}[0-9o] \d{1,2} [0-9][abd-hjlnp-uw-z]{2}(?<![ap]m|st|nd|rd|th)"
    r"|g[i1]r ?[0o]aa)(?![^\W_])",
    re.IGNORECASE,
)
#: the first half stands alone where two letters can be nothing else
_HALVES = re.compile(
    r"(?<![^\W_])(?:AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL"
    r"|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD"
    r"|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM"
    r"|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE)\d{1,2}[A-Z]?"
    r"(?![^\W_])"
)
_CODED = re.compile(
    r"(?<!\w)(?:post ?code|p/code)"
    r"(?: (?:is|was|of|area|ends?|starts?|begins?|ending|in|with)){0,3}[ :]{1,2}"
    r"(?P<value>\d[a-z]{2}|[a-z]{1,2}\d{1,2}[a-z]?)(?!\w)",
    re.IGNORECASE,
)
_NI = re.compile(
    r"(?<![^\W_])(?:[a-z]{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?[a-z](?![^\W_])"
    r"|[a-z]{2}\d{6}(?![^\W_]))",
    re.IGNORECASE,
)
_UPN = re.compile(
    r"(?<![^\W_])[a-z](?:\d{11}[0-9a-z]|[ -]?\d{4}[ -]\d{4}[ -]\d{3}[0-9a-z]"
    r"|[ -]?\d{3}[ -]\d{3}[ -]\d{3}[ -]\d{2}[0-9a-z])(?![^\W_])",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,300}@{1,3}[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}"
    r"|(?<![\w.+-])[\w.+-]{1,64} ?[\[(]at[\])] ?[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}",
    re.IGNORECASE,
)
_WEB = re.compile(
    r"https?://[^\s<>\"]{1,2000}|(?<![\w.-])www\.[^\s<>\"]{1,2000}"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}(?:uk|com|org|net|info|io|me|eu|ie|cymru|scot|wales)"
    r"(?![\w-])(?:/[^\s<>\"]{0,2000})?"
    r"|(?<![\w@.])@\w[\w.]{1,40}"
    r"|(?<!\w)(?:insta(?:gram)?|snap(?:chat)?|tiktok|facebook|fb|twitter|xbox|psn|discord|roblox"
    r"|telegram|whatsapp)(?: (?:handle|name|id|account|is|as|profile|gamertag))?[ :=-]{1,3}"
    r"(?=[\w.]{0,40}[\d_])[\w.]{3,40}",
    re.IGNORECASE,
)
_PLATES = re.compile(
    # since 2001, 1983 to 2001, 1963 to 1983; letters that no plate has are slips
    r"(?<![^\W_])(?:[a-z]{2}\d{2}[ -]?(?P<new>[a-z]{3})"
    r"|(?:[a-z]\d{1,3}|[b-hj-z] \d{3})[ -]?(?P<prefix>[a-z]{3})"
    r"|(?P<suffix>[a-z]{3})[ -]?\d{1,3}[a-z]"
    # Northern Ireland: the letters of a county hold an I or a Z
    r"|(?P<north>(?=[a-z]{0,2}[iz])[a-z]{3})[ -]?\d{3,4})(?![^\W_])",
    re.IGNORECASE,
)
_PLATED = re.compile(
    r"(?<!\w)(?:reg(?:istration)?|number plate|plate|vrm)(?: (?:no|number|plate|is|was|of))?"
    r"[ .:#]{1,3}(?P<value>(?=[a-z0-9 ]{0,7}\d)[a-z0-9]{1,4}(?: ?[a-z0-9]{1,4})?)(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,£$€/-])\+?\(?\+?\d(?:[ ().-]{0,2}\d){5,17}(?![\w/])")
_NEAR_NHS = re.compile(r"\d{3}([ .-])\d{3}[ .-]\d{4}$|\d{3}[ -]\d{3}[ -]\d{3}$")
_NHS = re.compile(
    r"(?<!\w)(?:nhs|chi|h&c)(?: (?:no|number|num|id))?(?: (?:is|was|of))?[ .:#-]{0,3}"
    r"(?P<value>\d(?:[ -]?\d){6,11})(?!\w)",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    # family court, neutral citation, police
    r"(?<!\w)(?:[a-z]{2}\d{2}[a-z]\d{4,6}|\[(?:19|20)\d{2}\] ?ew[a-z]{2,4}(?: ?\d{1,5})"
    r"|\d{1,3}[a-z]{0,3}/\d{3,7}/\d{2,4}|[a-z]{1,4}[/-]\d{3,10}(?:[/-]\d{2,4})?|[a-z]{1,4}\d{6,10}"
    r"|[a-z]{1,3}\d{2}/\d{3,6})(?!\w)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?<!\w)(?:lcs|mosaic|liquid ?logic|eclipse|care ?first|azeus|rio|system ?one|systm ?one|emis"
    r"|crime|police|court|case|client|person|patient|service user|referral|file|refs?|reference"
    r"|urn|cad|log|crn|uprn|id|hospital|mrn|athena|niche|contact|event|inc|occurrence|incident|claim|account|tenancy"
    r"|passport|home office|visa|brp|ho|licen[cs]e)[ .:#-]{1,3}"
    r"(?:(?:id|no|number|num|ref|refs|reference|record|urn|case|log|is|was|event|file)[ .:#-]{1,3})"
    r"{0,3}(?P<value>(?=[a-z/-]{0,8}\d{1,12})[a-z0-9][a-z0-9/-]{2,24})(?![^\W_])",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?i)(?:tel|phone|mob|mobile|ring|rang|call|called|text|texted|her on|him on|is on)[ .:]{0,3}$"
)
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")


def found(text: str) -> Iterator[Found]:
    """Every number and address in a folded text; they may lie on one another."""
    if "@" in text or "(at" in text or "[at" in text:
        yield from _all(_EMAIL, text, "email")
    yield from _webs(text)
    if "0" in text or any(digit in text for digit in "123456789"):
        yield from _all(_POSTCODE, text, "postcode", _is_postcode)
        yield from _all(_HALVES, text, "postcode")
        yield from _values(_CODED, text, "postcode")
        yield from _all(_NI, text, "ni_number")
        yield from _all(_UPN, text, "upn")
        yield from _all(_PLATES, text, "vehicle", _is_plate)
        yield from _values(_PLATED, text, "vehicle")
        yield from _values(_NHS, text, "nhs_number")
        yield from _all(_REFERENCES, text, "case_reference")
        yield from (one for one in _values(_LABELLED, text, "case_reference") if _long(text, one))
        yield from _runs(text)


def _all(pattern: re.Pattern[str], text: str, kind: Kind, fits: object = None) -> Iterator[Found]:
    for match in pattern.finditer(text):
        if not callable(fits) or fits(match):
            yield match.start(), match.end(), kind


def _values(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield match.start("value"), match.end("value"), kind


def _webs(text: str) -> Iterator[Found]:
    for match in _WEB.finditer(text):
        told = match.group().rstrip(".,;:!?)'")
        yield match.start(), match.start() + len(told), "web"


def _is_postcode(match: re.Match[str]) -> bool:
    """O for 0 is a usual slip, but then nothing may be left that reads as words."""
    told = match.group()
    return sum(sign.isdigit() for sign in told) > 1 or (
        told.isupper() and any(sign.isdigit() for sign in told)
    )


def _is_plate(match: re.Match[str]) -> bool:
    """Three letters beside a number are often a word: "AT 10 and", "RWY 27L"."""
    letters = next(value for value in match.groups() if value)
    return letters.lower() not in PLAIN_ENDS


def _long(text: str, one: Found) -> bool:
    """A reference has three digits at least; four of the last century or this one are a year."""
    value = text[one[0] : one[1]]
    return sum(map(str.isdigit, value)) > 2 and not re.fullmatch(r"(?:19|20)\d\d", value)


def _runs(text: str) -> Iterator[Found]:
    """Runs of digits: an NHS number, a phone number, or a number that may be somebody's."""
    for match in _DIGITS.finditer(text):
        kind = _kind(match.group(), text[max(0, match.start() - 12) : match.start()])
        if kind:
            yield match.start(), match.end(), kind


def _kind(told: str, before: str) -> Kind | None:
    digits = "".join(filter(str.isdigit, told))
    if _DATE.fullmatch(told):
        return None
    if len(digits) == 10 and is_nhs_number(digits):
        return "nhs_number"
    if _is_phone(told, digits):
        return "phone"
    if _NEAR_NHS.match(told) or (told == digits and len(digits) == 10 and told[0] in "4679"):
        return "nhs_number"
    if _CONTACT.search(before) and len(digits) < 12:
        return "phone"
    return "number" if len(digits) > 5 and digits == told else None


def _is_phone(told: str, digits: str) -> bool:
    if told.lstrip("(").startswith("+") or digits.startswith("00"):
        return len(digits) > 8 or _fits(f"+{digits.lstrip('0')}", None)
    if digits.startswith("0"):
        return 8 < len(digits) < 13
    return len(digits) in (10, 12) and not _NEAR_NHS.match(told) and _fits(digits, "GB")


def _fits(told: str, region: str | None) -> bool:
    """Whether a number from abroad can be one, or one of `region` is in use there."""
    try:
        number = phonenumbers.parse(told, region)
    except phonenumbers.NumberParseException:
        return False
    return (
        phonenumbers.is_valid_number(number) if region else phonenumbers.is_possible_number(number)
    )
