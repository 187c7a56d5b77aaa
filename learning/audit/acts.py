"""The acts that leave an audit line, each with its words. A new act is written in here first."""

from __future__ import annotations

#: what a line says was done, in words that follow "Olu Administrator"
ACTS = {
    "person.seen": "looked at the page of",
    "person.made": "made an account for",
    "person.reminded": "had a reminder sent to",
    "person.changed": "changed",
    "person.deactivated": "deactivated",
    "person.reactivated": "reactivated",
    "person.invited": "invited somebody",
    "invitation.withdrawn": "withdrew an invitation",
    "password.link": "made a link to a new password for",
    "place.given": "gave a place in a team to",
    "place.changed": "changed the days of a place of",
    "place.ended": "ended a place of",
    "place.moved": "moved to another team",
    "completion.added": "added a past completion of",
    "completion.changed": "corrected a past completion of",
    "pause.made": "noted an absence of",
    "pause.ended": "ended an absence of",
    "exemption.made": "exempted",
    "exemption.ended": "ended an exemption of",
    "team.seen": "looked at the completions of",
    "team.exported": "exported the completions of",
    "team.made": "made",
    "team.changed": "changed",
    "team.moved": "moved",
    "team.closed": "closed",
    "team.reopened": "reopened",
    "requirement.made": "made",
    "requirement.changed": "changed",
    "requirement.ended": "ended",
    "setting.changed": "changed the setting",
    "import.applied": "imported",
    "people.exported": "exported",
    "audit.exported": "exported the audit lines",
    "job.retried": "had work tried again",
    "release.published": "published",
    "release.back": "took back to an earlier release",
    "course.regraded": "gave full credit for void items of",
}
#: what kinds of things acts are done to
KINDS = (
    *("person", "team", "requirement", "setting", "invitation", "file", "job", "audit"),
    *("release", "course"),
)
