from typing import Any, ClassVar

import django_filters
from django.conf import settings
from django.db.models import Value
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from cms.editing.reports.filters import type_filter
from cms.editing.translation.coverage import Coverage, originals

NEEDED = [(coverage.value, coverage.label) for coverage in (Coverage.MISSING, Coverage.BEHIND)]


def target_languages() -> list[tuple[str, str]]:
    """Return the languages, those that content is translated into as a rule first."""
    default = settings.LANGUAGE_CODE
    return sorted(((code, str(name)) for code, name in settings.LANGUAGES), key=lambda pair: pair[0] == default)


class TranslationsFilterSet(WagtailFilterSet):
    into = django_filters.ChoiceFilter(
        label=_("Into"), method="chosen_in_the_queryset", choices=target_languages, empty_label=None
    )
    coverage = django_filters.ChoiceFilter(label=_("Translation"), choices=NEEDED)
    content_type = type_filter()

    class Meta:
        model = Page
        fields: ClassVar = ["into", "coverage", "live", "content_type"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The language of the original follows from the one it is to be translated into.
        self.filters.pop("locale", None)

    def chosen_in_the_queryset(self, queryset: PageQuerySet, _name: str, _value: str) -> PageQuerySet:
        return queryset


class TranslationsReport(ReportView):
    page_title = _("Missing and outdated translations")
    header_icon = "globe"
    model = Page
    filterset_class = TranslationsFilterSet
    index_url_name = "translation:report"
    index_results_url_name = "translation:report_results"
    template_name = "editing/reports/report.html"
    table_classname = "listing listing--cards"
    any_permission_required: ClassVar = ["add", "change", "publish"]
    default_ordering = "-latest_revision_created_at"
    no_results_message = _("Everything is translated and up to date.")
    columns: ClassVar = [
        TitleColumn(
            "title", label=_("Original"), accessor="get_admin_display_title", get_url=lambda page: _edit_url(page.pk)
        ),
        Column("type", label=_("Type"), accessor="page_type_display_name"),
        LiveStatusTagColumn(),
        DateColumn("latest_revision_created_at", label=_("Last changed")),
        TitleColumn(
            "coverage",
            label=_("Translation"),
            accessor=lambda page: Coverage(page.coverage).label,
            get_url=lambda page: _edit_url(page.translation_pk) if page.translation_pk else None,
        ),
    ]
    list_export: ClassVar = [
        *("title", "url", "page_type_display_name", "locale", "live", "latest_revision_created_at"),
        *("into", "coverage", "translation_pk"),
    ]
    export_headings: ClassVar = {
        "url": _("Address"),
        "page_type_display_name": _("Type"),
        "locale": _("Language of the original"),
        "live": _("Published"),
        "latest_revision_created_at": _("Last changed"),
        "into": _("Into"),
        "coverage": _("Translation"),
        "translation_pk": _("Number of the translation"),
    }

    def get_queryset(self) -> PageQuerySet:
        code = self.request.GET.get("into") or target_languages()[0][0]
        target = get_object_or_404(Locale, language_code=code)
        needed = (
            originals(target).exclude(coverage=Coverage.CURRENT).annotate(into=Value(str(target.get_display_name())))
        )
        # What the column of the status would otherwise ask for each row.
        looked_up = needed.select_related("content_type", "locale").annotate_approved_schedule()
        self.queryset = looked_up.prefetch_workflow_states().order_by(self.default_ordering, "pk")
        return super().get_queryset()


def _edit_url(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])
