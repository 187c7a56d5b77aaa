"""The database: tables' base, the unit of work, the writer queue and the schema's upgrade.

Knows no table of any room and no web. Rooms get a `Session`; who opens one decides when it commits.
"""

from learning.db.base import Base, UTCDateTime
from learning.db.unit import Database, open_database

__all__ = ["Base", "Database", "UTCDateTime", "open_database"]
