from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import Page

from cms.pages.gone import remember_gone


def page_is_deleted(*, instance: Page, **_kwargs: Any) -> None:
    remember_gone(instance)


def connect() -> None:
    # A page is deleted as one of its type and as a Page, and so is each page below it.
    pre_delete.connect(page_is_deleted, sender=Page, dispatch_uid="remember_gone")
