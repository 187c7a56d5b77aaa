"""What stays of somebody who is erased: a line of the ledger, and counts that name nobody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The ledger of erasures, and the counts of completions that outlive them."""
    op.create_table('erasure',
    sa.Column('person_hmac', sa.String(length=64), nullable=False),
    sa.Column('key_id', sa.String(length=16), nullable=False),
    sa.Column('erased_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('person_hmac', name=op.f('pk_erasure'))
    )
    op.create_table('erased_completions',
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('module', sa.String(length=60), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('completions', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_erased_completions_release_id_release')),
    sa.PrimaryKeyConstraint('course', 'release_id', 'module', 'month', name=op.f('pk_erased_completions'))
    )
