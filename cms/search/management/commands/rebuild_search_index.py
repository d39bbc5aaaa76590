from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Page

from cms.search import writing
from cms.search.models import Document


class Command(BaseCommand):
    help = "Make the search index anew from the published pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--missing", action="store_true", help="Add only the pages that are not in the index yet.")

    @transaction.atomic
    def handle(self, *, missing: bool, verbosity: int, **_options: Any) -> None:
        if not missing:
            Document.objects.all().delete()
        count = writing.write_missing(Page.objects.all())
        if verbosity:
            self.stdout.write(f"Indexed {count} pages.")
