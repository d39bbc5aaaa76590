import difflib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from graphql import build_schema

import cms.api
from cms.api.breaking_changes import unannounced_changes
from cms.api.schema import schema

SCHEMA_PATH = Path(cms.api.__file__).parent / "schema.graphql"
# What clients out there were built against; written anew with each release.
RELEASED_PATH = SCHEMA_PATH.with_name("schema.released.graphql")


class Command(BaseCommand):
    help = "Print the GraphQL schema, or compare it with or write it to cms/api/schema.graphql."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Fail when the copy in git differs or a released client would break."
        )
        parser.add_argument("--write", action="store_true", help="Write the copy.")
        parser.add_argument("--release", action="store_true", help="Write the copy that later changes must not break.")

    def handle(self, *, check: bool, write: bool, release: bool, **_options: Any) -> None:
        text = f"{schema()}\n"
        if release:
            RELEASED_PATH.write_text(text)
        elif write:
            SCHEMA_PATH.write_text(text)
        elif check:
            _compare(text)
            _require_compatibility(text)
        else:
            self.stdout.write(text, ending="")


def _compare(text: str) -> None:
    copy = SCHEMA_PATH.read_text()
    if copy != text:
        lines = difflib.unified_diff(copy.splitlines(), text.splitlines(), "schema.graphql", "the code", lineterm="")
        raise CommandError("\n".join(["The schema differs from its copy. Look, then run: make expected", *lines]))


def _require_compatibility(text: str) -> None:
    """Refuse changes that break clients of the last release, unless it has announced them by @deprecated."""
    changes = unannounced_changes(build_schema(RELEASED_PATH.read_text()), build_schema(text))
    if changes:
        advice = "Clients of the last release would break. Deprecate first, release, then remove:"
        raise CommandError("\n".join([advice, *(f"  {change.description}" for change in changes)]))
