from typing import Any

import graphene
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left, Length
from wagtail.models import Page, Site

from cms.api.lists.collections import Argument
from cms.api.posts import value_of
from cms.api.search.page_types import keys_of, page_type_enum
from cms.api.visibility import Visibility
from cms.pages.models import ContentPage


def on_the_website(pages: Any) -> QuerySet[Any]:
    """Keep the pages of known types that have an address: the home page of each language, and what is below it."""
    site = Site.objects.filter(is_default_site=True)
    homes = Page.objects.filter(translation_key__in=site.values("root_page__translation_key"))
    found: QuerySet[Any] = pages.type(ContentPage)
    return found.filter(Exists(homes.filter(path=Left(OuterRef("path"), Length("path")))))


def _of_types(queryset: QuerySet[Any], keys: Any, _visibility: Visibility) -> QuerySet[Any]:
    return queryset.filter(content_type__pk__in=keys)


PAGE_TYPES = Argument(
    name="types",
    type=lambda: graphene.Argument(
        graphene.List(graphene.NonNull(page_type_enum())), description="Only pages of these types; all by default."
    ),
    clean=lambda types: keys_of([value_of(each) for each in types]),
    narrow=_of_types,
)
