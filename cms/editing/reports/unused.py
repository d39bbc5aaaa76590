from typing import Any, ClassVar

import django_filters
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, ReferenceIndex

from cms.editing.reports.filters import MONTH

MONTHS = [(1, _("one month")), (6, _("6 months")), (12, _("one year"))]


class UnusedFilterSet(WagtailFilterSet):
    uploaded = django_filters.ChoiceFilter(
        label=_("Uploaded before"), choices=MONTHS, method="filter_uploaded", empty_label=_("At any time")
    )
    collection = django_filters.ModelChoiceFilter(label=_("Collection"), queryset=Collection.objects.all())

    def filter_uploaded(self, queryset: QuerySet[Model], _name: str, months: str) -> QuerySet[Model]:
        return queryset.filter(created_at__lte=timezone.now() - MONTH * int(months))


class UnusedImagesFilterSet(UnusedFilterSet):
    class Meta:
        model = get_image_model()
        fields: list[str] = []


class UnusedDocumentsFilterSet(UnusedFilterSet):
    class Meta:
        model = get_document_model()
        fields: list[str] = []


class UnusedFilesView(ReportView):
    """Files that no page, snippet or setting mentions in its published or last saved state."""

    template_name = "editing/reports/report.html"
    table_classname = "listing listing--cards"
    results_template_name = "editing/reports/unused_results.html"
    any_permission_required: ClassVar[list[str]] = ["change", "delete"]
    is_searchable = False
    default_ordering = "created_at"
    list_export: ClassVar[list[str]] = [
        "title",
        "filename",
        "file_size",
        "created_at",
        "collection",
        "uploaded_by_user",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Title"),
        "filename": _("File name"),
        "file_size": _("Bytes"),
        "created_at": _("Uploaded"),
        "collection": _("Collection"),
        "uploaded_by_user": _("Uploaded by"),
    }
    edit_url = ""

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda item: reverse(self.edit_url, args=[item.pk])),
            Column("collection", label=_("Collection")),
            DateColumn("created_at", label=_("Uploaded")),
            Column("uploaded_by_user", label=_("Uploaded by")),
        ]

    def get_base_queryset(self) -> QuerySet[Model]:
        files = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        used = files.annotate(uses=ReferenceIndex.usage_count_subquery(self.model))
        return used.filter(uses=0).select_related("collection", "uploaded_by_user")


class UnusedImagesView(UnusedFilesView):
    model = get_image_model()
    page_title = _("Unused images")
    header_icon = "image"
    filterset_class = UnusedImagesFilterSet
    index_url_name = "editing_unused_images"
    index_results_url_name = "editing_unused_images_results"
    edit_url = "wagtailimages:edit"


class UnusedDocumentsView(UnusedFilesView):
    model = get_document_model()
    page_title = _("Unused files")
    header_icon = "doc-full-inverse"
    filterset_class = UnusedDocumentsFilterSet
    index_url_name = "editing_unused_documents"
    index_results_url_name = "editing_unused_documents_results"
    edit_url = "wagtaildocs:edit"
