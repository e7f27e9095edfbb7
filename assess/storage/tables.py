"""The tables, and nothing else."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

frameworks = Table(
    "frameworks",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("id", String(100), nullable=False),
    Column("version", String(50), nullable=False),
    Column("schema", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("framework", String(64), ForeignKey("frameworks.fingerprint"), nullable=False),
    Column("centre", Text, nullable=False),
    Column("title", Text),
    Column("scope", String(10), nullable=False),
    Column("assessed_on", Date, nullable=False),
    Column("verification", Text),
    Column("created_at", DateTime, nullable=False),
    Column("updated_at", DateTime, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("finished_at", DateTime),
    CheckConstraint("scope IN ('full', 'express')", name="scope_is_known"),
)

# A label that came back from a screen in place of a number stops here at the latest.
answers = Table(
    "answers",
    metadata,
    Column("assessment", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("criterion", String(50), nullable=False),
    Column("score", Integer),
    Column("not_applicable", String(100)),
    Column("note", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("plan", Text),
    Column("version", Integer, nullable=False),
    PrimaryKeyConstraint("assessment", "criterion"),
    CheckConstraint("score IS NULL OR score IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)", name="score_is_a_number"),
    CheckConstraint("score IS NULL OR not_applicable IS NULL", name="score_or_reason"),
    CheckConstraint("version >= 1", name="version_counts_from_1"),
)

series = Table(
    "series",
    metadata,
    Column("assessment", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("assessment", "position"),
)

# One row an assessment, written with every change: lists and portfolios read it instead of scoring anew.
scorecards = Table(
    "scorecards",
    metadata,
    Column("assessment", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
    Column("program_version", String(50), nullable=False),
    Column("answered", Integer, nullable=False),
    Column("applicable", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("index_supported_low", Float),
    Column("index_supported_high", Float),
    Column("band_low", Integer),
    Column("band_high", Integer),
    Column("verdict", String(50), nullable=False),
)

# Chained within its assessment: each row's hash covers its own values and the hash of the row before.
audit = Table(
    "audit",
    metadata,
    Column("assessment", String(36), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("act", String(50), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("part_of", Integer),
    Column("refers_to", Integer),
    PrimaryKeyConstraint("assessment", "number"),
)

# Where each chain ends: without it, rows could be taken off the end unseen.
chains = Table(
    "chains",
    metadata,
    Column("assessment", String(36), primary_key=True),
    Column("length", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

# Answers that met another one: kept until somebody has chosen. `number` is that of the audit row.
unsettled = Table(
    "unsettled",
    metadata,
    Column("assessment", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("criterion", String(50), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("met", Text, nullable=False),
    PrimaryKeyConstraint("assessment", "number"),
)

# Criteria that somebody wants to look at once more.
marks = Table(
    "marks",
    metadata,
    Column("assessment", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("criterion", String(50), nullable=False),
    PrimaryKeyConstraint("assessment", "criterion"),
)

# A finished revision as it was: `assessment_body` and `scorecard` are JSON, `hash` covers both.
milestones = Table(
    "milestones",
    metadata,
    Column("assessment", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
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

# What was printed of a finished revision: printed once, and the same for ever.
finished_reports = Table(
    "finished_reports",
    metadata,
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
