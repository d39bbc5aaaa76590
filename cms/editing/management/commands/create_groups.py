from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from cms.editing.workflows.groups import ADMINISTRATION, create_groups, grant_new_permissions
from cms.editing.workflows.local_groups import create_local_group
from home.models import LocalGroupPage


class Command(BaseCommand):
    help = (
        "Make the users' groups and the review by a second person where they are missing, and let administrators do "
        "what an update brought."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--local-groups", action="store_true", help="also a group for each local group's page")

    def handle(self, *, local_groups: bool, **_options: Any) -> None:
        for name in create_groups():
            self.stdout.write(f"Made: {name}")
        for permission in grant_new_permissions():
            self.stdout.write(f"Granted to {ADMINISTRATION}: {permission}")
        for page in _originals() if local_groups else ():
            self.stdout.write(f"Ready: {create_local_group(page)}")


def _originals() -> list[LocalGroupPage]:
    """Return the first page of each local group: translations share the group of their original."""
    originals: dict[UUID, LocalGroupPage] = {}
    for page in LocalGroupPage.objects.filter(alias_of=None).order_by("pk"):
        originals.setdefault(page.translation_key, page)
    return list(originals.values())
