"""Refreshers: what is known of each objective, rounds of a few items, and pauses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from learning.db.base import UTCDateTime

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Refreshers: what is known of each objective, rounds of a few items, and pauses."""
    op.create_table('refresher',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('objective', sa.String(length=60), nullable=False),
    sa.Column('memory', sa.JSON(), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_refresher_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'course', 'objective', name=op.f('pk_refresher'))
    )
    op.create_index('ix_refresher_person_due', 'refresher', ['person_id', 'due_on'])
    op.create_table('refresher_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('paper', sa.JSON(), nullable=False),
    sa.Column('begun_at', UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_refresher_round_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refresher_round')),
    sa.UniqueConstraint('public_id', name=op.f('uq_refresher_round_public_id'))
    )
    op.create_index('ix_refresher_round_person_id', 'refresher_round', ['person_id', 'id'])
    op.create_table('refresher_response',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=60), nullable=False),
    sa.Column('item_sha256', sa.String(length=64), nullable=False),
    sa.Column('given', sa.JSON(), nullable=False),
    sa.Column('confidence', sa.String(length=10), nullable=True),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('marker', sa.Integer(), nullable=False),
    sa.Column('saved_at', UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['refresher_round.id'], name=op.f('fk_refresher_response_round_id_refresher_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'place', name=op.f('pk_refresher_response'))
    )
    op.create_table('refresher_pause',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_refresher_pause_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_refresher_pause'))
    )
