from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

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


def follow_move(*, instance: Page, **_kwargs: Any) -> None:
    """Keep the index in step with a branch that moves below a closed page, or away from there."""
    if instance.path.startswith(writing.closed_paths()):
        writing.forget_branch(instance)
    else:
        writing.write_missing(Page.objects.descendant_of(instance, inclusive=True))


def follow_closing(*, instance: PageViewRestriction, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        writing.forget_branch(instance.page)


def follow_opening(*, instance: PageViewRestriction, origin: Any = None, **_kwargs: Any) -> None:
    """Put a branch back that is no longer closed. Where its page is deleted, there is nothing to be put back."""
    if (origin.model if isinstance(origin, QuerySet) else type(origin)) is PageViewRestriction:
        writing.write_missing(Page.objects.descendant_of(instance.page, inclusive=True))


def connect() -> None:
    post_page_move.connect(follow_move, dispatch_uid="search moves")
    post_save.connect(follow_closing, sender=PageViewRestriction, dispatch_uid="search closes")
    post_delete.connect(follow_opening, sender=PageViewRestriction, dispatch_uid="search opens")
    for model in apps.get_models():
        if issubclass(model, ContentPage):
            post_save.connect(follow_page, sender=model, dispatch_uid=f"search {model._meta.label}")
