"""Near-miss reports: sealed parts, the keys they are sealed to, and counts by week."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from learning.db.base import UTCDateTime

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Near-miss reports: sealed parts, the keys they are sealed to, and counts by week."""
    op.create_table('report',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('reference', sa.String(length=40), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('moved_week', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=10), server_default='received', nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=True),
    sa.Column('waits_for', sa.String(length=10), server_default='reviewers', nullable=False),
    sa.Column('confirmed', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=False),
    sa.Column('verifier', sa.LargeBinary(), nullable=False),
    sa.Column('reporter_public', sa.LargeBinary(), nullable=False),
    sa.Column('reporter_key', sa.LargeBinary(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.CheckConstraint("outcome IS NULL OR outcome IN ('learned', 'counted', 'routed', 'not_followed_up')", name=op.f('ck_report_outcome')),
    sa.CheckConstraint("state IN ('received', 'in_review', 'closed', 'withdrawn')", name=op.f('ck_report_state')),
    sa.CheckConstraint("waits_for IN ('reviewers', 'reporter', 'nobody')", name=op.f('ck_report_waits_for')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('reference', name=op.f('uq_report_reference')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_report_state_week', 'report', ['state', 'week', 'id'], unique=False)

    op.create_table('report_purged',
    sa.Column('report_id', sa.String(length=24), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_report_purged')),
    sqlite_with_rowid=False
    )
    op.create_table('report_round',
    sa.Column('on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('on', name=op.f('pk_report_round'))
    )
    op.create_table('report_week_count',
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('what', sa.String(length=10), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint("what IN ('received', 'withdrawn', 'unopened', 'unfinished', 'closed')", name=op.f('ck_report_week_count_what')),
    sa.PrimaryKeyConstraint('week', 'what', name=op.f('pk_report_week_count'))
    )
    op.create_table('report_holder_key',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('public', sa.LargeBinary(), nullable=False),
    sa.Column('locked', sa.LargeBinary(), nullable=True),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint("(kind = 'recovery') = (locked IS NULL)", name=op.f('ck_report_holder_key_locked')),
    sa.CheckConstraint("kind = 'reviewer' OR person_id IS NULL", name=op.f('ck_report_holder_key_person')),
    sa.CheckConstraint("kind IN ('reviewer', 'recovery')", name=op.f('ck_report_holder_key_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_report_holder_key_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_holder_key'))
    )
    op.create_index('uq_report_holder_key_person', 'report_holder_key', ['person_id'], unique=True, sqlite_where=sa.text('ended_on IS NULL AND person_id IS NOT NULL'), postgresql_where=sa.text('ended_on IS NULL AND person_id IS NOT NULL'))
    op.create_index('uq_report_holder_key_recovery', 'report_holder_key', ['kind'], unique=True, sqlite_where=sa.text("ended_on IS NULL AND kind = 'recovery'"), postgresql_where=sa.text("ended_on IS NULL AND kind = 'recovery'"))

    op.create_table('report_opening',
    sa.Column('report_id', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_report_opening_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_opening_report_id_report'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('report_id', 'person_id', name=op.f('pk_report_opening')),
    sqlite_with_rowid=False
    )
    op.create_table('report_part',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('report_id', sa.String(length=24), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('reporter_wrapped', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("kind IN ('told', 'answer', 'verdict', 'message', 'note', 'text', 'outcome')", name=op.f('ck_report_part_kind')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_part_report_id_report'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_part')),
    sa.UniqueConstraint('report_id', 'number', name=op.f('uq_report_part_report_id_number')),
    sqlite_with_rowid=False
    )
    op.create_table('report_part_key',
    sa.Column('part_id', sa.String(length=24), nullable=False),
    sa.Column('key_id', sa.String(length=24), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['key_id'], ['report_holder_key.id'], name=op.f('fk_report_part_key_key_id_report_holder_key'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['part_id'], ['report_part.id'], name=op.f('fk_report_part_key_part_id_report_part'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('part_id', 'key_id', name=op.f('pk_report_part_key')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_report_part_key_key_id', 'report_part_key', ['key_id'], unique=False)

    op.create_table('report_unlocked',
    sa.Column('id', sa.String(length=24), nullable=False),
    sa.Column('key_id', sa.String(length=24), nullable=False),
    sa.Column('locked', sa.LargeBinary(), nullable=False),
    sa.Column('until', UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['key_id'], ['report_holder_key.id'], name=op.f('fk_report_unlocked_key_id_report_holder_key'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_unlocked'))
    )
