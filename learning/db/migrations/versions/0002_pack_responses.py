"""Keep responses in the order of their key on SQLite: half the pages to read and to write."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from learning.db.base import UTCDateTime

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the rows of `response` into a table without row numbers; PostgreSQL has no other kind."""
    if op.get_bind().dialect.name != 'sqlite':
        return
    op.rename_table('response', 'response_before')
    op.create_table('response',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=60), nullable=False),
    sa.Column('given', sa.JSON(), nullable=False),
    sa.Column('confidence', sa.String(length=10), nullable=True),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('marker', sa.Integer(), nullable=True),
    sa.Column('saved_at', UTCDateTime(), nullable=False),
    sa.CheckConstraint("confidence IN ('guessing', 'sure', 'certain')", name=op.f('ck_response_confidence')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_response_attempt_id_attempt'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('attempt_id', 'item', name=op.f('pk_response')),
    sqlite_with_rowid=False
    )
    op.execute('INSERT INTO response SELECT * FROM response_before ORDER BY attempt_id, item')
    op.drop_table('response_before')
