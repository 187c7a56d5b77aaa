"""People: accounts, roles, joining by a one-time link, signing in and out.

Must never know what anybody has learnt, answered or reported.
"""
