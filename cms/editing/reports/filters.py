from datetime import date, timedelta
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from wagtail.admin.filters import ContentTypeFilter
from wagtail.coreutils import get_content_languages
from wagtail.models import get_page_content_types

from cms.pages.local_times import check_year

MONTH = timedelta(days=365.25 / 12)


class DaysField(DateRangeField):
    def compress(self, data_list: list[date | None] | None) -> Any:
        for day in data_list or []:
            if day:
                check_year(day)
        return super().compress(data_list)


class DaysFilter(django_filters.DateFromToRangeFilter):
    """From one day to another; at the ends of the calendar there is no midnight to compare with."""

    field_class = DaysField


def language_filter(field_name: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=_("Language"), choices=_languages, field_name=field_name)


def type_filter() -> ContentTypeFilter:
    return ContentTypeFilter(
        label=_("Type"), queryset=lambda _request: get_page_content_types(include_base_page_type=False)
    )


def _languages() -> list[tuple[str, str]]:
    return list(get_content_languages().items())
