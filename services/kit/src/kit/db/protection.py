"""The SQL that keeps authorities apart: context functions, row level security, grants, append-only triggers.

Used by the services' migrations. What a released migration uses here is frozen; a change is a new function.
"""

from typing import Final

from sqlalchemy import Connection, MetaData, Table, text

from kit.db.foundation import Foundation, foundation

_CONTEXT: Final = """
create function {schema}.onroll_context() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  raw text := current_setting('onroll.context', true);
  parts text[];
  signed bytea;
  pads record;
begin
  if raw is null or raw = '' then return null; end if;
  parts := string_to_array(raw, '|');
  if cardinality(parts) <> 7 or parts[1] <> 'v1' then return null; end if;
  if parts[6] <> pg_backend_pid()::text then return null; end if;
  if parts[5] !~ '^[0-9]+$' then return null; end if;
  if parts[5]::numeric < extract(epoch from clock_timestamp()) then return null; end if;
  signed := convert_to(array_to_string(parts[1:6], '|'), 'UTF8');
  for pads in select inner_pad, outer_pad from {schema}.context_keys loop
    if encode(sha256(pads.outer_pad || sha256(pads.inner_pad || signed)), 'hex') = parts[7] then
      return parts;
    end if;
  end loop;
  return null;
end $$;
create function {schema}.onroll_kind() returns text language sql stable
  as $$ select ({schema}.onroll_context())[2] $$;
create function {schema}.onroll_organisation() returns text language sql stable
  as $$ select ({schema}.onroll_context())[3] $$;
create function {schema}.onroll_tenant() returns text language sql stable
  as $$ select case when c[2] in ('authority', 'link', 'job') then c[3] end
        from (select {schema}.onroll_context()) as x(c) $$;
"""

_PROTECT: Final = """
alter table {table} enable row level security;
alter table {table} force row level security;
create policy {name}_tenant on {table}
  using ({column} = (select {schema}.onroll_tenant()))
  with check ({column} = (select {schema}.onroll_tenant()));
grant {rights} on {table} to {schema}_app;
"""

_APPEND_ONLY: Final = """
create function {schema}.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append_only' using errcode = 'restrict_violation';
end $$;
"""


def install_context(connection: Connection, schema: str) -> None:
    """Create the functions that read the signed context; the pad table stays unreadable for the app (SE-66)."""
    connection.exec_driver_sql(_CONTEXT.format(schema=schema))
    connection.exec_driver_sql(_APPEND_ONLY.format(schema=schema))


def protect(
    connection: Connection,
    table: Table,
    *,
    column: str = "authority",
    rights: str = "select, insert, update, delete",
) -> None:
    """Row level security for a tenant table: only the context's own authority, read and write."""
    schema = str(table.schema)
    connection.exec_driver_sql(
        _PROTECT.format(table=table.fullname, name=table.name, schema=schema, column=column, rights=rights)
    )


def allow(connection: Connection, table: Table, kind: str, command: str, condition: str = "true") -> None:
    """One more policy: contexts of this kind may run `command` on rows that meet the condition."""
    schema = str(table.schema)
    clause = "with check" if command == "insert" else "using"
    connection.exec_driver_sql(
        f"create policy {table.name}_{kind}_{command} on {table.fullname} for {command} "
        f"{clause} ((select {schema}.onroll_kind()) = '{kind}' and ({condition}))"
    )


def grant(connection: Connection, table: Table, rights: str) -> None:
    """What the app role may do with a register or technical table."""
    connection.exec_driver_sql(f"grant {rights} on {table.fullname} to {table.schema}_app")


def keep_append_only(connection: Connection, table: Table) -> None:
    """A trigger that refuses UPDATE, DELETE and TRUNCATE, whoever asks."""
    connection.exec_driver_sql(
        f"create trigger {table.name}_append_only before update or delete on {table.fullname} "
        f"for each row execute function {table.schema}.refuse_change()"
    )
    connection.exec_driver_sql(
        f"create trigger {table.name}_no_truncate before truncate on {table.fullname} "
        f"for each statement execute function {table.schema}.refuse_change()"
    )


def install_foundation(connection: Connection, metadata: MetaData) -> Foundation:
    """Create and protect the technical tables of a service; the first migration calls this once."""
    tables = foundation(metadata)
    metadata.create_all(connection, tables=_all(tables), checkfirst=False)
    install_context(connection, tables.schema)
    _protect_foundation(connection, tables)
    return tables


def remove_foundation(connection: Connection, metadata: MetaData) -> None:
    """Undo `install_foundation`."""
    tables = foundation(metadata)
    metadata.drop_all(connection, tables=_all(tables), checkfirst=False)
    for function in (
        "onroll_tenant",
        "onroll_organisation",
        "onroll_kind",
        "onroll_context",
        "refuse_change",
    ):
        connection.execute(text(f"drop function {tables.schema}.{function}()"))


def _all(tables: Foundation) -> list[Table]:
    return [
        tables.outbox,
        tables.audit_heads,
        tables.audit_entries,
        tables.audit_children,
        tables.idempotency,
        tables.inbox,
        tables.feed_cursors,
        tables.feed_versions,
        tables.dead_letters,
        tables.reply_links,
        tables.mail_outbox,
        tables.context_keys,
    ]


def _protect_foundation(connection: Connection, tables: Foundation) -> None:
    protect(connection, tables.outbox, rights="select, insert")
    allow(connection, tables.outbox, "service", "select")
    allow(connection, tables.outbox, "platform", "insert", "authority = '000'")
    allow(connection, tables.outbox, "platform", "select", "authority = '000'")
    keep_append_only(connection, tables.outbox)
    protect(connection, tables.audit_heads, rights="select, insert, update")
    protect(connection, tables.audit_entries, rights="select, insert")
    keep_append_only(connection, tables.audit_entries)
    protect(connection, tables.audit_children, rights="select, insert")
    keep_append_only(connection, tables.audit_children)
    _let_others_be_audited(connection, tables)
    _protect_idempotency(connection, tables.idempotency)
    protect(connection, tables.reply_links, rights="select, insert, update")
    allow(connection, tables.reply_links, "service", "select")
    allow(connection, tables.reply_links, "service", "update")
    protect(connection, tables.mail_outbox, rights="select, insert, update")
    allow(connection, tables.mail_outbox, "service", "select")
    allow(connection, tables.mail_outbox, "service", "update")
    for table in (tables.inbox, tables.feed_cursors, tables.feed_versions, tables.dead_letters):
        grant(connection, table, "select, insert, update, delete")


def _let_others_be_audited(connection: Connection, tables: Foundation) -> None:
    """A school or trust that reads an authority's child appends to that authority's chain, and reads none (SE-103)."""
    for kind in ("school", "trust"):
        for command in ("select", "insert", "update"):
            allow(connection, tables.audit_heads, kind, command)
        allow(connection, tables.audit_entries, kind, "insert")
        allow(connection, tables.audit_children, kind, "insert")


def _protect_idempotency(connection: Connection, table: Table) -> None:
    schema = str(table.schema)
    connection.exec_driver_sql(f"alter table {table.fullname} enable row level security")
    connection.exec_driver_sql(f"alter table {table.fullname} force row level security")
    connection.exec_driver_sql(
        f"create policy idempotency_own on {table.fullname} "
        f"using (organisation = (select {schema}.onroll_organisation())) "
        f"with check (organisation = (select {schema}.onroll_organisation()))"
    )
    grant(connection, table, "select, insert, update, delete")
