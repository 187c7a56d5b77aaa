"""An author who edits a course in every way that publishing allows, as numbers say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from learning.content.compiling import Compiled
from tests.content_builders import compiled, every_kind, item, module

Item = dict[str, Any]
#: Lists of parts whose order is not meaning.
LOOSE = ("options", "left", "right", "criteria", "distractors")


class Author:
    """Holds a course of three modules. Each edit takes two numbers that pick what it is about."""

    def __init__(self) -> None:
        every = [one | {"id": f"a-{one['id']}"} for one in every_kind()]
        door = item(item_id="c-door", critical=True)
        self.modules: dict[str, list[Item]] = {"a": every, "b": [], "c": [door]}
        self.titles = {name: f"On {name}" for name in self.modules}
        self.rules: dict[str, Any] = {"pass": {"percent": 60}}
        self.file: dict[str, Any] = {}
        self.made = 0
        #: the items that are retired in the newest release
        self.gone: set[str] = set()
        #: the module of each item in the newest release
        self.homes: dict[str, str] = {}

    def course(self) -> Compiled:
        """The course as it is written now, with one more entry of `changes`."""
        self.made += 1
        month, day = divmod(self.made, 28)
        entry = {"date": f"2027-{month + 1:02}-{day + 1:02}", "effect": "material", "summary": "."}
        self.file["changes"] = [*self.file.get("changes", []), entry]
        held = [
            module(name, items, self.rules, title=self.titles[name])
            for name, items in self.modules.items()
        ]
        items = [one for own in self.modules.values() for one in own]
        self.gone = {one["id"] for one in items if one["status"] == "retired"}
        self.homes = {one["id"]: name for name, own in self.modules.items() for one in own}
        return compiled(*held, **self.file)

    def edit(self, name: str, n: int, m: int) -> None:
        """Make one of `EDITS`."""
        EDITS[name](self, n, m)

    def some_module(self, n: int) -> str:
        return sorted(self.modules)[n % len(self.modules)]

    def some_item(self, n: int, m: int) -> Item:
        """An item; every module without one gets it."""
        items = self.modules[self.some_module(n)]
        if not items:
            self.add_item(n, m)
        return items[m % len(items)]

    # --- what changes no meaning ---

    def reword(self, n: int, m: int) -> None:
        one = self.some_item(n, m)
        one["prompt"] = f"{one['prompt']} Again {self.made}."
        one["context"], one["hint"] = f"Context {self.made}.", f"Hint {self.made}."
        one["feedback"] = {"correct": f"Yes {self.made}.", "incorrect": f"No {self.made}."}

    def empty_texts(self, n: int, m: int) -> None:
        one = self.some_item(n, m)
        for parts in self._parts(one, (*LOOSE, "steps")):
            for part in parts:
                part["text"] = "."
                part.pop("feedback", None)

    def turn_parts(self, n: int, m: int) -> None:
        for parts in self._parts(self.some_item(n, m), LOOSE):
            parts.append(parts.pop(0))

    def turn_items(self, n: int, _m: int) -> None:
        self.modules[self.some_module(n)].reverse()

    def rename(self, n: int, m: int) -> None:
        self.titles[self.some_module(n)] = f"Title {self.made}.{m}"
        self.file["title"] = f"Course {self.made}"

    def move_item(self, n: int, m: int) -> None:
        one = self.some_item(n, m)
        self.modules[self.some_module(n)].remove(one)
        self.modules[self.some_module(n + 1)].append(one)

    # --- what does, with a new rev ---

    def move_key(self, n: int, m: int) -> None:
        one = self.some_item(n, m)
        one["rev"] += 1
        one["critical"] = not one.get("critical", False)
        if one["type"] in ("single", "multiple"):
            keys = [option.get("correct", False) for option in one["options"]]
            for option, key in zip(one["options"], keys[1:] + keys[:1], strict=True):
                option["correct"] = key
        if one["type"] == "ordering":
            one["steps"].reverse()
        if one["type"] == "numeric":
            one["answer"] += 1

    def drop_part(self, n: int, m: int) -> None:
        one = self.some_item(n, m)
        loose = [part for part in one.get("options", ()) if not part.get("correct")]
        if one["type"] != "judgement" and len(one.get("options", ())) > 2 and loose:
            one["options"].remove(loose[0])
            one["rev"] += 1

    def add_part(self, n: int, m: int) -> None:
        one = self.some_item(n, m)
        if one["type"] in ("single", "multiple") and len(one["options"]) < 8:
            made = f"part-{self.made}-{len(one['options'])}"
            one["options"].append({"id": made, "text": f"Text of {made}."})
            one["rev"] += 1

    def add_item(self, n: int, m: int) -> None:
        items = self.modules[self.some_module(n)]
        made = f"new-{self.made}-{sum(map(len, self.modules.values()))}-{m}"
        if all(made != one["id"] for held in self.modules.values() for one in held):
            items.append(item(("single", "numeric", "ordering")[m % 3], made))

    def retire(self, n: int, m: int) -> None:
        self.some_item(n, m)["status"] = "retired"

    def bring_back(self, n: int, m: int) -> None:
        self.some_item(n, m)["status"] = ("live", "watch")[m % 2]

    def drop_retired(self, n: int, _m: int) -> None:
        """Leave out what was published as retired; in a later release, as the lock wants it."""
        name = self.some_module(n)
        kept = [one for one in self.modules[name] if one["id"] not in self.gone]
        self.modules[name] = kept

    # --- modules and rules ---

    def turn_modules(self, _n: int, _m: int) -> None:
        self.modules = dict(reversed(self.modules.items()))

    def add_module(self, n: int, m: int) -> None:
        name = f"m{self.made}-{n}-{m}"
        if len(self.modules) < 5:
            self.modules[name], self.titles[name] = [item(item_id=f"{name}-door")], f"On {name}"

    def take_module_out(self, n: int, _m: int) -> None:
        """Its items go with it, but for those that were published in a module that stays."""
        if len(self.modules) > 1:
            for one in self.modules.pop(self.some_module(n)):
                home = self.homes.get(one["id"])
                if home in self.modules:
                    self.modules[home].append(one)

    def change_rules(self, n: int, m: int) -> None:
        self.rules = {
            "pass": {"percent": (0, 60, 100)[n % 3]},
            "feedback": ("after_item", "after_quiz")[m % 2],
            "confidence": ("off", "optional", "required")[m % 3],
            "shuffle": {"items": bool(n % 2), "options": bool(m % 2)},
            **({"draw": {"n": m + 1}} if n % 2 else {}),
        }

    def change_completion(self, n: int, m: int) -> None:
        some = [self.some_module(n), self.some_module(m)]
        self.file["completion"] = {"modules": sorted(set(some)) if m % 2 else "all"}
        self.file["validity"] = {"months": m + 1} if n % 2 else None

    def retire_course(self, n: int, _m: int) -> None:
        self.file["status"] = ("live", "retired")[n % 2]

    @staticmethod
    def _parts(one: Item, names: tuple[str, ...]) -> list[list[dict[str, Any]]]:
        return [one[name] for name in names if one.get(name)]


EDITS: dict[str, Callable[[Author, int, int], None]] = {
    name: getattr(Author, name)
    for name in (
        "reword", "empty_texts", "turn_parts", "turn_items", "rename", "move_item", "move_key",
        "drop_part", "add_part", "add_item", "retire", "bring_back", "drop_retired",
        "turn_modules", "add_module", "take_module_out", "change_rules", "change_completion",
        "retire_course",
    )
}  # fmt: skip
