import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cms.importing.folders import import_folder, markdown_files_in
from cms.importing.front_matter import FrontMatterError
from cms.importing.markdown_files import MarkdownFileError, Report, Request, import_markdown_file
from cms.importing.pages import MODELS, PlacementError
from cms.importing.reading import UnreadableFileError
from cms.importing.syntax import NestingError

REFUSALS = (UnreadableFileError, FrontMatterError, NestingError, PlacementError, MarkdownFileError)


class Command(BaseCommand):
    help = "Make pages of Markdown files, or update those that were made of them before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="A Markdown file in UTF-8, or a folder of them.")
        parser.add_argument("--type", required=True, choices=sorted(MODELS), dest="kind")
        parser.add_argument("--locale", required=True, choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--slug", help="The last part of the address; made of the title when left out.")
        parser.add_argument("--date", help="The day of a statement: 2026-11-23.")
        parser.add_argument("--publish", action="store_true", help="Publish at once; otherwise it stays a draft.")

    def handle(self, **options: Any) -> None:
        fields = ("kind", "locale", "slug", "publish")
        values = {name: options[name] for name in fields}
        request = Request(path=options["file"], date=_date(options["date"]), **values)
        if _holds_markdown_files(request.path):
            if request.slug or request.date:
                message = "--slug and --date are for one file: each file of a folder has its own."
                raise CommandError(message)
            self._import_folder(request)
            return
        try:
            report = import_markdown_file(request)
        except (*REFUSALS, ValidationError) as error:
            raise CommandError(_reason(error)) from error
        self.stdout.write(_as_text(report))

    def _import_folder(self, request: Request) -> None:
        refused = total = 0
        changed = words_in = words_stored = 0
        for outcome in import_folder(request, refusals=(*REFUSALS, ValidationError), say=_reason):
            total += 1
            self.stdout.write(f"{outcome.path.relative_to(request.path)}")
            if outcome.report is None:
                refused += 1
                self.stdout.write(f"  refused: {outcome.refusal}")
                continue
            changed += outcome.report.changed
            words_in += outcome.report.words_in
            words_stored += outcome.report.words_stored
            self.stdout.write(_as_text(outcome.report))
        self.stdout.write(
            f"{total} files: {changed} changed, {total - changed - refused} unchanged, {refused} refused;"
            f" {words_in} words in, {words_stored} words stored"
        )
        if refused:
            message = f"{refused} of {total} files were refused; the others are imported."
            raise CommandError(message)


def _holds_markdown_files(path: Path) -> bool:
    try:
        return path.is_dir() and bool(markdown_files_in(path))
    except OSError:
        # What cannot be read is refused with its reason, as a file.
        return False


def _reason(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        message = f"--date must be a day such as 2026-11-23, not '{text}'."
        raise CommandError(message) from error


def _as_text(report: Report) -> str:
    state = "published" if report.published else "draft"
    change = "created" if report.created else "updated" if report.changed else "unchanged"
    lines = [
        f"{report.page_path}",
        f"  page           {change}, {state}",
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
