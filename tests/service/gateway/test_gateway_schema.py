"""The gateway's schema: up, down and up again, without drift, and every column classed."""

from gateway.store.tables import METADATA
from kit.db.migrate import current, downgrade, drift, heads, upgrade
from kit.db.tables import TableKind, kind_of
from kit.testing.postgres import ClonedDatabase


def test_migrations_go_up_down_and_up_again_without_drift(clone: ClonedDatabase) -> None:
    downgrade("gateway", clone.admin_url)
    below = current("gateway", clone.admin_url)

    upgrade("gateway", clone.admin_url)

    assert below is None
    assert [current("gateway", clone.admin_url)] == list(heads("gateway"))
    assert drift("gateway", clone.admin_url, METADATA) == []


def test_se_01_every_column_has_a_class_and_open_tables_hold_staff_data_at_most() -> None:
    for table in METADATA.tables.values():
        for column in table.c:
            assert column.info.get("class") in {"D0", "D1", "D2"}, column
            if kind_of(table) is not TableKind.TENANT:
                assert column.info["class"] in {"D0", "D1"}, column
