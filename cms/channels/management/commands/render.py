import datetime
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from rich.console import Console
from rich.table import Table

from cms.channels.blocks import RenderError
from cms.channels.registry import Channel, PageMovedError, PageNotFoundError, UnknownChannelError, channel
from cms.channels.sources import HTTPSource, in_process_source
from cms.sources import Source, SourceError
from cms.transports.base import Message


class Command(BaseCommand):
    help = "Write what a channel would carry of a page to files, and count it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("channel", help=f"One of: {', '.join(settings.CHANNELS)}; or 'all'.")
        parser.add_argument("path", help="The path of a published page, such as /en/who-we-are/.")
        parser.add_argument("--locale", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--output", type=Path, default=Path(), help="A folder; the current one when left out.")
        parser.add_argument("--endpoint", help="The GraphQL endpoint of another server to ask instead of this one.")
        parser.add_argument("--token", help="An access token for that endpoint.")

    def handle(self, **options: Any) -> None:
        # A shell speaks English, whatever the language of the site.
        with translation.override("en"):
            self.render(options)

    def render(self, options: dict[str, Any]) -> None:
        names = settings.CHANNELS if options["channel"] == "all" else [options["channel"]]
        source = _source(options["endpoint"], token=options["token"])
        table = _table()
        try:
            for each in [channel(name) for name in names]:
                folder = options["output"] / each.name if len(names) > 1 else options["output"]
                _render(each, source, options, folder=folder, table=table)
        except (UnknownChannelError, PageNotFoundError, PageMovedError, SourceError, RenderError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            message = f"{error.filename or options['output']} cannot be written: {error.strerror}."
            raise CommandError(message) from error
        except (KeyError, TypeError) as error:
            # Our own API is held to the documents by tests, so this is another server with another schema.
            message = "The endpoint answered with fields that the channel does not know. Does it run the same version?"
            raise CommandError(message) from error
        Console(file=cast("IO[str]", self.stdout), width=110, highlight=False).print(table)


def _source(endpoint: str | None, *, token: str | None) -> Source:
    return HTTPSource(endpoint, token=token) if endpoint else in_process_source()


def _table() -> Table:
    table = Table(title=None, pad_edge=False)
    for heading in ("channel", "file", "bytes", "counts", "ms"):
        table.add_column(heading, justify="right" if heading in {"bytes", "ms"} else "left", overflow="fold")
    return table


def _render(each: Channel, source: Source, options: Mapping[str, Any], *, folder: Path, table: Table) -> None:
    started = time.perf_counter()
    now: datetime.datetime = timezone.now()
    message = each.message(source, path=options["path"], locale=options["locale"], now=now)
    milliseconds = round((time.perf_counter() - started) * 1000)
    folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(message.files):
        (folder / file.name).write_bytes(file.content)
        first = (each.name, file.name, f"{len(file.content):,}", _counts(message), f"{milliseconds:,}")
        table.add_row(*(first if number == 0 else ("", file.name, f"{len(file.content):,}", "", "")))
    for note in message.notes:
        table.add_row("", f"note: {note}", "", "", "")


def _counts(message: Message) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in message.counts.items())
