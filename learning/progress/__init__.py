"""Progress: enrolments, attempts, responses and completions; a learner's own, and nobody else's.

Must never know a supervisor, a report, or what other people's attempts came to.
"""
