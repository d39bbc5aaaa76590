import difflib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import cms.api
from cms.api.schema import schema

SCHEMA_PATH = Path(cms.api.__file__).parent / "schema.graphql"


class Command(BaseCommand):
    help = "Print the GraphQL schema, or compare it with or write it to cms/api/schema.graphql."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fail with a diff when the copy in git differs.")
        parser.add_argument("--write", action="store_true", help="Write the copy.")

    def handle(self, *, check: bool, write: bool, **_options: Any) -> None:
        text = f"{schema()}\n"
        if write:
            SCHEMA_PATH.write_text(text)
        elif check:
            _compare(text)
        else:
            self.stdout.write(text, ending="")


def _compare(text: str) -> None:
    copy = SCHEMA_PATH.read_text()
    if copy != text:
        lines = difflib.unified_diff(copy.splitlines(), text.splitlines(), "schema.graphql", "the code", lineterm="")
        raise CommandError("\n".join(["The schema differs from its copy. Look, then run: make expected", *lines]))
