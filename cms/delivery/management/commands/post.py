import json
from typing import Any

from django.core.management.base import BaseCommand

from cms.delivery.management.numbers import numbered
from cms.delivery.management.pages import details, in_words


class Command(BaseCommand):
    help = "Show a post: what goes out, what became of it, and what to do."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("number", type=int, help="as 'manage.py due' names it")
        parser.add_argument("--json", action="store_true", help="as JSON, also on a terminal")

    def handle(self, *, number: int, **options: Any) -> None:
        delivery = numbered(number)
        if options["json"] or not self.stdout.isatty():
            self.stdout.write(json.dumps(details(delivery), ensure_ascii=False, indent=2))
            return
        for line in in_words(delivery):
            self.stdout.write(line)
