"""The index of what can be searched. It is filled when courses are published next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Documents, and what looks words up in them: FTS5 on SQLite, a tsvector on PostgreSQL."""
    op.create_table('search_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('ref', sa.String(length=130), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_document'))
    )
    op.create_index('ix_search_document_course', 'search_document', ['course'])
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("CREATE VIRTUAL TABLE search_fts USING fts5(words)")
    else:
        op.execute("CREATE INDEX search_fts ON search_document USING gin (array_to_tsvector(string_to_array(words, ' ')))")
