"""Rules of wording for what the courses ship: one function a rule, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from learning.content.building import Case, Module
from learning.content.model import Multiple, Single
from learning.content.prose import prose
from tests.house import curriculum
from tests.house.curriculum import Finding, Sentence, cells, running, sentences

LONGEST = 35
#: Sentences that may be longer, by their first words, with the reason.
REASONS: dict[str, str] = {}
_ABOVE = re.compile(r"\b(?:all|none|both|neither|any) of (?:the |these )?above\b", re.IGNORECASE)
#: What is not said, with what is said instead.
UNWANTED = {
    r"—": "no long dash: end the sentence, or use a comma",
    r"\bfail(?:ed|s|ing|ure)? to\b": "did not",
    r"\busers?\b|\bstudents?\b": "person, learner",
    r"\blessons?\b": "module, or what was learnt",
    r"\bincidents?\b": "near miss, event, case",
    r"\bgrades?\b": "mark, score",
    r"\bobviously\b": "leave it out: it was not so to whoever was there",
    r"!(?=[\s\"”’]|$)": "no exclamation mark",
    r"\b(?:color|behavior|center|defense|program|labor|(?:organ|recogn|real|analy)[iy]z\w+)\b": (
        "British spelling"
    ),
}
_UNWANTED = {re.compile(said, re.IGNORECASE): instead for said, instead in UNWANTED.items()}
_BLOCKS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )")
_NEGATIVE = re.compile(r"\b(?:not|never|except|least likely|\w+n[’']t)\b", re.IGNORECASE)
_EMPHASISED = re.compile(
    r"\band (?:you|they|we) (?:do|can|have) not\b|\*\*[^*]+\*\*|\*[^*]+\*|“[^”]*”|\"[^\"]*\""
)


def texts_of(module: Module) -> Iterator[tuple[int, str]]:
    """All that a module says to a learner: running text, cells, fields, and its peer task."""
    yield from running(module.document)
    yield from cells(module.document)
    yield from titles(module)
    front, places = module.front, module.places
    for at, one in enumerate(front.cases):
        yield places.at("cases", at, "why").line, one.why
        yield places.at("cases", at, "ask").line, one.ask
    for at, note in enumerate(front.content_notes):
        yield places.at("content_notes", at).line, note
    start = places.at("peer_task").line + 1
    for at, line in enumerate(front.peer_task.split("\n")):
        yield start + at, line.replace("*", "")


def titles(part: Module | Case) -> Iterator[tuple[int, str]]:
    """Title, headings, and titles of callouts."""
    yield part.places.at("title").line, part.front.title
    yield from ((one.line, one.text) for one in part.document.headings)
    yield from ((one.line, one.title) for one in part.document.callouts if one.title)


def texts_of_case(case: Case) -> Iterator[tuple[int, str]]:
    """All that a case says, but for its source."""
    yield from running(case.document)
    yield from cells(case.document)
    yield from titles(case)
    for at, note in enumerate(case.front.content_notes):
        yield case.places.at("content_notes", at).line, note


def texts_of_quiz(module: Module) -> Iterator[tuple[int, str]]:
    """Every text of the items that anybody meets."""
    for at, item in enumerate(module.quiz.items if module.quiz else ()):
        if item.status != "retired":
            for path, text in prose(item):
                line = module.quiz_places.at("items", at, *path).line
                yield from ((line, " ".join(block.split())) for block in _BLOCKS.split(text))


def quiz_file(module: Module) -> str:
    """The file of a module's quiz."""
    return module.file.replace("module.md", "quiz.yaml")


def long_sentences(file: str, found: Iterable[Sentence]) -> list[Finding]:
    """Sentences of more than 35 words for which no reason is written down."""
    return [
        Finding(
            file, one.line, f"a sentence of {one.words} words ({_begin(one.text)}): cut it in two"
        )
        for one in found
        if one.words > LONGEST and not any(one.text.startswith(said) for said in REASONS)
    ]


def idle_reasons(found: Iterable[Sentence], reasons: Iterable[str]) -> list[str]:
    """Reasons that no long sentence needs any more."""
    long = [one.text for one in found if one.words > LONGEST]
    return [said for said in reasons if not any(text.startswith(said) for text in long)]


def unwanted(file: str, texts: Iterable[tuple[int, str]]) -> list[Finding]:
    """Words that this house does not use, above all those that lay a fault at somebody's door."""
    return [
        Finding(file, line + text.count("\n", 0, found.start()), f"“{found[0]}”: {instead}")
        for line, text in texts
        for said, instead in _UNWANTED.items()
        for found in said.finditer(text)
    ]


def options_above(module: Module) -> list[Finding]:
    """Options that speak of the other options: they are shown in any order."""
    return [
        Finding(quiz_file(module), line, f"“{found[0]}”: options are shuffled, so say it in words")
        for line, text in texts_of_quiz(module)
        if (found := _ABOVE.search(text))
    ]


def bare_negatives(module: Module) -> list[Finding]:
    """Items that ask for what is not so, without showing the word: **not**."""
    found = []
    for at, item in enumerate(module.quiz.items if module.quiz else ()):
        bare = negative_in(item.prompt) if isinstance(item, Single | Multiple) else ""
        if bare and item.status != "retired":
            line = module.quiz_places.at("items", at, "prompt").line
            say = f"{item.id}: a negative in the stem: write **{bare}**, or ask without it"
            found.append(Finding(quiz_file(module), line, say))
    return found


def negative_in(prompt: str) -> str:
    """The negative of what a prompt asks (its last sentence), if it is not emphasised."""
    asked = [*sentences([(1, " ".join(prompt.split()))])][-1].text
    found = _NEGATIVE.search(_EMPHASISED.sub("", asked))
    return found[0] if found else ""


@cache
def terms() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Each term with the words that explain it."""
    listed = curriculum.table("curriculum_terms.yaml")["terms"]
    return tuple(
        (re.compile(rf"\b(?:{term})\b", re.I), re.compile(rf"\b(?:{said})", re.I))
        for term, said in listed.items()
    )


def unexplained(file: str, found: Sequence[Sentence]) -> list[Finding]:
    """Terms whose first use has no explaining word near: a sentence before, two after."""
    missed = []
    for term, said in terms():
        at = next((n for n, one in enumerate(found) if term.search(one.text)), None)
        if at is None:
            continue
        word = term.search(found[at].text)[0]  # type: ignore[index]
        near = " ".join(one.text for one in found[max(0, at - 1) : at + 3])
        if not said.search(term.sub("", near)):
            say = (
                f"“{word}” is not explained where it first stands: say what it is in everyday words"
            )
            missed.append(Finding(file, found[at].line, say))
    return missed


def in_order(module: Module | Case) -> list[Sentence]:
    """The sentences of a body as they are read."""
    blocks = sorted([*running(module.document), *cells(module.document)])
    return [*sentences(blocks)]


def _begin(text: str) -> str:
    return " ".join(text.split()[:5]) + " ..."
