from typing import Any

from django.core.management.base import BaseCommand

from cms.editing.workflows.groups import create_groups
from cms.editing.workflows.local_groups import create_local_group
from home.models import LocalGroupPage


class Command(BaseCommand):
    help = "Make the users' groups and the review by a second person, where they are missing."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--local-groups", action="store_true", help="also a group for each local group's page")

    def handle(self, *, local_groups: bool, **_options: Any) -> None:
        for name in create_groups():
            self.stdout.write(f"Made: {name}")
        # Translations share the group of their original.
        for page in LocalGroupPage.objects.filter(alias_of=None).order_by("pk") if local_groups else ():
            if page.pk == page.get_translations(inclusive=True).order_by("pk").first().pk:
                self.stdout.write(f"Ready: {create_local_group(page)}")
