from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import aging_pages
from wagtail.models import Page

from cms.editing.reports.filters import MONTH, language_filter, type_filter

MONTHS = [(3, _("3 months")), (6, _("6 months")), (12, _("one year")), (24, _("two years"))]
BY_DEFAULT = 6


class AgingPagesFilterSet(WagtailFilterSet):
    unchanged_for = django_filters.ChoiceFilter(
        label=_("Not changed for"), choices=MONTHS, method="filter_unchanged", empty_label=_("6 months or longer")
    )
    locale = language_filter("locale__language_code")
    content_type = type_filter()

    class Meta:
        model = Page
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        # Without a choice the report still asks for something, or it would list every page.
        if not self.form.cleaned_data.get("unchanged_for"):
            queryset = self.filter_unchanged(queryset, "unchanged_for", BY_DEFAULT)
        return super().filter_queryset(queryset)

    def filter_unchanged(self, queryset: QuerySet[Page], _name: str, months: Any) -> QuerySet[Page]:
        return queryset.filter(last_published_at__lte=timezone.now() - MONTH * int(months))


class AgingPagesView(aging_pages.AgingPagesView):
    page_title = _("Aging pages")
    filterset_class = AgingPagesFilterSet
    index_url_name = "editing_aging_pages"
    index_results_url_name = "editing_aging_pages_results"

    def get_queryset(self) -> QuerySet[Page]:
        return super().get_queryset().filter(live=True)
