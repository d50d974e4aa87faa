"""A whole schema as text, to compare before and after."""

from typing import Any, LiteralString

import psycopg

from factories.catalog import asked


def snapshot(connection: psycopg.Connection, service: str) -> dict[str, list[Any]]:
    """Everything in a schema that a migration can make, as text."""
    questions: dict[str, LiteralString] = {
        "columns": "select table_name, column_name, data_type, is_nullable, column_default, is_identity"
        " from information_schema.columns where table_schema = %s order by 1, 2",
        "constraints": "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
        " where connamespace = %s::regnamespace order by 1, 2",
        "indexes": "select tablename, indexname, indexdef from pg_indexes where schemaname = %s order by 1, 2",
        "security": "select relname, relkind, relrowsecurity, relforcerowsecurity, relowner::regrole::text,"
        " array(select unnest(relacl)::text order by 1) from pg_class where relnamespace = %s::regnamespace order by 1",
        "policies": "select tablename, policyname, permissive, roles::text, cmd, qual, with_check from pg_policies"
        " where schemaname = %s order by 1, 2",
        "functions": "select pg_get_functiondef(oid), proacl::text from pg_proc"
        " where pronamespace = %s::regnamespace order by 1",
        "triggers": "select tgrelid::regclass::text, pg_get_triggerdef(pg_trigger.oid) from pg_trigger"
        " join pg_class on pg_class.oid = tgrelid where relnamespace = %s::regnamespace and not tgisinternal"
        " order by 1, 2",
        "types": "select typname, typtype from pg_type where typnamespace = %s::regnamespace order by 1",
    }
    return {name: asked(connection, question, service) for name, question in questions.items()}
