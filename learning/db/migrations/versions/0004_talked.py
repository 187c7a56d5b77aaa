"""A module with distressing content can be completed by a talk with a colleague."""

from __future__ import annotations

from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a completion rest on a talk."""
    with op.batch_alter_table('completion') as completion:
        completion.drop_constraint(op.f('ck_completion_basis'), type_='check')
        completion.create_check_constraint(
            op.f('ck_completion_basis'), "basis IN ('quiz', 'read', 'talk', 'modules')"
        )
