from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.api.trusted.building import build
from cms.api.trusted.manifest import ManifestError

COMMAND = "manage.py trust_documents"


class Command(BaseCommand):
    help = "Compare the manifest of trusted documents with the files it is made from, or write it anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            help="documents and manifests of outside consumers, for the manifest in DATA_DIR; "
            "without it, those of the channels, for the manifest in git",
        )
        parser.add_argument("--write", action="store_true", help="write the manifest")

    def handle(self, **options: Any) -> None:
        house, consumers = (Path(path) for path in settings.GRAPHQL_MANIFESTS)
        folder, path = (options["folder"], consumers) if options["folder"] else (settings.GRAPHQL_DOCUMENTS_DIR, house)
        try:
            text = build(Path(folder)).as_json()
        except ManifestError as error:
            raise CommandError(str(error)) from error
        if options["write"]:
            path.write_text(text)
            self.stdout.write(f"Wrote {path}. Servers read it when they start.")
        elif not path.exists() or path.read_text() != text:
            command = " ".join([COMMAND, *([str(options["folder"])] if options["folder"] else []), "--write"])
            message = f"{path} is not what the documents in {folder} come to. Write it anew: {command}"
            raise CommandError(message)
