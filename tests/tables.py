from django.db import connection


def row_counts() -> dict[str, int]:
    """Return how many rows each table of the database has."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  Our own names.
            counts[table] = cursor.fetchone()[0]
    return counts
