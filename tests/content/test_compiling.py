"""Compiling turns content into blobs that say exactly what the author wrote."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content import blobs
from learning.content.building import Case, Catalogue, Course, Module
from learning.content.compiling import Compiled, compile_course, compile_library
from learning.content.hashing import meaning, sha256
from learning.content.markdown import parse
from tests.content.written import (
    OWN,
    case_front,
    course_file,
    factors_file,
    item_values,
    module_front,
    quiz,
)

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
TEXT = """\
## The door

![A door](media/door.png "The wrong door")

!!! case "cp-01-wrong-child-from-class"
    Read *it*.

Then.
"""


@pytest.fixture
def media(tmp_path: Path) -> dict[str, Path]:
    """Two pictures beside a module; one cannot be read."""
    (tmp_path / "door.png").write_bytes(PNG)
    (tmp_path / "plan.webp").write_bytes(b"RIFF")
    return {"plan.webp": tmp_path / "plan.webp", "door.png": tmp_path / "door.png"}


def module(text: str = TEXT, media: dict[str, Path] | None = None, **changed: Any) -> Module:
    """The module `identity`."""
    whole: dict[str, Any] = {
        "id": "identity",
        "file": "crew/identity/module.md",
        "front": module_front(),
        "document": parse(text, 20),
        "quiz": quiz(),
        "media": media or {},
    }
    return Module(**{**whole, **changed})


def course(*modules: Module, **changed: Any) -> Course:
    """The course `crew`."""
    return Course("crew", "crew/course.yaml", course_file(**changed), modules or (module(),))


def case(case_id: str, text: str = "## What happened\n\nA.", **changed: Any) -> Case:
    """A case of the library."""
    return Case(case_id, f"cases/{case_id}.md", case_front(**changed), parse(text))


def library(*cases: Case, factors: bool = True) -> Compiled:
    """A compiled library."""
    known = {one.id: one for one in cases}
    file = factors_file() if factors else None
    return compile_library(Catalogue({}, known, file, frozenset()))


def body(compiled: Compiled, kind: str) -> Any:
    """The first body of a kind."""
    return json.loads(next(one.body for one in compiled.blobs if one.kind == kind))


def pieces(compiled: Compiled, kind: str, at: int = 0) -> Any:
    """The rendering of the blob of a kind."""
    return json.loads([one.html or "" for one in compiled.blobs if one.kind == kind][at])


def test_every_blob_is_named_by_the_hash_of_its_body(media: dict[str, Path]) -> None:
    made = compile_course(course(module(media=media)))
    for one in (*made.blobs, made.manifest):
        assert one.sha256 == sha256(one.body)
    assert [one.kind for one in made.blobs] == ["media"] * 2 + ["item"] * 7 + ["quiz", "module"]
    assert made.manifest.kind == "course"


def test_the_manifest_leads_to_everything(media: dict[str, Path]) -> None:
    made = compile_course(course(module(media=media)))
    known = {one.sha256: one for one in made.blobs}
    manifest = blobs.course_from(made.manifest.body)
    (entry,) = manifest.modules
    found = blobs.module_from(known[entry.sha256].body)
    assert found.quiz is not None
    assert {known[sha].body for sha in found.media.values()} == {PNG, b"RIFF"}
    items = blobs.quiz_from(known[found.quiz].body).items
    reached = {entry.sha256, found.quiz, *found.media.values(), *(one.sha256 for one in items)}
    assert reached == set(known)


def test_the_manifest_tells_what_lists_need() -> None:
    made = compile_course(course())
    assert json.loads(made.manifest.body) == {
        "format": 1,
        "id": "crew",
        "front": course_file().model_dump(mode="json", by_alias=True, exclude_unset=True),
        "modules": [
            {
                "id": "identity",
                "sha256": made.blobs[-1].sha256,
                "title": "Checking who it is",
                "minutes": 20,
                "quiz": True,
                "objectives": ["check-identity"],
                "factors": ["fam.fear"],
                "cases": ["cp-02-wrong-door", "cp-01-wrong-child-from-class"],
            }
        ],
    }
    assert json.loads(made.manifest.html or "") == {
        "summary": "<p>How <em>crews</em> speak up.</p>"
    }


def test_a_module_keeps_its_source_and_its_page(media: dict[str, Path]) -> None:
    made = compile_course(course(module(media=media)))
    written = body(made, "module")
    assert written["source"] == TEXT
    assert written["media"]["door.png"] == sha256(PNG)
    assert "content_notes" not in written["front"]
    assert pieces(made, "module") == {
        "segments": [
            {
                "html": '<h2 id="the-door">The door</h2>\n<figure><img alt="A door" height="480" '
                'loading="lazy" src="/courses/crew/identity/media/door.png" width="640">'
                "<figcaption>The wrong door</figcaption></figure>"
            },
            {"html": "<p>Read <em>it</em>.</p>", "case": "cp-01-wrong-child-from-class"},
            {"html": "<p>Then.</p>"},
        ],
        "contents": [{"id": "the-door", "text": "The door", "level": 2}],
        "words": 7,
        "peer_task": "<p>Say it in <strong>three</strong> parts.</p>",
    }


def test_a_module_without_a_quiz_says_so() -> None:
    made = compile_course(course(module(quiz=None)))
    assert body(made, "module")["quiz"] is None
    assert made.items == ()
    assert blobs.course_from(made.manifest.body).modules[0].quiz is False


def test_a_quiz_lists_its_items_of_all_states_and_spells_out_its_rules() -> None:
    values = [item_values("single"), item_values("reflect", status="draft", critical=True)]
    made = compile_course(course(module(quiz=quiz(items=values, draw={"n": 1}))))
    written = body(made, "quiz")
    assert written.pop("items") == [
        {
            "id": item.id,
            "rev": item.rev,
            "sha256": item.sha256,
            "meaning": item.meaning,
            "status": item.status,
            "objective": "check-identity",
            "critical": value.get("critical", False),
            "type": value["type"],
        }
        for item, value in zip(made.items, values, strict=True)
    ]
    assert written == {
        "pass": {"percent": 80, "critical": "all"},
        "shuffle": {"items": False, "options": True},
        "confidence": "off",
        "feedback": "after_item",
        "draw": {"n": 1, "by": "objective"},
    }
    assert "draw" not in body(compile_course(course()), "quiz")


@pytest.mark.parametrize("kind", OWN)
def test_an_item_comes_back_as_it_was_written(kind: str) -> None:
    values = item_values(kind)
    made = compile_course(course(module(quiz=quiz(items=[values]))))
    (one,) = made.items
    (kept,) = [each for each in made.blobs if each.sha256 == one.sha256]
    again = blobs.item_from(kept.body)
    assert again.model_dump(mode="json", exclude_unset=True) == json.loads(kept.body)
    assert json.loads(kept.body) == {**values, **json.loads(json.dumps(OWN[kind]))}
    assert (one.id, one.module, one.rev, one.status) == (values["id"], "identity", 1, "live")
    assert one.meaning == meaning(again)


def test_the_pieces_of_an_item_stand_apart() -> None:
    feedback = {"correct": "Yes.", "general": "Well."}
    told = item_values("single", context="Late.", hint="Two.", feedback=feedback)
    made = compile_course(course(module(quiz=quiz(items=[told]))))
    assert pieces(made, "item") == {
        "prompt": "<p>What do you check?</p>",
        "context": "<p>Late.</p>",
        "hint": "<p>Two.</p>",
        "feedback": {"correct": "<p>Yes.</p>", "general": "<p>Well.</p>"},
        "options": {
            "name": {"text": "The name alone.", "feedback": "<p>Two children share it.</p>"},
            "both": {"text": "Name <em>and</em> date of birth."},
        },
    }


def test_each_type_has_its_own_pieces() -> None:
    made = compile_course(course())
    own = {
        item.id.removeprefix("an-item-"): pieces(made, "item", at)
        for at, item in enumerate(made.items)
    }
    common = {"prompt", "feedback"}
    assert {kind: set(told) - common for kind, told in own.items()} == {
        "single": {"options"},
        "multiple": {"options"},
        "ordering": {"options"},
        "matching": {"left", "right"},
        "numeric": {"near"},
        "reflect": {"model_answer", "criteria"},
        "judgement": {"options", "rationale"},
    }
    assert list(own["ordering"]["options"]) == ["ask", "check", "hope", "stop"]
    assert own["matching"]["left"]["probe"] == {"text": "Probe"}
    assert own["numeric"]["near"] == ["<p>That is the <em>other</em> limit.</p>"]
    assert own["reflect"]["criteria"] == {"fact": "A fact", "ask": "A proposal"}
    assert own["judgement"]["rationale"] == "<p>Silence reads as agreement.</p>"


def test_a_picture_used_twice_is_one_blob(media: dict[str, Path]) -> None:
    both = {"a.png": media["door.png"], "b.png": media["door.png"]}
    made = compile_course(course(module(media=both, quiz=None)))
    assert [one.kind for one in made.blobs] == ["media", "module"]
    assert body(made, "module")["media"] == {"a.png": sha256(PNG), "b.png": sha256(PNG)}


def test_the_library_holds_what_may_be_read(tmp_path: Path) -> None:
    text = "Before.\n\n## What happened\n\nAfter."
    made = library(
        case("cp-02-b", text), case("cp-01-a", status="draft"), case("cp-03-c", status="retracted")
    )
    manifest = blobs.library_from(made.manifest.body)
    assert [(one.id, one.status) for one in manifest.cases] == [
        ("cp-02-b", "live"),
        ("cp-03-c", "retracted"),
    ]
    assert [one.kind for one in made.blobs] == ["case", "case", "factors"]
    assert made.course == "cases"
    assert manifest.factors == made.blobs[-1].sha256
    assert blobs.factors_from(made.blobs[-1].body) == factors_file()
    assert blobs.case_from(made.blobs[0].body) == blobs.CaseBlob(
        id="cp-02-b", front=case_front(), source=text
    )
    assert pieces(made, "case") == {
        "sections": [
            {"id": "opening", "title": "", "html": "<p>Before.</p>"},
            {"id": "what-happened", "title": "What happened", "html": "<p>After.</p>"},
        ],
        "lead": "Before.",
    }


def test_a_retracted_case_keeps_nothing_of_what_it_told() -> None:
    made = library(case("cp-02-b", "## What happened\n\nSECRET", status="retracted"))
    assert json.loads(made.blobs[0].body) == {"id": "cp-02-b", "status": "retracted"}
    assert made.blobs[0].html is None
    assert b"SECRET" not in b"".join(one.body for one in made.blobs)


def test_a_library_without_factors_says_so() -> None:
    made = library(factors=False)
    assert json.loads(made.manifest.body) == {"cases": [], "factors": None}
    assert made.blobs == ()


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("## What happened\n\nOne *two*\nthree.\n\nFour.", "One two three."),
        ("a" * 220, "a" * 220),
        ("word " * 60, "word " * 43 + "word\u2026"),
        ("a" * 300, "a" * 219 + "\u2026"),
        ("word, " * 60, "word, " * 35 + "word\u2026"),
        ("", ""),
    ],
)
def test_the_lead_is_the_first_paragraph_cut_at_a_word(text: str, lead: str) -> None:
    told = pieces(library(case("cp-01-a", text)), "case")["lead"]
    assert told == lead
    assert len(told) <= 220


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40)


@settings(deadline=None, max_examples=25)
@given(prompt=WORDS, text=WORDS, kind=st.sampled_from(sorted(OWN)))
def test_the_same_content_makes_the_same_bytes(prompt: str, text: str, kind: str) -> None:
    def made() -> Compiled:
        values = item_values(kind, prompt=prompt)
        return compile_course(course(module(text, quiz=quiz(items=[values]))))

    assert made() == made()


@settings(deadline=None, max_examples=25)
@given(prompt=WORDS, kind=st.sampled_from(sorted(OWN)))
def test_other_words_are_another_blob_with_the_same_meaning(prompt: str, kind: str) -> None:
    first = compile_course(course(module(quiz=quiz(items=[item_values(kind)])))).items[0]
    values = item_values(kind, prompt=f"{prompt}, or not?")
    second = compile_course(course(module(quiz=quiz(items=[values])))).items[0]
    assert first.sha256 != second.sha256
    assert first.meaning == second.meaning
