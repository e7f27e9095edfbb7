"""PostgreSQL, for a team: the same tables and the same transactions as in a file."""

from sqlalchemy import URL, Connection, create_engine, event, inspect

from assess.storage.addresses import shown_address
from assess.storage.database import BUSY_SECONDS, Database, refuse_what_is_not_ours, told_plainly

CONNECT_SECONDS = 10
# A network that swallows packets is given up after half a minute, and not after the quarter of an hour of the system.
HEARD_FROM = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4, "tcp_user_timeout": 30_000}


def open_postgres(url: URL) -> Database:
    """The database at an address; tables stand in the first schema of the search path. Raises StorageUnavailable."""
    name = shown_address(url.render_as_string(hide_password=False))
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,  # a server that was started anew is found again
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "assess", **HEARD_FROM},
    )
    event.listen(engine, "begin", _begin)
    database = Database(engine, name)
    with told_plainly(name), engine.connect() as connection:
        refuse_what_is_not_ours(name, set(inspect(connection).get_table_names()))
    return database


def _begin(connection: Connection) -> None:
    # One writer at a time, as with SQLite: what a writer reads before it writes is then the newest there is.
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('assess ' || current_schema()))")
