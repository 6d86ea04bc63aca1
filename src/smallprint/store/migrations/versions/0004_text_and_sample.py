"""Which pictures were read for text, and the answers of the guided sample."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("looks", sa.Column("read_with", sa.Text(), nullable=True))
    op.create_table(
        "sample_answers",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("shows_child", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["looks.sha256"], name=op.f("fk_sample_answers_sha256"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_sample_answers")),
    )
