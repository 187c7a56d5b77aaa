"""The workshop of authors: sums of items, regrades, activations, proposals and scenarios."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from learning.db.base import UTCDateTime

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The workshop of authors: sums of items, regrades, activations, proposals and scenarios."""
    op.create_table('item_tally',
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('item', sa.String(length=60), nullable=False),
    sa.Column('rev', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('module', sa.String(length=60), nullable=False),
    sa.Column('responses', sa.Integer(), nullable=False),
    sa.Column('score_sum', sa.Double(), nullable=False),
    sa.Column('score_sq', sa.Double(), nullable=False),
    sa.Column('rested', sa.Integer(), nullable=False),
    sa.Column('rested_score_sum', sa.Double(), nullable=False),
    sa.Column('rested_score_sq', sa.Double(), nullable=False),
    sa.Column('rest_sum', sa.Double(), nullable=False),
    sa.Column('rest_sq', sa.Double(), nullable=False),
    sa.Column('cross_sum', sa.Double(), nullable=False),
    sa.Column('confident', sa.Integer(), nullable=False),
    sa.Column('certain', sa.Integer(), nullable=False),
    sa.Column('certain_wrong', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('course', 'item', 'rev', name=op.f('pk_item_tally'))
    )
    op.create_table('option_tally',
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('item', sa.String(length=60), nullable=False),
    sa.Column('rev', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('option', sa.String(length=130), nullable=False),
    sa.Column('chosen', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('course', 'item', 'rev', 'option', name=op.f('pk_option_tally'))
    )
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('file', sa.String(length=200), nullable=False),
    sa.Column('field', sa.String(length=200), server_default='', nullable=False),
    sa.Column('line', sa.Integer(), server_default='0', nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('why', sa.String(length=500), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=10), server_default='waiting', nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'taken', 'declined')", name=op.f('ck_proposal_state')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sa.UniqueConstraint('public_id', name=op.f('uq_proposal_public_id'))
    )
    op.create_index('ix_proposal_state', 'proposal', ['state', 'id'])

    op.create_table('activation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.String(length=300), server_default='', nullable=False),
    sa.CheckConstraint("kind IN ('published', 'back')", name=op.f('ck_activation_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_activation_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_activation_release_id_release')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activation'))
    )
    op.create_index('ix_activation_course', 'activation', ['course', 'id'])

    op.create_table('crew_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('facilitator_id', sa.Integer(), nullable=True),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('scenario', sa.String(length=60), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('scenario_sha256', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('node', sa.String(length=60), nullable=False),
    sa.Column('path', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('attendance', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('begun_at', UTCDateTime(), nullable=False),
    sa.Column('touched_at', UTCDateTime(), nullable=False),
    sa.Column('ended_at', UTCDateTime(), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'briefing', 'choosing', 'showing', 'debrief', 'ended')", name=op.f('ck_crew_session_state')),
    sa.ForeignKeyConstraint(['facilitator_id'], ['person.id'], name=op.f('fk_crew_session_facilitator_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_crew_session_release_id_release')),
    sa.ForeignKeyConstraint(['scenario_sha256'], ['blob.sha256'], name=op.f('fk_crew_session_scenario_sha256_blob')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crew_session')),
    sa.UniqueConstraint('public_id', name=op.f('uq_crew_session_public_id'))
    )
    op.create_index('ix_crew_session_facilitator_id', 'crew_session', ['facilitator_id', 'id'])
    op.create_index('uq_crew_session_code', 'crew_session', ['code'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('scenario_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('course', sa.String(length=60), nullable=False),
    sa.Column('scenario', sa.String(length=60), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('scenario_sha256', sa.String(length=64), nullable=False),
    sa.Column('path', sa.JSON(), nullable=False),
    sa.Column('begun_at', UTCDateTime(), nullable=False),
    sa.Column('ended_at', UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_scenario_run_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_scenario_run_release_id_release')),
    sa.ForeignKeyConstraint(['scenario_sha256'], ['blob.sha256'], name=op.f('fk_scenario_run_scenario_sha256_blob')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_run')),
    sa.UniqueConstraint('public_id', name=op.f('uq_scenario_run_public_id'))
    )
    op.create_index('ix_scenario_run_person_id', 'scenario_run', ['person_id', 'id'])
    op.create_index('uq_scenario_run_open', 'scenario_run', ['person_id', 'course', 'scenario'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('awaiting_tally',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_awaiting_tally_attempt_id_attempt'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('attempt_id', name=op.f('pk_awaiting_tally'))
    )
    op.create_table('crew_attendance',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_crew_attendance_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['crew_session.id'], name=op.f('fk_crew_attendance_session_id_crew_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_crew_attendance'))
    )
    op.create_table('crew_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['crew_session.id'], name=op.f('fk_crew_seat_session_id_crew_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crew_seat')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_crew_seat_token_sha256'))
    )
    op.create_index('ix_crew_seat_session_id', 'crew_seat', ['session_id'])

    op.create_table('regrade',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=60), nullable=False),
    sa.Column('release_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('score_before', sa.Double(), nullable=False),
    sa.Column('score_after', sa.Double(), nullable=False),
    sa.Column('passed_before', sa.Boolean(), nullable=False),
    sa.Column('passed_after', sa.Boolean(), nullable=False),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_regrade_attempt_id_attempt'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['release_id'], ['release.id'], name=op.f('fk_regrade_release_id_release')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regrade')),
    sa.UniqueConstraint('attempt_id', 'item', name=op.f('uq_regrade_attempt_id_item'))
    )
    op.create_table('crew_choice',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('choice', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['seat_id'], ['crew_seat.id'], name=op.f('fk_crew_choice_seat_id_crew_seat'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['crew_session.id'], name=op.f('fk_crew_choice_session_id_crew_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'round', 'seat_id', name=op.f('pk_crew_choice'))
    )
    op.add_column('active_release', sa.Column('held', sa.Boolean(), server_default=sa.false(), nullable=False))

    op.create_index('ix_doubt_course_item', 'doubt', ['course', 'item'])

    # the first attempts that ended before there were sums; one is open at a time, so ids tell
    op.execute(
        'INSERT INTO awaiting_tally (attempt_id) SELECT min(id) FROM attempt '
        'WHERE ended_at IS NOT NULL GROUP BY person_id, course, module'
    )

    # until now each release was made the live one at once, and by the command line
    op.execute(
        'INSERT INTO activation (course, release_id, at, kind) '
        "SELECT course, id, at, 'published' FROM release ORDER BY id"
    )
