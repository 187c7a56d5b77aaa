"""Lists: teams, people and past completions that an employer keeps, read in and written out.

Stands above the rooms whose tables it fills. What a list would change is planned first, by
functions that know no database, and shown line by line; nothing is changed that was not shown.
"""
