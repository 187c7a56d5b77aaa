"""Finding cases: what narrows the library, and which cases stand near a module."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.cases import library as finding
from learning.content.blobs import CaseHtml, ModuleEntry
from learning.releases.shapes import Case, Course, Library, Published
from tests.builders import AT
from tests.content.written import case_front, course_file

NOTHING = CaseHtml(sections=(), lead="")


def case(case_id: str, *factors: str, **front: Any) -> Case:
    """A case that these factors hindered; of child protection unless said."""
    coded = [{"id": f"fam.{one}", "effect": "hindered"} for one in factors or ("fear",)]
    return Case(case_id, case_front(**{"factors": coded, **front}), NOTHING)


def gone(case_id: str) -> Case:
    return Case(case_id, None, NOTHING)


def library(*cases: Case) -> Library:
    return Library(1, {one.id: one for one in cases}, {}, "cpnm-1")


def entry(
    module_id: str = "m", factors: Sequence[str] = (), cases: Sequence[str] = ()
) -> ModuleEntry:
    return ModuleEntry(
        id=module_id,
        sha256="0" * 64,
        title=f"On {module_id}",
        minutes=20,
        quiz=True,
        objectives=(),
        factors=tuple(f"fam.{one}" for one in factors),
        cases=tuple(cases),
    )


def ids(cases: Sequence[Case]) -> list[str]:
    return [one.id for one in cases]


def related(held: Library, module: ModuleEntry, told: Sequence[str] = ()) -> list[str]:
    return ids(finding.related(held, module, told))


# --- what is shown, and what narrows it ----------------------------------------------------------


def test_cases_of_work_with_children_come_first_and_withdrawn_ones_not_at_all() -> None:
    held = library(
        case("av-01", domain="aviation"),
        case("fi-01", domain="fire"),
        case("hl-01", domain="health"),
        gone("cp-00"),
        case("ey-01", domain="early_years"),
        case("cp-02"),
        case("cp-01"),
    )
    assert ids(finding.shown(held)) == ["cp-01", "cp-02", "ey-01", "hl-01", "fi-01", "av-01"]


def test_a_case_of_another_field_has_the_stage_it_resembles() -> None:
    assert finding.stage_of(case("a", stage="visit").front) == "visit"  # type: ignore[arg-type]
    assert finding.values_of(case("a", stage_parallel="court"), "stage") == ["court"]
    assert finding.values_of(case("a"), "stage") == []
    assert finding.values_of(gone("a"), "kind") == []


def test_every_wanted_value_must_be_there_and_an_empty_one_does_not_narrow() -> None:
    cases = [case("a", "fear", "haste", stage="visit"), case("b", "fear", stage="court")]
    assert ids(finding.narrowed(cases, {})) == ["a", "b"]
    assert ids(finding.narrowed(cases, {"factor": "fam.fear", "stage": ""})) == ["a", "b"]
    assert ids(finding.narrowed(cases, {"factor": "fam.fear", "stage": "visit"})) == ["a"]
    assert ids(finding.narrowed(cases, {"factor": "fam.haste", "stage": "court"})) == []
    assert ids(finding.narrowed(cases, {"factor": "nonsense"})) == []


def test_only_values_that_occur_can_be_chosen() -> None:
    found = finding.choices([case("a", "haste", "fear", stage="visit"), case("b", kind="mistake")])
    assert found == {
        "kind": ["mistake", "near_miss"],
        "domain": ["child_protection"],
        "stage": ["visit"],
        "setting": [],
        "factor": ["fam.fear", "fam.haste"],
    }


FACTORS = st.lists(st.sampled_from(["fear", "haste", "noise", "rank"]), min_size=1, unique=True)
CASES = st.lists(
    st.tuples(
        FACTORS,
        st.sampled_from(["near_miss", "success", "mistake"]),
        st.sampled_from(["visit", "court", None]),
        st.booleans(),
    ),
    max_size=12,
)


def random_library(drawn: Sequence[Any]) -> Library:
    return library(
        *(
            gone(f"c{n:02}") if withdrawn else case(f"c{n:02}", *factors, kind=kind, stage=stage)
            for n, (factors, kind, stage, withdrawn) in enumerate(drawn)
        )
    )


@given(CASES)
def test_no_choice_that_is_offered_leads_to_an_empty_page(drawn: Any) -> None:
    cases = finding.shown(random_library(drawn))
    for facet, values in finding.choices(cases).items():
        for value in values:
            assert finding.narrowed(cases, {facet: value})


# --- near a module -------------------------------------------------------------------------------


def test_cases_that_share_no_factor_are_not_near() -> None:
    held = library(case("a", "fear"), case("b", "noise"))
    assert related(held, entry(factors=["fear"])) == ["a"]
    assert related(held, entry(factors=["rank"])) == []
    assert related(held, entry()) == []
    assert related(Library.empty(), entry(factors=["fear"])) == []


def test_what_a_module_tells_itself_is_not_near_it() -> None:
    held = library(case("a"), case("b"), case("c"))
    module = entry(factors=["fear"], cases=["a"])
    assert related(held, module, ["b"]) == ["c"]


def test_a_rare_factor_weighs_more_than_a_common_one() -> None:
    held = library(
        case("a", "fear"),
        case("b", "fear"),
        case("c", "fear"),
        case("d", "fear"),
        case("e", "noise"),
    )
    assert related(held, entry(factors=["fear", "noise"]))[0] == "e"


def test_more_shared_factors_are_nearer() -> None:
    held = library(case("a", "fear"), case("b", "fear", "haste"), case("c", "haste"))
    assert related(held, entry(factors=["fear", "haste"]))[0] == "b"


def test_the_stage_of_the_modules_own_cases_breaks_a_tie() -> None:
    held = library(
        case("own", "noise", stage="visit"),
        case("a", stage="court"),
        case("b", stage="visit"),
        case("c", stage_parallel="visit", domain="health"),
    )
    assert related(held, entry(factors=["fear"], cases=["own"])) == ["b", "c", "a"]


def test_at_most_three_are_near_and_one_of_them_is_a_success() -> None:
    held = library(
        *(case(f"c{n}", "fear", "haste") for n in range(4)), case("good", "fear", kind="success")
    )
    assert related(held, entry(factors=["fear", "haste"])) == ["c0", "c1", "good"]


def test_a_success_that_shares_nothing_takes_no_place() -> None:
    held = library(*(case(f"c{n}") for n in range(4)), case("good", "noise", kind="success"))
    assert related(held, entry(factors=["fear"])) == ["c0", "c1", "c2"]


def test_a_success_among_the_nearest_stays_where_it_is() -> None:
    held = library(
        case("a", "fear", "haste", kind="success"), case("b"), case("c"), case("d", kind="success")
    )
    assert related(held, entry(factors=["fear", "haste"])) == ["a", "b", "c"]


def test_a_withdrawn_case_is_near_nothing() -> None:
    assert related(library(gone("a"), case("b")), entry(factors=["fear"])) == ["b"]


@given(CASES, FACTORS, st.sets(st.integers(0, 11)))
def test_near_cases_are_few_readable_untold_and_related(
    drawn: Any, factors: list[str], told: set[int]
) -> None:
    held = random_library(drawn)
    module = entry(factors=factors, cases=[f"c{n:02}" for n in told])
    found = finding.related(held, module)
    assert len(found) <= finding.MOST_RELATED and len(set(ids(found))) == len(found)
    for one in found:
        assert one.front is not None and one.id not in module.cases
        assert set(finding.values_of(one, "factor")) & set(module.factors)
    could = [
        one
        for one in finding.shown(held)
        if one.front and one.front.kind == "success" and one.id not in module.cases
        and set(finding.values_of(one, "factor")) & set(module.factors)
    ]  # fmt: skip
    assert any(one in could for one in found) or not could
    assert found == finding.related(held, module), "the same every time"


# --- which modules use a case --------------------------------------------------------------------


def course(course_id: str, *modules: ModuleEntry) -> Course:
    published = Published(1, course_id, 1, "editorial", "0" * 64, AT)
    front = course_file(title=f"Course {course_id}", modules=[one.id for one in modules])
    return Course(published, front, modules, "")


def test_a_case_lists_the_modules_that_tell_it_in_the_order_of_their_courses() -> None:
    courses = [
        course("one", entry("a", cases=["x"]), entry("b"), entry("c", cases=["y", "x"])),
        course("two", entry("a", cases=["x"])),
    ]
    found = finding.uses(courses, "x")
    assert [(use.course, use.module) for use in found] == [("one", "a"), ("one", "c"), ("two", "a")]
    assert found[0].course_title == "Course one" and found[0].module_title == "On a"
    assert finding.uses(courses, "z") == []


@pytest.mark.parametrize("kind", ["near_miss", "mistake", "concern", "success"])
def test_cases_of_every_kind_can_be_found(kind: str) -> None:
    assert ids(finding.narrowed([case("a", kind=kind)], {"kind": kind})) == ["a"]
