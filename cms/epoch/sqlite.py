from cms.epoch.content import ContentTable
from cms.epoch.dialects import NAME, Dialect

# The clock counts milliseconds. Within one of them, what a connection has changed tells apart what it rolled back.
NOW = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) * 1000 + total_changes() % 1000"
RAISE = f"UPDATE epoch_epoch SET number = max(number + 1, {NOW})"  # noqa: S608  All of it is ours.


def _definition(table: ContentTable, event: str, condition: str = "") -> str:
    when = f" WHEN {condition}" if condition else ""
    return f'CREATE TRIGGER "{NAME}" AFTER {event} ON "{table.name}"{when} BEGIN {RAISE}; END'


def definitions(table: ContentTable) -> list[str]:
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in table.columns)
    return [
        _definition(table, "INSERT", _any_value(table, "NEW")),
        _definition(table, "UPDATE", changed),
        _definition(table, "DELETE", _any_value(table, "OLD")),
    ]


def _any_value(table: ContentTable, row: str) -> str:
    columns = table.columns if table.is_sparse else ()
    return " OR ".join(f'{row}."{name}" IS NOT NULL' for name in columns)


SQLITE = Dialect(
    prepare=(),
    definitions=definitions,
    installed="SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'epoch_*'",
    drop='DROP TRIGGER "{name}"',
    raise_epoch=RAISE,
    lets_columns_go=False,
)
