import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from cms.delivery.management.rows import row, table, waiting
from cms.delivery.planning.payloads import POSTED
from cms.delivery.worker.exits import Exit


class Command(BaseCommand):
    help = "Say what is to go out, what is in doubt and what failed. Ends with 1 when something needs a person."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--channel", default="", choices=sorted(channel.value for channel in POSTED))
        parser.add_argument("--json", action="store_true", help="one JSON object a line, also on a terminal")

    def handle(self, *, channel: str, **options: Any) -> None:
        found = waiting(channel=channel)
        is_plain = options["json"] or not self.stdout.isatty()
        for line in [_json(each) for each in found] if is_plain else table(found):
            self.stdout.write(line)
        if found.needing_people().exists():
            sys.exit(Exit.NEEDS_PEOPLE)


def _json(delivery: Any) -> str:
    return json.dumps(row(delivery), ensure_ascii=False)
