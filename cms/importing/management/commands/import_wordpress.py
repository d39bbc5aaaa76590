import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

from cms.importing.pages import PlacementError
from cms.importing.wordpress.files import MapError
from cms.importing.wordpress.ledger import Ledger
from cms.importing.wordpress.site import Request, import_wordpress
from cms.importing.wordpress.wxr import WXRError

REFUSALS = (WXRError, PlacementError, MapError)


class Command(BaseCommand):
    help = "Import an export of WordPress (WXR). Run it again after an interruption: it goes on where it stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The XML file WordPress writes under Tools, Export, All content.")
        pictures = parser.add_mutually_exclusive_group()
        pictures.add_argument("--images", type=Path, help="A copy of wp-content/uploads. Nothing is downloaded.")
        pictures.add_argument("--image-map", type=Path, help="JSON or lines of address, tab, file.")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE, choices=languages)
        parser.add_argument("--publish", action="store_true", help="Publish what is published there.")
        parser.add_argument("--report", type=Path, help="Where to write what was left over; otherwise it is shown.")
        parser.add_argument("--dry-run", action="store_true", help="Only report; change nothing.")

    def handle(self, **options: Any) -> None:
        # Wagtail would tell of every page several times.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        names = ("images", "image_map", "locale", "publish", "dry_run")
        request = Request(path=options["file"], **{name: options[name] for name in names})
        if request.images and not request.images.is_dir():
            message = f"{request.images} is no folder."
            raise CommandError(message)
        try:
            ledger = self._import(request)
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        self._report(ledger, path=options["report"])

    def _import(self, request: Request) -> Ledger:
        columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("", total=None)
            return import_wordpress(request, progress=lambda number: progress.update(task, completed=number))

    def _report(self, ledger: Ledger, *, path: Path | None) -> None:
        self.stdout.write(ledger.summary())
        if path is None:
            self.stdout.write("")
            for line in ledger.lines():
                self.stdout.write(line)
            return
        try:
            with path.open("w", encoding="utf-8") as file:
                file.write(f"{ledger.summary()}\n\n")
                file.writelines(ledger.lines())
        except OSError as error:
            message = f"The import is done, but {path} cannot be written: {error.strerror}."
            raise CommandError(message) from error
