"""All of it or none of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from assess.storage.assessments import AssessmentStore
from assess.storage.audit import AuditTrail
from assess.storage.database import Database
from assess.storage.frameworks import FrameworkStore
from assess.storage.milestones import MilestoneStore


class UnitOfWork:
    """The stores on one transaction. No screen is drawn while it is open: a rerun would roll it back."""

    def __init__(self, connection: Connection) -> None:
        self.assessments = AssessmentStore(connection)
        self.audit = AuditTrail(connection)
        self.frameworks = FrameworkStore(connection)
        self.milestones = MilestoneStore(connection)


@contextmanager
def unit_of_work(database: Database) -> Iterator[UnitOfWork]:
    """Commits at the end of the block; any exception rolls everything back."""
    with database.writing() as connection:
        yield UnitOfWork(connection)


@contextmanager
def look_in(database: Database) -> Iterator[UnitOfWork]:
    """The same stores for reading one state of the database; nobody has to wait for it."""
    with database.reading() as connection:
        yield UnitOfWork(connection)
