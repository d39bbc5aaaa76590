from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView

from cms.editing.reports.aging import AgingPagesView
from cms.editing.reports.deliveries import FailedDeliveriesView
from cms.editing.reports.unused import UnusedDocumentsView, UnusedImagesView

# Ours asks for months where Wagtail's asks for a date.
REPLACED = ("aging-pages",)


class ReportMenuItem(MenuItem):
    def __init__(self, view: type[ReportView], *, order: int) -> None:
        self.view = view
        label: str | Promise = view.page_title
        name = view.index_url_name.replace("_", "-")
        super().__init__(label, reverse(view.index_url_name), name=name, icon_name=view.header_icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        view = self.view()
        view.request = request
        shown: bool = view.user_has_any_permission(view.any_permission_required)
        return shown


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        *_urls("aging", AgingPagesView),
        *_urls("unused-images", UnusedImagesView),
        *_urls("unused-files", UnusedDocumentsView),
        *_urls("failed-deliveries", FailedDeliveriesView),
    ]


def _urls(address: str, view: type[ReportView]) -> list[URLPattern]:
    return [
        path(f"reports/{address}/", view.as_view(), name=view.index_url_name),
        path(f"reports/{address}/results/", view.as_view(results_only=True), name=view.index_results_url_name),
    ]


@hooks.register("register_reports_menu_item")
def failed_deliveries_item() -> MenuItem:
    return ReportMenuItem(FailedDeliveriesView, order=100)


@hooks.register("register_reports_menu_item")
def aging_pages_item() -> MenuItem:
    return ReportMenuItem(AgingPagesView, order=300)


@hooks.register("register_reports_menu_item")
def unused_images_item() -> MenuItem:
    return ReportMenuItem(UnusedImagesView, order=310)


@hooks.register("register_reports_menu_item")
def unused_documents_item() -> MenuItem:
    return ReportMenuItem(UnusedDocumentsView, order=320)


@hooks.register("construct_reports_menu")
def leave_out_replaced(_request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in REPLACED]
