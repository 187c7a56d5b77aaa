"""Numbers and addresses: what each is taken for, also where it is nearly one."""

from __future__ import annotations

import pytest

from learning.reports.identifiers import find


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("at ls8 2qt now", "postcode", "ls8 2qt"),
        ("SW1A OAA", "postcode", "SW1A OAA"),
        ("GIR 0AA", "postcode", "GIR 0AA"),
        ("somewhere in LS8 they said", "postcode", "LS8"),
        ("the post code ends in 9xj", "postcode", "9xj"),
        ("it is QQ 12 34 56 C then", "ni_number", "QQ 12 34 56 C"),
        ("943 476 5919", "nhs_number", "943 476 5919"),
        ("943 476 5918", "nhs_number", "943 476 5918"),
        ("9434765918", "nhs_number", "9434765918"),
        ("nhs no 943 476 591", "nhs_number", "943 476 591"),
        ("H801200001001", "upn", "H801200001001"),
        ("R 8012 0000 1003", "upn", "R 8012 0000 1003"),
        ("ask a.b+c@x.example", "email", "a.b+c@x.example"),
        ("a.b (at) x.example", "email", "a.b (at) x.example"),
        ("see https://x.example/a?b=1.", "web", "https://x.example/a?b=1"),
        ("she is @zee_x there", "web", "@zee_x"),
        ("insta: zee_x", "web", "insta: zee_x"),
        ("07700 900123", "phone", "07700 900123"),
        ("20 7946 0018", "phone", "20 7946 0018"),
        ("+48 22 123 45 67", "phone", "+48 22 123 45 67"),
        ("+1 2345", "phone", None),
        ("+99 9999", "phone", None),
        ("rang 496 0753", "phone", "496 0753"),
        ("YK19 ABC", "vehicle", "YK19 ABC"),
        ("p123xyz", "vehicle", "p123xyz"),
        ("abc 123d", "vehicle", "abc 123d"),
        ("SEZ 1234", "vehicle", "SEZ 1234"),
        ("reg: B16 1", "vehicle", "B16 1"),
        ("ZC21C00123", "case_reference", "ZC21C00123"),
        ("LCS id 12345", "case_reference", "12345"),
        ("[2021] EWFC 12", "case_reference", "[2021] EWFC 12"),
        ("with 55610233 on it", "number", "55610233"),
    ],
)
def test_a_number_is_taken_for_what_it_is_or_nearly_is(
    text: str, kind: str, told: str | None
) -> None:
    found = [span.text for span in find(text) if span.kind == kind]
    assert found == ([told] if told else [])


@pytest.mark.parametrize(
    "text",
    [
        "He scored 10/10, weighs 3.5 kg, at 14:30, £1,200.50 and 15,000 people.",
        "Section 20, s.47, s17, version 2.1.3, page 12, case 3 of 4.",
        "at 10 am we met 3 of 4 people; B12, A4, M25 and Covid19",
        "ref 1989 was the Children Act 1989",
        "we met at 14 and the others at 15 for tea",
        "a 10 min walk, he had 12 the day before",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find(text) == []
