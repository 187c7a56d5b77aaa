"""A quiz with feedback after each item, from its first page to its result."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select

from learning.db import Database
from learning.progress.models import ResponseRow
from tests.content_builders import (
    HOSTILE,
    KINDS,
    changes,
    compiled,
    every_kind,
    item,
    module,
    put_into,
)
from tests.pages import Page, Pages
from tests.web.quizzing import quizzing

pytestmark = pytest.mark.usefixtures("cast")


def kept(database: Database) -> dict[str, Any]:
    """What is saved, by item."""
    with database.reading() as session:
        rows = session.execute(select(ResponseRow.item, ResponseRow.given))
        return {row.item: row.given for row in rows}


SAID = {
    "single": ["Not this time", "Two children share it."],
    "multiple": ["Not this time", "Coats are swapped.", "This one too"],
    "ordering": ["Not this time", "You made it step 3. It is step 1."],
    "matching": ["Not this time", "You chose: Tell. It goes with: Ask."],
    "numeric": ["Not this time", "You gave 987654 working days. It is 15 working days."],
    "judgement": ["Others on the panel chose differently", "Silence reads as agreement."],
    "reflect": ["For you alone", "I would say the fact first."],
}


def test_an_item_of_every_type_is_answered_rightly(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, every_kind())
    page = quiz.begin()
    for number, kind in enumerate(KINDS, start=1):
        page = quiz.rightly(page)
        assert ("For you alone" if kind == "reflect" else "Right") in page.text
        assert "Not this" not in page.text
        assert ("See what you hold" if number == len(KINDS) else "Next item") in page.text
        page = quiz.onward(page)
    assert "6 of 6 were right. The module is complete." in page.text
    assert kept(database).keys() == set(KINDS)


def test_an_item_of_every_type_says_what_was_not_right_and_why(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, every_kind())
    page = quiz.begin()
    for kind in KINDS:
        page = quiz.wrongly(page)
        for said in SAID[kind]:
            assert said in page.text, (kind, said)
        page = quiz.onward(page)
    assert "0 of 6 were right." in page.text
    assert all(said in page.text for texts in SAID.values() for said in texts), "and again here"


def test_an_item_of_every_type_that_was_left_empty_comes_back_with_what_to_do(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, every_kind(context="On a Friday.", hint="Look twice."))
    page = quiz.begin()
    for kind in KINDS:
        if kind != "reflect":  # to tick nothing is an answer there
            page = quiz.answer(page, {}, status=422)
            assert page.title.startswith("Error: ")
            assert "There is a problem" in page.text and f"#item-{kind}" in page.links
            assert "On a Friday." in page.text and "Look twice." in page.text
        assert kind not in kept(database)
        page = quiz.onward(quiz.rightly(page))


def test_what_was_filled_in_is_still_there_after_an_error(pages: Pages, database: Database) -> None:
    items = [item(kind, kind) for kind in ("ordering", "matching", "numeric")]
    quiz = quizzing(pages, database, [*items, item("reflect", "reflect", store="private")])
    wrong = [
        ("ordering", {"place-stop": ["1"], "place-ask": ["1"]}, "Place 1 is given more than once"),
        ("ordering", {"place-stop": ["2"], "place-hope": ["3"]}, "Place 1 is still free"),
        ("matching", {"pair-probe": ["tell"]}, "Row 2 has no match yet"),
        ("numeric", {"value": ["about <b>fifteen</b>"]}, "number"),
        ("numeric", {"value": ["1" * 4_000]}, "number"),
        ("reflect", {"text": ["long " * 801 + "end"]}, "Shorten it"),
    ]
    page = quiz.begin()
    for kind, sent, said in wrong:
        while not page.path.endswith(kind):
            page = quiz.onward(quiz.rightly(page))
        again = quiz.answer(page, sent, status=422)
        assert said in again.text
        assert {name: [again.form(page.path).value(name)] for name in sent} == sent


@pytest.mark.parametrize(
    ("kind", "sent"),
    [("single", ["name", "both"]), ("multiple", ["a", "none"]), ("single", ["name", "strange"])],
)
def test_choices_that_cannot_be_taken_come_back_ticked(
    pages: Pages, database: Database, kind: str, sent: list[str]
) -> None:
    changed = {"none_correct": True} if kind == "multiple" else {}
    quiz = quizzing(pages, database, [item(kind, **changed)])
    page = quiz.answer(quiz.begin(), {"choice": sent}, status=422)
    ticked = {value for name, value in page.form(page.path).fields if name == "choice"}
    assert ticked == {*sent} - {"strange"}


def test_how_sure_one_was_is_still_there_after_an_error(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item()], {"confidence": "optional"})
    page = quiz.answer(quiz.begin(), {"confidence": ["sure"]}, status=422)
    assert page.form(page.path).value("confidence") == "sure"


def test_where_it_is_required_how_sure_one_is_must_be_said(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item()], {"confidence": "required"})
    page = quiz.answer(quiz.begin(), {"choice": ["both"]}, status=422)
    assert "Say how sure you are" in page.text
    assert page.form(page.path).value("choice") == "both"
    assert "Right" in quiz.rightly(page, confidence=["certain"]).text


def test_a_reflection_is_not_asked_how_sure_it_is(pages: Pages, database: Database) -> None:
    quiz = quizzing(
        pages, database, [item("reflect"), item(item_id="x")], {"confidence": "required"}
    )
    page = quiz.begin()
    assert "How sure are you?" not in page.text
    assert "For you alone" in quiz.rightly(page).text


def test_none_of_these_is_a_choice_of_its_own(pages: Pages, database: Database) -> None:
    options = [{"id": one, "text": one, "feedback": f"Not {one}."} for one in "ab"]
    quiz = quizzing(pages, database, [item("multiple", options=options, none_correct=True)])
    page = quiz.begin()
    assert "None of these" in page.text
    assert "Right" in quiz.answer(page, {"choice": ["none"]}).text
    assert kept(database) == {"door": {"chosen": []}}


def test_a_number_that_is_near_is_told_what_it_is(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item("numeric")])
    page = quiz.answer(quiz.begin(), {"value": ["10,0"]})
    assert "That is the other limit." in page.text


def test_the_words_of_a_reflection_are_not_asked_for_unless_they_are_kept(
    pages: Pages, database: Database
) -> None:
    items = [item("reflect", "drop"), item("reflect", "keep", store="private"), item()]
    quiz = quizzing(pages, database, items)
    page = quiz.begin()
    assert "<textarea" not in page.html
    page = quiz.onward(quiz.answer(page, {"text": ["Mia Marker"], "criterion": ["fact"]}))
    assert "<textarea" in page.html
    quiz.answer(page, {"text": ["My own words."]})
    assert kept(database) == {
        "drop": {"criteria": ["fact"]},
        "keep": {"criteria": [], "text": "My own words."},
    }


# --- going on ------------------------------------------------------------------------------------


def test_a_quiz_goes_on_where_it_was_left_on_another_device(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(item_id=one) for one in ("a", "b", "c")])
    page = quiz.begin()
    quiz.rightly(page)
    other = Pages(pages.app)
    other.become("alice")
    there = other.get(page.path.partition("/items/")[0])
    assert "Item 2 of 3" in there.text and there.path.endswith("/items/b")


def test_an_answered_item_shows_its_feedback_again_and_takes_no_other_answer(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(), item(item_id="knock")])
    page = quiz.begin()
    quiz.wrongly(page)
    again = pages.get(page.path)
    assert "Two children share it." in again.text and "Next item" in again.text
    assert [one.action for one in again.forms] == ["/sign-out"]


def test_of_two_tabs_the_first_answer_stands_and_the_second_is_shown_it(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(), item(item_id="knock")])
    tab = quiz.begin()
    other = pages.get(tab.path)
    quiz.wrongly(tab)
    assert "Not this time" in quiz.rightly(other).text
    assert kept(database) == {"door": {"chosen": ["name"]}}


def test_a_double_click_on_the_last_item_ends_the_quiz_once(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item()])
    page = quiz.begin()
    said = [quiz.rightly(page) for _ in range(3)]
    assert all("See what you hold" in one.text for one in said)
    assert pages.get("/record").text.count("3 of") == 0
    assert "Passed: look at it" in pages.get("/record").text


def test_a_replayed_form_after_the_end_changes_nothing(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item(), item(item_id="knock")])
    first = quiz.begin()
    quiz.finish(first, wrong=["door"])
    assert "Not this time" in quiz.rightly(first).text
    assert "1 of 2 were right" in pages.get(first.path.partition("/items/")[0]).text


def test_an_open_quiz_shows_what_it_began_with_after_a_new_release(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(prompt="The old words?"), item(item_id="knock")])
    page = quiz.begin()
    edited = [item(prompt="New words?"), item(item_id="knock", status="retired")]
    put_into(database, compiled(module(items=edited), changes=changes("material")))
    assert "The old words?" in pages.get(page.path).text
    result = quiz.finish(page)
    assert "2 of 2 were right" in result.text and "The old words?" in result.text
    assert "New words?" in quiz.begin().text


def test_a_quiz_of_a_module_that_is_gone_can_be_finished_and_looked_at(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item()])
    page = quiz.begin()
    put_into(database, compiled(module("other", title="Other"), changes=changes("material")))
    result = quiz.finish(page)
    assert "1 of 1 were right" in result.text and "Try again now" not in result.text
    assert result.path in pages.get("/record").links


def test_a_quiz_without_an_item_is_passed_as_it_begins(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item(status="retired")], {"pass": {"percent": 0}})
    assert "Nothing here was scored." in quiz.begin().text


# --- nobody else's -------------------------------------------------------------------------------


def test_another_persons_attempt_looks_as_if_it_did_not_exist(
    pages: Pages, database: Database
) -> None:
    quiz = quizzing(pages, database, [item(), item(item_id="knock")])
    path = quiz.begin().path.partition("/items/")[0]
    other = Pages(pages.app)
    for name in ("bob", "charlie", "rana", "ada", "olu"):
        other.become(name)
        token = other.get("/courses").form("/sign-out").value("csrf_token")
        for end in ("", "/items/door", "/result"):
            theirs, none = (other.client.get(f"{one}{end}") for one in (path, "/attempts/none"))
            assert theirs.status_code == none.status_code == 404
            assert Page(theirs).text == Page(none).text
        for end in ("", "/items/door"):
            sent = {"csrf_token": token, "choice": "both", "hand_in": "yes"}
            assert other.client.post(f"{path}{end}", data=sent).status_code == 404
    assert kept(database) == {}


def test_a_hostile_address_of_an_attempt_is_not_found(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item(), item(item_id="old", status="retired")])
    own = quiz.begin().path.partition("/items/")[0]
    token = pages.get("/courses").form("/sign-out").value("csrf_token")
    bad = [quote(one.encode("utf-8", "surrogatepass"), safe="") for one in HOSTILE if one]
    for one in [*bad, "old", "%ff", "..%2f.."]:
        paths = [f"{own}/items/{one}", *(f"/attempts/{one}{end}" for end in ("", "/items/door"))]
        for path in paths:
            for answer in (
                pages.client.get(path),
                pages.client.post(path, data={"csrf_token": token, "choice": "both"}),
            ):
                assert answer.status_code in (400, 404), path
    assert kept(database) == {}


def test_a_stranger_is_asked_to_sign_in_and_comes_back(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item()])
    path = quiz.begin().path
    answer = Pages(pages.app).client.get(path)
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={path}")


def test_nothing_tells_the_key_before_the_answer(pages: Pages, database: Database) -> None:
    said = {"correct": "Told when right.", "incorrect": "Told if not.", "general": "Told always."}
    quiz = quizzing(pages, database, every_kind(feedback=said))
    page = quiz.begin()
    for _ in KINDS:
        for text in (*said.values(), "Two children", "Coats are", "other</em> limit", "reads as"):
            assert text not in page.html, text
        page = quiz.onward(quiz.wrongly(page))


def test_a_quiz_leads_back_to_its_course(pages: Pages, database: Database) -> None:
    quiz = quizzing(pages, database, [item()])
    assert "/courses/crew" in quiz.finish(quiz.begin()).links


@pytest.mark.parametrize("rules", [{}, {"feedback": "after_quiz"}])
def test_an_item_is_said_to_be_unclear_and_clear_again(
    pages: Pages, database: Database, rules: dict[str, Any]
) -> None:
    quiz = quizzing(pages, database, [item()], rules)
    page = quiz.begin()
    if not rules:
        page = quiz.rightly(page)
        [link] = [one for one in page.links if one.endswith("/unclear")]
    else:
        link = f"{page.path}/items/door/unclear"
    page = pages.get(link)
    assert "They never see who" in page.text
    page = pages.send(page, link, {"note": "x" * 301}, status=422)
    assert page.title.startswith("Error: ") and page.form(link).value("note") == "x" * 301
    page = pages.send(page, link, {"note": "Which door?"})
    assert "Thank you." in page.text
    page = pages.get(link)
    assert page.form(link).value("note") == "Which door?"
    page = pages.send(page, link, {"take_back": "yes"})
    assert "You find it clear after all." in page.text
    assert pages.get(link).form(link).value("note") == ""


def test_nobody_elses_attempt_holds_an_item_to_be_unclear_about(
    pages: Pages, database: Database
) -> None:
    page = quizzing(pages, database, [item()]).begin()
    pages.get(f"{page.path.partition('/items/')[0]}/items/window/unclear", status=404)
    pages.become("charlie")
    pages.get(f"{page.path}/unclear", status=404)
