"""Take-downs: cases, their addresses, and a history that a trigger keeps as it was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "takedown_cases",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takedown_cases")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "takedown_addresses",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["takedown_cases.id"], name=op.f("fk_takedown_addresses_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takedown_addresses")),
        sa.UniqueConstraint("case_id", "url", name=op.f("uq_takedown_addresses_case_id_url")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "takedown_history",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("on", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("picture_seen", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["takedown_cases.id"], name=op.f("fk_takedown_history_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_takedown_history")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER takedown_history_stays BEFORE UPDATE ON takedown_history "
            "BEGIN SELECT RAISE(ABORT, 'a history is only added to'); END"
        )
