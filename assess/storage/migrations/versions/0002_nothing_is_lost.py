"""Milestones, marks, answers that wait for a choice, and where each audit chain ends."""

from alembic import op
from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Text,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ENDS = """
INSERT INTO chains (assessment, length, hash)
SELECT audit.assessment, audit.number, audit.hash FROM audit
WHERE audit.number = (SELECT max(later.number) FROM audit later WHERE later.assessment = audit.assessment)
"""


def _of_an_assessment() -> Column[str]:
    return Column("assessment", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    op.add_column("assessments", Column("revision", Integer, nullable=False, server_default="1"))
    op.add_column("assessments", Column("finished_at", DateTime))
    op.add_column("audit", Column("part_of", Integer))
    op.add_column("audit", Column("refers_to", Integer))
    op.create_table(
        "chains",
        Column("assessment", String(36), primary_key=True),
        Column("length", Integer, nullable=False),
        Column("hash", String(64), nullable=False),
    )
    op.execute(ENDS)
    op.create_table(
        "unsettled",
        _of_an_assessment(),
        Column("number", Integer, nullable=False),
        Column("criterion", String(50), nullable=False),
        Column("at", DateTime, nullable=False),
        Column("actor", String(100), nullable=False),
        Column("actor_name", Text, nullable=False),
        Column("answer", Text, nullable=False),
        Column("met", Text, nullable=False),
        PrimaryKeyConstraint("assessment", "number"),
    )
    op.create_table(
        "marks",
        _of_an_assessment(),
        Column("criterion", String(50), nullable=False),
        PrimaryKeyConstraint("assessment", "criterion"),
    )
    op.create_table(
        "milestones",
        _of_an_assessment(),
        Column("revision", Integer, nullable=False),
        Column("framework", String(64), ForeignKey("frameworks.fingerprint"), nullable=False),
        Column("finished_at", DateTime, nullable=False),
        Column("finished_on", Date, nullable=False),
        Column("actor", String(100), nullable=False),
        Column("actor_name", Text, nullable=False),
        Column("program_version", String(50), nullable=False),
        Column("assessment_body", Text, nullable=False),
        Column("scorecard", Text, nullable=False),
        Column("hash", String(64), nullable=False),
        PrimaryKeyConstraint("assessment", "revision"),
    )
    op.create_table(
        "finished_reports",
        Column("assessment", String(36), nullable=False),
        Column("revision", Integer, nullable=False),
        Column("language", String(10), nullable=False),
        Column("content", LargeBinary, nullable=False),
        Column("hash", String(64), nullable=False),
        PrimaryKeyConstraint("assessment", "revision", "language"),
        ForeignKeyConstraint(
            ["assessment", "revision"], ["milestones.assessment", "milestones.revision"], ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """There is no way back; a copy from before is."""
    raise NotImplementedError
