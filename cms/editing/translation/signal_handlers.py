from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from cms.editing.translation.states import TranslationState


def follow_unchanged_originals(*, instance: Page, **_kwargs: Any) -> None:
    TranslationState.objects.of_original(instance).follow_unchanged()


def connect() -> None:
    page_published.connect(follow_unchanged_originals, dispatch_uid="follow_unchanged_originals")
