import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cms.importing.documents import DocumentError, Report, Request, import_document
from cms.importing.front_matter import FrontMatterError
from cms.importing.pages import MODELS, PlacementError
from cms.importing.reading import UnreadableFileError
from cms.importing.syntax import NestingError

REFUSALS = (UnreadableFileError, FrontMatterError, NestingError, PlacementError, DocumentError)


class Command(BaseCommand):
    help = "Make a page of a Markdown document, or update the page that was made of it before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="A Markdown file in UTF-8, with or without YAML front matter.")
        parser.add_argument("--type", required=True, choices=sorted(MODELS), dest="kind")
        parser.add_argument("--locale", required=True, choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--slug", help="The last part of the address; made of the title when left out.")
        parser.add_argument("--date", help="The day of a statement: 2026-11-23.")
        parser.add_argument("--publish", action="store_true", help="Publish at once; otherwise it stays a draft.")

    def handle(self, **options: Any) -> None:
        fields = ("kind", "locale", "slug", "publish")
        values = {name: options[name] for name in fields}
        request = Request(path=options["file"], date=_date(options["date"]), **values)
        try:
            report = import_document(request)
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(_as_text(report))


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        message = f"--date must be a day such as 2026-11-23, not '{text}'."
        raise CommandError(message) from error


def _as_text(report: Report) -> str:
    state = "published" if report.published else "draft"
    lines = [
        f"{report.page_path}",
        f"  page           {'created' if report.created else 'updated'}, {state}",
        f"  sections       {report.sections}",
        f"  words in       {report.words_in}",
        f"  words stored   {report.words_stored}",
        f"  links          {report.links}",
        f"  dead links     {len(report.dead_links)}",
        *(f"    leads nowhere: {link}" for link in report.dead_links),
        f"  images missing {len(report.missing_images)}",
        *(f"    not found: {source}" for source in report.missing_images),
        *(f"  note: {note}" for note in report.notes),
    ]
    return "\n".join(lines)
