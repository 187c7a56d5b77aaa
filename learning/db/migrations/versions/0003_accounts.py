"""Accounts: whom invitations are for, links to new passwords, devices, and tries in vain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from learning.db.base import UTCDateTime

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Accounts: whom invitations are for, links to new passwords, devices, and tries in vain."""
    op.create_table('reset_link',
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('made_at', UTCDateTime(), nullable=False),
    sa.Column('until', UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reset_link_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_sha256', name=op.f('pk_reset_link'))
    )
    op.create_index('ix_reset_link_person_id', 'reset_link', ['person_id'])
    op.create_table('tries',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('last_at', UTCDateTime(), nullable=False),
    sa.Column('wait_until', UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_tries'))
    )
    op.create_index('ix_tries_last_at', 'tries', ['last_at'])
    op.add_column('sign_in', sa.Column('device', sa.String(length=40), server_default='', nullable=False))
    with op.batch_alter_table('invitation') as invitation:
        invitation.add_column(sa.Column('meant_for', sa.String(length=120), server_default='', nullable=False))
        invitation.add_column(sa.Column('made_by', sa.Integer(), nullable=True))
        invitation.create_foreign_key(op.f('fk_invitation_made_by_person'), 'person', ['made_by'], ['id'], ondelete='SET NULL')
        invitation.create_index('ix_invitation_made_at', ['made_at'])
