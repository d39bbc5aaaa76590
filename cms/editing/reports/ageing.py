from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, get_page_content_types

MONTH = timedelta(days=365.25 / 12)
MONTHS = [(3, _("3 months")), (6, _("6 months")), (12, _("one year")), (24, _("two years"))]
BY_DEFAULT = 6


def _languages() -> list[tuple[str, str]]:
    return list(get_content_languages().items())


class AgeingPagesFilterSet(WagtailFilterSet):
    unchanged_for = django_filters.ChoiceFilter(
        label=_("Not changed for"), choices=MONTHS, method="filter_unchanged", empty_label=_("6 months or longer")
    )
    locale = django_filters.ChoiceFilter(label=_("Language"), choices=_languages, field_name="locale__language_code")
    content_type = ContentTypeFilter(
        label=_("Type"), queryset=lambda _request: get_page_content_types(include_base_page_type=False)
    )

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


class AgeingPagesView(AgingPagesView):
    page_title = _("Ageing pages")
    filterset_class = AgeingPagesFilterSet
    index_url_name = "editing_ageing_pages"
    index_results_url_name = "editing_ageing_pages_results"

    def get_queryset(self) -> QuerySet[Page]:
        return super().get_queryset().filter(live=True)
