from collections.abc import Collection

import graphene
from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.api.context import Context
from cms.pages.models import GonePath


class GoneRoute(graphene.ObjectType):
    """The address named a page that was taken away on purpose; answer with HTTP status 410."""

    path = graphene.String(required=True, description="The path asked for.")


def is_gone(context: Context, candidates: Collection[str]) -> bool:
    """Return whether a page that everybody could read was at one of the paths in the tree, and is there no longer."""
    deleted = GonePath.objects.filter(url_path__in=candidates).values_list("url_path")
    withdrawn = _withdrawn(context, candidates).values_list("url_path")
    return deleted.union(withdrawn, all=True).exists()


def is_page_gone(context: Context, page_id: int) -> bool:
    """Return the same of a page by its key."""
    if GonePath.objects.filter(page=page_id).exists():
        return True
    return is_gone(context, list(Page.objects.filter(pk=page_id).values_list("url_path", flat=True)))


def _withdrawn(context: Context, candidates: Collection[str]) -> PageQuerySet:
    """Return pages that were unpublished or have expired. What shall come back at a set time is not gone."""
    over = Q(live=False) | Q(expire_at__lte=context.now)
    found = Page.objects.filter(over, url_path__in=candidates, first_published_at__isnull=False)
    for path in context.visibility.restricted_page_paths:
        found = found.exclude(path__startswith=path)
    return found.exclude(go_live_at__gt=context.now).order_by()
