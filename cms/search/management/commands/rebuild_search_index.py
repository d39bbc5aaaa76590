from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from cms.pages.models import ContentPage
from cms.search import writing
from cms.search.models import Document

PAGES_AT_ONCE = 200


class Command(BaseCommand):
    help = "Make the search index anew from the published pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--missing", action="store_true", help="Add only the pages that are not in the index yet.")

    @transaction.atomic
    def handle(self, *, missing: bool, verbosity: int, **_options: Any) -> None:
        if not missing:
            Document.objects.all().delete()
        known = Document.objects.values("pk")
        count = sum(writing.write(pages) for model in _models() for pages in _portions(model, leaving_out=known))
        if verbosity:
            self.stdout.write(f"Indexed {count} pages.")


def _models() -> list[type[ContentPage]]:
    return [model for model in apps.get_models() if issubclass(model, ContentPage)]


def _portions(model: type[ContentPage], *, leaving_out: Any) -> Iterator[list[ContentPage]]:
    keys = list(model.objects.live().exclude(pk__in=leaving_out).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), PAGES_AT_ONCE):
        yield list(model.objects.filter(pk__in=keys[start : start + PAGES_AT_ONCE]).select_related("locale"))
