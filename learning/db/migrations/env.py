"""Alembic's entry: runs on the connection and metadata that `learning.db.schema` hands in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from learning.db.base import UTCDateTime


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types by name in new migrations."""
    if kind == "type" and isinstance(item, UTCDateTime):
        autogen.imports.add("from learning.db.base import UTCDateTime")
        return "UTCDateTime()"
    return False


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    """Leave out what looks words up: each kind of database has its own, made by hand."""
    return not (kind in ("table", "index") and str(name).startswith("search_fts"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_item=render_item,
    render_as_batch=True,
    compare_type=True,
    include_name=include_name,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
