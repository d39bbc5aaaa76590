"""Fills the database that the settings name: python -m tests.benchmarks.api.fill STATEMENTS."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.benchmarks.api.content import fill

    fill(statements=int(sys.argv[1]))
