"""Questions about a service's schema, asked of PostgreSQL's own catalogue; each answer is a list of faults."""

from typing import Any, LiteralString

import psycopg
from sqlalchemy import CheckConstraint, MetaData

from kit.db.tables import TableKind, kind_of

VERSION_TABLE = "alembic_version"
DEFINERS = {"onroll_context"}
"""The only functions that may run with their owner's rights (SE-64)."""
KEYS_WITHOUT_MEANING = {"uuid", "bytea"}
"""A unique key of random ids or hashes answers no question about another authority."""


def asked(connection: psycopg.Connection, question: LiteralString, *values: object) -> list[Any]:
    """Rows; single columns come as plain values."""
    rows = connection.execute(question, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


def tenant_column(metadata: MetaData, table: str) -> str:
    """The column that says whose row it is: `authority`, for kept answers the organisation of the caller."""
    columns = metadata.tables[f"{metadata.schema}.{table}"].columns
    return "authority" if "authority" in columns else "organisation"


def tables_of_kind(metadata: MetaData, *kinds: TableKind) -> list[str]:
    return sorted(table.name for table in metadata.tables.values() if kind_of(table) in kinds)


def undeclared(connection: psycopg.Connection, metadata: MetaData) -> list[str]:
    """Tables and views that the metadata does not know, or the other way round."""
    there = asked(
        connection,
        "select relname from pg_class where relnamespace = %s::regnamespace and relkind in ('r', 'p', 'v', 'm')"
        " and not relispartition",
        metadata.schema,
    )
    return sorted(set(there) ^ {table.name for table in metadata.tables.values()} ^ {VERSION_TABLE})


def unprotected(connection: psycopg.Connection, metadata: MetaData) -> list[str]:
    """Tenant tables without enabled and forced row level security, or without a policy that asks for the context."""
    faults = []
    for table in tables_of_kind(metadata, TableKind.TENANT):
        name = f"{metadata.schema}.{table}"
        [(enabled, forced)] = asked(
            connection, "select relrowsecurity, relforcerowsecurity from pg_class where oid = %s::regclass", name
        )
        policies = asked(
            connection,
            "select polname, polpermissive, coalesce(pg_get_expr(polqual, polrelid), '')"
            " || coalesce(pg_get_expr(polwithcheck, polrelid), '') from pg_policy where polrelid = %s::regclass",
            name,
        )
        faults += [f"{table}: not enabled"] * (not enabled) + [f"{table}: not forced"] * (not forced)
        faults += [f"{table}: no policy"] * (not policies)
        faults += [
            f"{table}: {policy} asks for no context" for policy, lets, rule in policies if lets and not asks(rule)
        ]
    return faults


def asks(rule: str) -> bool:
    """Whether a policy reads the signed context, and once a statement: as a subquery (SE-66)."""
    return "SELECT" in rule and ".onroll_" in rule


def strong_rights(connection: psycopg.Connection, service: str) -> list[str]:
    """What the app role may do and should not (SE-61)."""
    app = f"{service}_app"
    return [
        *asked(
            connection,
            "select 'may do anything' from pg_roles where rolname = %s and"
            " (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)",
            app,
        ),
        *asked(
            connection, "select 'belongs to ' || roleid::regrole from pg_auth_members where member = %s::regrole", app
        ),
        *asked(connection, "select 'owns ' || relname from pg_class where relowner = %s::regrole", app),
        *asked(
            connection,
            "select 'may create in ' || nspname from pg_namespace where has_schema_privilege(%s, oid, 'create')",
            app,
        ),
        *asked(
            connection,
            "select 'reaches ' || nspname from pg_namespace where nspname !~ '^(pg_|information_schema)'"
            " and nspname <> %s and has_schema_privilege(%s, oid, 'usage')",
            service,
            app,
        ),
        *asked(
            connection,
            "select lower(acl.privilege_type) || ' on ' || relname from pg_class, aclexplode(relacl) as acl"
            " where relnamespace = %s::regnamespace and relowner <> acl.grantee and (acl.grantee <> %s::regrole"
            " or acl.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'))",
            service,
            app,
        ),
    ]


def loose_code(connection: psycopg.Connection, service: str) -> list[str]:
    """Views that see with their owner's eyes, and functions that run with their owner's rights (SE-64)."""
    return [
        *asked(
            connection,
            "select 'view ' || relname from pg_class where relnamespace = %s::regnamespace and (relkind = 'm' or"
            " relkind = 'v' and not coalesce('security_invoker=true' = any(reloptions), false))",
            service,
        ),
        *asked(
            connection,
            "select 'function ' || proname from pg_proc where pronamespace = %s::regnamespace and prosecdef and not"
            " (proname = any(%s) and coalesce(proconfig[1] like 'search_path=pg_catalog%%', false))",
            service,
            list(DEFINERS),
        ),
    ]


def plain_keys(connection: psycopg.Connection, metadata: MetaData) -> list[str]:
    """Foreign keys between tenant tables, and unique keys, that leave the authority out (SE-63)."""
    tenants = tables_of_kind(metadata, TableKind.TENANT)
    foreign = asked(
        connection,
        "select conname, conrelid::regclass::text, "
        " (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]),"
        " (select attname from pg_attribute where attrelid = confrelid and attnum = confkey[1])"
        " from pg_constraint join pg_class on pg_class.oid = confrelid"
        " where connamespace = %s::regnamespace and contype = 'f' and relname = any(%s)",
        metadata.schema,
        tenants,
    )
    unique = asked(
        connection,
        "select i.relname, t.relname, array_agg(attname::text), array_agg(atttypid::regtype::text),"
        " bool_or(attidentity <> '')"
        " from pg_index x join pg_class i on i.oid = indexrelid join pg_class t on t.oid = indrelid"
        " join pg_attribute a on a.attrelid = t.oid and a.attnum = any(indkey)"
        " where t.relnamespace = %s::regnamespace and t.relname = any(%s) and indisunique group by 1, 2",
        metadata.schema,
        tenants,
    )
    return [
        *[
            f"{name}: {table}"
            for name, table, first, target in foreign
            if (first, target) != ("authority", "authority")
        ],
        *[
            f"{name}: {table}"
            for name, table, columns, types, serial in unique
            if tenant_column(metadata, table) not in columns and not serial and not set(types) <= KEYS_WITHOUT_MEANING
        ],
    ]


def missing_checks(connection: psycopg.Connection, metadata: MetaData) -> list[str]:
    """Named checks that stand in the metadata only, or in the schema only: alembic compares none of them."""
    declared = {
        f"{table.name}.{check.name}"
        for table in metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    there = asked(
        connection,
        "select relname || '.' || conname from pg_constraint join pg_class on pg_class.oid = conrelid"
        " where connamespace = %s::regnamespace and contype = 'c'",
        metadata.schema,
    )
    return sorted(declared ^ set(there))
