"""What alembic runs for every service: the connection and the schema come from `kit.db.migrate`."""

from alembic import context

from kit.db.migrate import VERSION_TABLE

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    version_table=VERSION_TABLE,
    version_table_schema=attributes["schema"],
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
