"""Supervision: what is required of whom, by when, and what of it is complete.

Must never know a response, a score, a number of tries, how sure anybody was, or a time of day. Its
own read model holds dates alone; what somebody's state is follows from them, and is kept nowhere.
"""
