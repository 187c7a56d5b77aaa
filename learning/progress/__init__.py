"""Progress: from enrolments to completions, certificates and CPD; a learner's own, nobody else's.

Must never know a supervisor, a report, or what other people's attempts came to.
"""
