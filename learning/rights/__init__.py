"""Rights: a copy of everything that is held about a person, and an end to all of it.

Joins what each room offers, and stands above them because no room may know the others' tables. Must
never know a table itself, nor show one person anything of another.
"""
