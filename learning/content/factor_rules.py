"""Rules of factors.yaml: every factor has one id, which begins with its group's."""

from __future__ import annotations

from learning.content.model import FactorsFile
from learning.content.places import Places
from learning.content.problems import Findings
from learning.content.reference_rules import Naming


def check(factors: FactorsFile, places: Places, findings: Findings) -> None:
    """The ids of groups and factors."""
    groups = Naming(findings, "factors", lambda at: places.at("groups", at, "id"))
    groups.once(group.id for group in factors.groups)
    spots: list[tuple[str | int, ...]] = []
    ids: list[str] = []
    for at, group in enumerate(factors.groups):
        for within, factor in enumerate(group.factors):
            spots.append(("groups", at, "factors", within, "id"))
            ids.append(factor.id)
            prefix, _, name = factor.id.partition(".")
            if prefix != group.id:
                other = f"'{factor.id}' stands in the group '{group.id}'"
                findings.add(
                    "factors.prefix",
                    places.at(*spots[-1]),
                    f"{other}: call it '{group.id}.{name}', or move it",
                )
    Naming(findings, "factors", lambda at: places.at(*spots[at])).once(ids)
