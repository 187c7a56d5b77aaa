"""Tables of the installation itself."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.db.base import Base, UTCDateTime


class ChosenSetting(Base):
    """A setting as an administrator chose it on the web; the machine's own settings win over it."""

    __tablename__ = "chosen_setting"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: as it would stand in a LEARNING_* variable
    value: Mapped[str] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    changed_at: Mapped[dt.datetime] = mapped_column(UTCDateTime)


class Backup(Base):
    """A backup was made and checked."""

    __tablename__ = "backup"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UTCDateTime)
    #: the file's name, without its folder
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
