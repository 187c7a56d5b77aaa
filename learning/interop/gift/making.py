"""From an entry of GIFT to the fields of an item: its type, prompt, parts, key and feedback.

What would change its meaning is a `Fault`; what is left out, or counts otherwise here, is a note.
Fields that GIFT does not know (objective, sources, review) are no matter of this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from learning.interop.gift import choices, naming, numbers
from learning.interop.gift.entries import (
    Choosing,
    Counting,
    Deciding,
    Entry,
    Fault,
    Other,
    Pairing,
    Span,
    Text,
)
from learning.interop.gift.wording import markdown

Fields = dict[str, Any]
_OTHERS = {
    "essay": "an essay: nobody marks here. A 'reflect' item may serve, written by hand",
    "short": "typed words (short answer): no item takes them. Give options, or {#...} for a number",
    "description": "a description, which asks nothing: put its words into module.md",
}
_MOST = 12


class Maker:
    """Makes the fields of one entry, and keeps the notes on the way."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.kept: Mapping[str, object] = entry.kept
        self.notes = list(entry.notes)

    def note(self, line: int, told: str) -> None:
        """Keep a note on a line."""
        self.notes.append((line, told))

    def words(self, text: Text) -> str:
        """A text as Markdown; what of it is left out is noted."""
        told, left_out = markdown(text)
        for one in left_out:
            self.note(text.line, f"{one} left out")
        return told

    def maybe(self, name: str, text: Text | None) -> Fields:
        """A field with a text, where there is one."""
        return {name: self.words(text)} if text is not None and text.words else {}

    def made(self) -> Fields:
        """The item's own fields. `Fault` where it does not fit."""
        entry = self.entry
        if isinstance(entry.body, Other):
            raise Fault(entry.line, _OTHERS[entry.body.what])
        prompt = self.words(entry.stem)
        if not prompt:
            raise Fault(entry.line, "nothing is asked: write words before the {")
        own = self.own()
        said = {**own.pop("feedback", {}), **self.maybe("general", entry.general)}
        for name in ("correct", "incorrect"):
            if isinstance(self.kept.get(name), str):
                said.setdefault(name, self.kept[name])
        return {**self.asked(prompt), **own, **({"feedback": said} if said else {})}

    def own(self) -> Fields:
        """What only items of its type have."""
        body = self.entry.body
        if isinstance(body, Choosing):
            return self.choosing(body)
        if isinstance(body, Deciding):
            return self.deciding(body)
        if isinstance(body, Pairing):
            return self.pairing(body)
        return self.counting(body)  # type: ignore[arg-type]

    def asked(self, prompt: str) -> Fields:
        """The prompt; the context stands before it where it came from here."""
        context = self.kept.get("context")
        if isinstance(context, str) and prompt.startswith(f"{context}\n\n"):
            return {"context": context, "prompt": prompt.removeprefix(f"{context}\n\n").strip()}
        if context is not None:
            self.note(self.entry.line, "the context is not what the text begins with: left out")
        return {"prompt": prompt}

    def choosing(self, body: Choosing) -> Fields:
        """A single where one begins with `=`, else a multiple by its weights."""
        self.limit(body.branches, "options")
        kept = "score" in self.kept  # then the weights are ours, and what they mean is known
        kind = choices.kind(body, (lambda line, told: None) if kept else self.note)
        keys = choices.keys(body)
        texts = [self.words(one.text) for one in body.branches]
        options = [
            {"text": text, **({"correct": True} if is_key else {})}
            for text, is_key in zip(texts, keys, strict=True)
        ]
        for option, branch in zip(options, body.branches, strict=True):
            option.update(self.maybe("feedback", branch.feedback))
        return self.options(kind, texts, options)

    def deciding(self, body: Deciding) -> Fields:
        """True or false is a single of two."""
        options: list[Fields] = []
        for truth in (True, False):
            said = body.right if truth == body.truth else body.wrong
            correct = {"correct": True} if truth == body.truth else {}
            options.append({"text": str(truth), **correct, **self.maybe("feedback", said)})
        return self.options({"type": "single"}, ["is true", "is false"], options)

    def options(self, kind: Fields, named: Sequence[str], options: list[Fields]) -> Fields:
        """Options with their ids; `named` are the words that ids are made of."""
        ids = naming.of_parts(named, self.kept.get("ids"), "option")
        whole = [{"id": name, **one} for name, one in zip(ids, options, strict=True)]
        for one in whole:
            if one["id"] == self.kept.get("pin"):
                one["pin"] = "last"
        score = self.kept.get("score")
        if kind["type"] == "multiple" and score in ("all", "each", "net"):
            kind = {**kind, "score": score}
        return {**kind, "options": whole}

    def pairing(self, body: Pairing) -> Fields:
        """Right sides that read alike are one; one without a left side belongs to none."""
        texts = [self.words(one.left) for one in body.pairs if one.left]
        shown = [self.right(one.right) for one in body.pairs]
        rights = list(dict.fromkeys(shown))
        self.limit(texts, "left sides")
        self.limit(rights, "different right sides")
        left_ids = naming.of_parts(texts, self.sides("left"), "left")
        right_ids = naming.of_parts(rights, self.sides("right"), "right")
        named = dict(zip(rights, right_ids, strict=True))
        chosen = [right for one, right in zip(body.pairs, shown, strict=True) if one.left]
        return {
            "type": "matching",
            "left": self.told_of("left", left_ids, texts),
            "right": self.in_order(self.told_of("right", right_ids, rights)),
            "key": {name: named[right] for name, right in zip(left_ids, chosen, strict=True)},
        }

    def sides(self, name: str) -> object:
        """The ids that were kept of a side; None for none."""
        given = self.kept.get(name)
        return list(given) if isinstance(given, Mapping) else None

    def right(self, text: Text) -> str:
        """A right side: plain words, but Markdown where it came from here."""
        return text.words if self.sides("right") else self.words(text)

    def in_order(self, sides: list[Fields]) -> list[Fields]:
        """Right sides in the order that was kept, which the pairs do not tell."""
        order, ids = self.kept.get("order"), [one["id"] for one in sides]
        if not naming.is_ids(order) or not isinstance(order, list) or sorted(order) != sorted(ids):
            return sides
        return sorted(sides, key=lambda one: order.index(one["id"]))

    def told_of(self, name: str, ids: Sequence[str], texts: Sequence[str]) -> list[Fields]:
        """A side, with the feedback that was kept of it."""
        said = self.kept.get(name)
        kept = said if isinstance(said, Mapping) else {}
        return [
            {"id": one, "text": text, **({"feedback": kept[one]} if kept.get(one) else {})}
            for one, text in zip(ids, texts, strict=True)
        ]

    def counting(self, body: Counting) -> Fields:
        """One number counts; those that count for nothing are near, and have feedback."""
        right = [one for one in body.spans if one.weight == 100]
        partial = [one for one in body.spans if one.weight not in (0, 100)]
        if partial:
            raise Fault(partial[0].line, choices.PARTIAL.format("number"))
        if len(right) != 1:
            told = f"{len(right)} numbers count in full: one can, with what is given or taken"
            raise Fault(self.entry.line, told)
        answer = right[0]
        said = {**self.maybe("correct", answer.feedback), **self.maybe("incorrect", body.otherwise)}
        near = [self.near(one, answer) for one in body.spans if one.weight == 0]
        return {
            "type": "numeric",
            "answer": number(answer.middle, answer.line),
            "tolerance": self.tolerance(answer),
            **({"unit": self.kept["unit"]} if isinstance(self.kept.get("unit"), str) else {}),
            **({"near": near} if near else {}),
            "feedback": said,
        }

    def tolerance(self, answer: Span) -> Fields:
        """What was kept, where it allows what is written; else how far the ends are."""
        kept = self.kept.get("tolerance")
        if isinstance(kept, Mapping) and isinstance(kept.get("rel"), int | float):
            share = numbers.decimal(abs(float(kept["rel"])))
            middle = abs(numbers.decimal(number(answer.middle, answer.line)))
            if numbers.plainly(numbers.product(share, middle)) == answer.off:
                return {"rel": kept["rel"]}
        return {"abs": number(answer.off, answer.line)}

    def near(self, span: Span, answer: Span) -> Fields:
        """A range with what is said of it. `Fault` where it holds the right number."""
        low, high = number(span.low, span.line), number(span.high, span.line)
        if span.feedback is None:
            raise Fault(span.line, "a number that counts for nothing and has no feedback: drop it")
        if low <= number(answer.middle, answer.line) <= high:
            told = (
                "a range that counts for nothing holds the right number: leave it out of the range"
            )
            raise Fault(span.line, told)
        return {"range": [low, high], "feedback": self.words(span.feedback)}

    def limit(self, parts: Iterable[object], what: str) -> None:
        """Items have 2 to 12 of everything."""
        count = len(list(parts))
        if not 2 <= count <= _MOST:
            raise Fault(self.entry.line, f"{count} {what}: an item has 2 to {_MOST}")


def number(told: str, line: int) -> float:
    """A decimal as a number: whole where it is; `Fault` where it is beyond all numbers."""
    value = float(told)
    if abs(value) == float("inf"):
        raise Fault(line, "a number with more than 300 figures: no item takes it")
    return int(told) if "." not in told and abs(value) < 2**53 else value
