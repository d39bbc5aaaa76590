"""Fills the database that the settings name: python -m tests.benchmarks.api.fill STATEMENTS."""

import sys

import django
from django.db import connection

if __name__ == "__main__":
    django.setup()
    from tests.benchmarks.api.content import fill

    fill(statements=int(sys.argv[1]))
    if connection.vendor == "postgresql":
        # What PostgreSQL would do by itself in the middle of a measurement.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
