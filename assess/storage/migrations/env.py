"""Run by `opening.migrate` and `opening.open_database` on a connection of theirs; there is no alembic.ini."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
