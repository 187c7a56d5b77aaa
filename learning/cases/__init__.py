"""The case library: curated cases and, later, cases published from reports, as one read model.

Must never know a report, a reporter or a person. A retracted case is a neutral placeholder here.
"""
