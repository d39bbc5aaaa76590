from typing import Any

from django.apps import apps
from django.db.models.signals import post_save

from cms.pages.models import ContentPage
from cms.search import writing

# What Wagtail writes alone says nothing to readers: revisions, locks, what is in the draft.
UNSAID = frozenset(
    {
        *("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "live_revision"),
        *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "owner"),
        *("locked", "locked_at", "locked_by", "path", "depth", "numchild", "url_path", "slug"),
    }
)


def follow_page(
    *, instance: ContentPage, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """Keep the index in step with a page, in the transaction that saves it."""
    if raw or (update_fields is not None and update_fields <= UNSAID):
        return
    if instance.live:
        writing.write([instance])
    else:
        writing.forget(instance)


def connect() -> None:
    for model in apps.get_models():
        if issubclass(model, ContentPage):
            post_save.connect(follow_page, sender=model, dispatch_uid=f"search {model._meta.label}")
