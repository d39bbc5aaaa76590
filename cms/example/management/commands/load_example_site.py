import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.editing.workflows.groups import create_groups
from cms.example import accounts, site
from cms.example.media import create_all_renditions
from cms.example.translations import note_translations


class Command(BaseCommand):
    help = "Fill an empty database with an example site in German and English."

    def handle(self, **_options: Any) -> None:
        if not site.is_empty():
            self.stdout.write("There is a home page already, so nothing was changed.")
            return
        # Wagtail logs every page it creates and publishes, which would bury the report.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        report = site.load_site(today=timezone.localdate())
        note_translations()
        create_groups()
        create_all_renditions()
        self.stdout.write(
            f"The example site is ready: {report.pages} pages in German and English, {report.images} images."
        )
        self.stdout.write(f"Read it at {settings.PUBLIC_URL}/ and at {settings.PUBLIC_URL}/en/")
        if settings.DEBUG and accounts.create_administrator():
            self.stdout.write(f"Sign in to the admin as {accounts.NAME} with the password {accounts.PASSWORD}.")
        if settings.DEBUG and (members := accounts.create_members()):
            self.stdout.write(f"Others to try, each with the name as password: {', '.join(members)}.")
