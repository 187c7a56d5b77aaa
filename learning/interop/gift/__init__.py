"""GIFT, the plain-text format in which Moodle takes and gives items: read, fitted, and written.

The format is Moodle's (`question/format/gift`). Knows no file on disk and no database: text comes
in and goes out, and whatever one side cannot hold is told and never dropped in silence.
"""
