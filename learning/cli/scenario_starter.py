"""What `learning new scenario` writes: a visit of four moments, to be changed piece by piece."""

from __future__ import annotations

import datetime as dt

from learning.cli.starters import filled


def scenario(scenario_id: str, objective: str, source: str, today: dt.date) -> str:
    """A scenario on an objective and a source of the course; it is a draft, and says so."""
    words = scenario_id.replace("-", " ")
    title = words[0].upper() + words[1:]
    return filled(_SCENARIO, today, title=title, objective=objective, source=source)


_SCENARIO = """\
# A scenario. The name of this file is its id; ids are never changed once they are published.
title: «title»
summary: |
  This scenario is being written. Say here in two sentences what it is about.
# draft is never published; live is; retired stays for those who played it.
status: draft
# Minutes of one who plays alone, and of a crew: its debrief is at least as long as its run.
minutes: 15
timing: {pre_brief: 10, run: 20, debrief: 20}
# Who takes part when a crew plays it. Leave roles out where there are none.
roles:
  - id: visitor
    title: The one who visits
    brief: Say here what this person knows.
  - id: observer
    title: The observer
    brief: You say nothing. Note what you see and hear, not what you think of it.
objectives: [«objective»]
# The true cases it draws on, by their ids; they are shown at the end.
cases: []
sources:
  - id: «source»
review:
  last: «today»
  by: The author, not yet read by anyone else
  due: «due»
# What may be hard to read. It is said before anyone begins.
content_notes: []
pre_brief: |
  Say here where it begins and what is known. Nothing is scored, and nobody sees what is chosen.
# The node it begins with. Every way through ends, none goes in a circle, none has more than 12
# choices.
start: at-the-door
nodes:
  at-the-door:
    title: At the door
    text: Describe here a moment at work that could go more than one way.
    # What happens meanwhile: a call, a message, a change, a silence or a detail that does not fit.
    cues:
      - kind: call
        after: A minute later
        text: Say here who calls, and what they want.
    # Choices that a careful person could make, each for a good reason.
    choices:
      - id: go-in
        text: What a person in a hurry might do.
        to: inside
        feedback: Say why this tempts, what it overlooks, and what to do instead.
      - id: ask-first
        text: What takes a minute longer.
        to: known
        feedback: Say what it cost, and what it told.
  inside:
    title: Inside
    text: Show here that something does not fit, so that it can still be put right.
    choices:
      - id: stop-and-ask
        text: Stop, and ask now.
        to: known
        feedback: Say that it was not too late.
      - id: go-on
        text: Go on.
        to: too-late
        feedback: Say why one goes on, and who else could have spoken.
  # A node that ends has no choices; its line says how it ended.
  known:
    title: What you know now
    text: Say here what the check brought out.
    end: The check came in time.
  too-late:
    title: An hour later
    text: Say here what came of it, and no more than a source could tell.
    end: It was noticed afterwards.
# What to ask when it is over; a note helps whoever finds nothing to say.
debrief:
  - id: happened
    ask: What happened, step by step?
  - id: made-sense
    ask: At the turning point, what made sense at the time?
    note: Nobody chose what they thought was wrong. What did it look like from there?
  - id: caught
    ask: What caught it, or what could have?
  - id: change
    ask: Which one thing will you do differently this week?
# Only what can be seen or heard.
observer:
  - Somebody asked for a detail and waited for it.
  - Somebody said a doubt aloud.
# Said at the end: what is invented, and which true cases it draws on.
origin: |
  This scenario is invented. Say here what it draws on.
"""
