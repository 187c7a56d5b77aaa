"""What `learning new` writes: starters that pass the check and teach the format as they stand.

They say of themselves that they are unwritten, and courses and cases are drafts, so that none is
published by accident. Texts have fields in «angle quotes».
"""

from __future__ import annotations

import datetime as dt
import re

from learning.cli.listing import scalar

FIRST_MODULE = "introduction"
OBJECTIVE, SOURCE = "first-objective", "first-source"


def a_year_after(day: dt.date) -> dt.date:
    """When what was read on a day must be read again; for 29 February, on the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def course(course_id: str, today: dt.date) -> str:
    """A course.yaml with one task, objective, source and module."""
    return filled(_COURSE, today, title=_title(course_id), module=FIRST_MODULE)


def module(module_id: str, objective: str, source: str, today: dt.date) -> dict[str, str]:
    """A module.md and its quiz.yaml, on an objective and a source of the course."""
    start = module_id[:53].rstrip("-")
    fields = {
        "title": _title(module_id),
        "objective": objective,
        "source": source,
        "first": f"{start}-first",
        "second": f"{start}-second",
    }
    return {
        "module.md": filled(_MODULE, today, **fields),
        "quiz.yaml": filled(_QUIZ, today, **fields),
    }


def case(case_id: str, factor: str) -> str:
    """A case with its five sections, coded with one factor."""
    return filled(_CASE, None, title=_title(case_id), factor=factor)


def _title(slug: str) -> str:
    words = slug.replace("-", " ")
    return words[0].upper() + words[1:]


def filled(text: str, today: dt.date | None, **fields: str) -> str:
    """A starter with its fields as YAML; with a day also `today` and `due`, a year after."""
    told = {name: scalar(value) for name, value in fields.items()}
    if today is not None:
        told |= {"today": today.isoformat(), "due": a_year_after(today).isoformat()}
    return re.sub(r"«(\w+)»", lambda found: told[found[1]], text)


_COURSE = """\
# A course. The name of this folder is its id; ids are never changed once they are published.
# `learning check` tells every problem with its line; `learning schema --help` helps an editor help.
format: 1
title: «title»
summary: |
  This course is being written. Say here in two or three sentences what a person can do after it.
# draft is never published; live is; retired stays for those who completed it.
status: draft
language: en-GB
licence: CC BY 4.0
audience:
  - People who work with children and families
owners:
  # A role is enough; a name may stand beside it.
  - role: Author of this course
# What people do at work. Each objective serves one of these tasks.
tasks:
  - id: first-task
    text: Name here a task of practice that this course serves.
# What a person can do afterwards. Each rests on one source at least; each is met in a module.
objectives:
  - id: first-objective
    text: Name here one thing a person can do after this course.
    task: first-task
    sources: [first-source]
# What the course rests on. Give a url only where it is complete and of a public body.
sources:
  - id: first-source
    title: Name here the law, guidance or research this rests on
    # law, guidance, regulator, research, report, reports_database, press or textbook
    kind: guidance
# Folders beside this file, in the order in which they are taken. `learning new module` adds to it.
modules:
  - «module»
# Who read this last, and when it must be read again.
review:
  last: «today»
  by: The author, not yet read by anyone else
  due: «due»
"""

_MODULE = """\
---
# The front matter: what the module is for. The text begins below the second line of dashes.
title: «title»
minutes: 15
objectives: [«objective»]
sources:
  - id: «source»
review:
  last: «today»
  by: The author, not yet read by anyone else
  due: «due»
# Ten minutes with colleagues: every module ends with it.
peer_task: |
  Two to five people, ten minutes. Each names one moment at work where this module would have
  helped. Choose one together, and agree on what you will do differently this week.
---

## What this module is for

This module is being written. Begin with a moment that people who do this work will know, and keep
sentences short. The title above is the page's first heading, so headings here start at two dashes.

## What to do

Say what helps, step by step. A footnote gives the source of a claim.[^1]

!!! practice "Try this week"
    A box like this has four spaces before each line. Others are `note`, `aviation`, `reflect` and
    `safety`.

[^1]: Name the source and the page.
"""

_QUIZ = """\
# The quiz of this module. A pass mark needs a live item that counts, so these two are live.
pass:
  percent: 80
items:
  - id: «first»
    # Raise rev when the options, the key or the scoring change, not for wording.
    rev: 1
    # single, multiple, ordering, matching, numeric, reflect or judgement
    type: single
    # draft is shown to no one, live counts, watch is shown and not scored, retired is kept
    status: live
    objective: «objective»
    # recall, apply or judge
    level: apply
    sources:
      - id: «source»
    review:
      last: «today»
      by: The author, not yet read by anyone else
      due: «due»
    prompt: Describe here a moment at work, and ask what comes next.
    options:
      - id: by-the-book
        text: What a careful person does.
        correct: true
        feedback: Say why this holds.
      - id: by-habit
        text: What a tired person might do.
        feedback: Say what speaks for this, and what it overlooks.
  - id: «second»
    rev: 1
    # any number of options may be right
    type: multiple
    status: live
    objective: «objective»
    level: recall
    sources:
      - id: «source»
    review:
      last: «today»
      by: The author, not yet read by anyone else
      due: «due»
    prompt: Ask here for all that belongs to the task.
    options:
      - id: not-part
        text: Something that sounds as if it belonged to it.
        feedback: Say where this does belong.
      - id: part-one
        text: One thing that belongs to it.
        correct: true
        feedback: Say what it is for.
      - id: part-two
        text: Another thing that belongs to it.
        correct: true
        feedback: Say what it is for.
"""

_CASE = """\
---
# A case from a public source. The name of this file is its id. Nobody in it may be recognisable.
title: «title»
# draft is never published; live is; retracted leaves only a neutral line wherever it was used.
status: draft
# NM a near miss; NM-d one that was found late; INC harm was done
class: NM
# mistake, near_miss, success or concern
kind: near_miss
# child_protection, early_years, health, aviation or fire
domain: child_protection
# referral, screening, enquiry, assessment, planning, visit, conference, review, handover, court,
# placement, closure or other. For other domains write stage_parallel: it is shown as our reading.
stage: visit
# Ids from factors.yaml, each hindered or helped.
factors:
  - id: «factor»
    effect: hindered
# self, colleague, supervisor, other_agency, child, family, system_alert, audit_or_review,
# court_or_guardian, chance, not_caught or unknown
caught_by: self
# same_day, within_week, within_month, later or unknown
caught_when: same_day
# caught_before_child, reached_child_no_known_harm, harm_possible_or_unknown, harm_known,
# good_outcome or not_applicable
outcome: caught_before_child
source:
  publisher: Name who published it
  reference: Name the report or decision
  licence: Name the licence, or say that only facts are used
  # primary where you read the source itself
  evidence: primary
---

## What happened

This case is being written. Tell it in the order in which people lived it, without names or places.

## What nearly happened

Say what stood to follow, and no more than the source says.

## What caught it

Say who or what noticed, and what made that possible.

## What made it likely

Say which conditions were there before anyone acted. These are the factors above, in words.

## Pause and think

Ask one question that a team can answer about its own work.
"""
