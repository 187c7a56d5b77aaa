"""Items that somebody found unclear, and errors that readers found on pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Items that somebody found unclear, and errors that readers found on pages."""
    op.create_table('doubt',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('item_sha256', sa.String(length=64), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('item', sa.String(length=60), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_doubt_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'item_sha256', name=op.f('pk_doubt'))
    )
    op.create_index('ix_doubt_item_sha256', 'doubt', ['item_sha256'])
    op.create_table('erratum',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('page', sa.String(length=200), nullable=False),
    sa.Column('said', sa.String(length=1000), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erratum')),
    sa.UniqueConstraint('public_id', name=op.f('uq_erratum_public_id'))
    )
