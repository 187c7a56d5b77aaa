"""Organisation: teams and places, requirements and duties, audit lines, jobs, chosen settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from learning.db.base import UTCDateTime

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Organisation: teams and places, requirements and duties, audit lines, jobs, chosen settings."""
    op.create_table('audit_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.Column('actor', sa.String(length=24), nullable=False),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('subject_kind', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.String(length=60), nullable=False),
    sa.Column('note', sa.String(length=200), server_default='', nullable=False),
    sa.Column('once', sa.String(length=100), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_line')),
    sa.UniqueConstraint('once', name=op.f('uq_audit_line_once'))
    )
    op.create_index('ix_audit_line_act', 'audit_line', ['act', 'id'])
    op.create_index('ix_audit_line_actor', 'audit_line', ['actor', 'id'])
    op.create_index('ix_audit_line_at', 'audit_line', ['at'])
    op.create_index('ix_audit_line_subject', 'audit_line', ['subject_kind', 'subject', 'id'])
    op.create_table('backup',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_backup'))
    )
    op.create_table('chosen_setting',
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('changed_at', UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_chosen_setting'))
    )
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('made_at', UTCDateTime(), nullable=False),
    sa.Column('due_at', UTCDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('lease', sa.String(length=24), nullable=True),
    sa.Column('leased_until', UTCDateTime(), nullable=True),
    sa.Column('done_at', UTCDateTime(), nullable=True),
    sa.Column('failed_at', UTCDateTime(), nullable=True),
    sa.Column('error', sa.String(length=200), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('public_id', name=op.f('uq_job_public_id'))
    )
    op.create_index('ix_job_done_at', 'job', ['done_at'])
    op.create_index('ix_job_failed_at', 'job', ['failed_at'])
    op.create_index('ix_job_open', 'job', ['due_at', 'id'], sqlite_where=sa.text('done_at IS NULL AND failed_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND failed_at IS NULL'))
    op.create_table('team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('external_id', sa.String(length=80), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('path', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['team.id'], name=op.f('fk_team_parent_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('external_id', name=op.f('uq_team_external_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_team_public_id'))
    )
    op.create_index('ix_team_parent_id', 'team', ['parent_id'])
    op.create_index('ix_team_path', 'team', ['path'])
    op.create_table('exemption',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until >= since', name=op.f('ck_exemption_order')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_exemption_made_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_exemption_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exemption')),
    sa.UniqueConstraint('public_id', name=op.f('uq_exemption_public_id'))
    )
    op.create_index('ix_exemption_person_id', 'exemption', ['person_id'])
    op.create_table('past_completion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('added_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_past_completion_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_past_completion')),
    sa.UniqueConstraint('person_id', 'course', 'completed_on', name=op.f('uq_past_completion_person_id_course_completed_on'))
    )
    op.create_table('pause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until >= since', name=op.f('ck_pause_order')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_pause_made_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pause_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pause')),
    sa.UniqueConstraint('public_id', name=op.f('uq_pause_public_id'))
    )
    op.create_index('ix_pause_person_id', 'pause', ['person_id'])
    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('supervises', sa.Boolean(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=True),
    sa.Column('end_noted_on', sa.Date(), nullable=True),
    sa.CheckConstraint('until IS NULL OR until >= since', name=op.f('ck_place_order')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_place_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_place_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sa.UniqueConstraint('public_id', name=op.f('uq_place_public_id'))
    )
    op.create_index('ix_place_person_id', 'place', ['person_id'])
    op.create_index('ix_place_team_id', 'place', ['team_id', 'person_id'])
    op.create_table('recount',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recount_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recount'))
    )
    op.create_index('ix_recount_on', 'recount', ['on'])
    op.create_index('ix_recount_person_id', 'recount', ['person_id'])
    op.create_table('requirement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.String(length=20), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('due_kind', sa.String(length=10), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('due_days', sa.Integer(), nullable=True),
    sa.Column('due_month_day', sa.String(length=5), nullable=True),
    sa.Column('valid_months', sa.Integer(), nullable=True),
    sa.Column('renewal_days', sa.Integer(), nullable=False),
    sa.Column('grace_days', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.CheckConstraint("(due_kind = 'on' AND due_on IS NOT NULL) OR (due_kind = 'after' AND due_days IS NOT NULL) OR (due_kind = 'yearly' AND due_month_day IS NOT NULL)", name=op.f('ck_requirement_due')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_requirement_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement')),
    sa.UniqueConstraint('public_id', name=op.f('uq_requirement_public_id'))
    )
    op.create_index('ix_requirement_team_id', 'requirement', ['team_id'])
    op.create_table('team_move',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=True),
    sa.Column('to_id', sa.Integer(), nullable=True),
    sa.Column('on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['team.id'], name=op.f('fk_team_move_from_id_team')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_move_team_id_team'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['to_id'], ['team.id'], name=op.f('fk_team_move_to_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_move'))
    )
    op.create_index('ix_team_move_team_id', 'team_move', ['team_id'])
    op.create_table('duty',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('requirement_id', sa.Integer(), nullable=True),
    sa.Column('required_since', sa.Date(), nullable=True),
    sa.Column('required_until', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('completed_on', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('renewal_opens', sa.Date(), nullable=True),
    sa.Column('release', sa.Integer(), nullable=True),
    sa.Column('certificate', sa.String(length=24), nullable=True),
    sa.Column('begun_on', sa.Date(), nullable=True),
    sa.Column('exempt_since', sa.Date(), nullable=True),
    sa.Column('exempt_until', sa.Date(), nullable=True),
    sa.Column('paused_since', sa.Date(), nullable=True),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_duty_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_duty_requirement_id_requirement'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('person_id', 'course', name=op.f('pk_duty'))
    )
    op.create_index('ix_duty_due', 'duty', ['due', 'person_id', 'course'])
    # no batch: that would drop the table of people, and all that hangs on it
    op.add_column('person', sa.Column('external_id', sa.String(length=80), nullable=True))
    op.add_column('person', sa.Column('deactivated_on', sa.Date(), nullable=True))
    op.add_column('person', sa.Column('version', sa.Integer(), server_default=sa.text('1'), nullable=False))
    op.add_column('role', sa.Column('since', sa.Date(), nullable=True))
    op.create_index('uq_person_external_id', 'person', ['external_id'], unique=True)
    _keep_lines()
    # who has completed a course by now is seen to have: their duties are worked out once
    op.execute(
        'INSERT INTO recount (person_id, "on") '
        "SELECT DISTINCT person_id, CURRENT_DATE FROM completion WHERE module IS NULL"
    )


def _keep_lines() -> None:
    """Have the database itself refuse to change or delete an audit line."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_line_{act.lower()} BEFORE {act} ON audit_line "
                "BEGIN SELECT RAISE(ABORT, 'audit lines are only added'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit lines are only added'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_line_kept BEFORE UPDATE OR DELETE ON audit_line "
        "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    )
