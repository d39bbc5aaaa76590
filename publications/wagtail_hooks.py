from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from publications.deletion import DocumentDeleteView, refuse_deletion
from publications.viewsets import RegisterViewSetGroup

register_snippet(RegisterViewSetGroup)

BEFORE_WAGTAIL = -1


@hooks.register("before_delete_snippet")
def keep_used_entries(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    return refuse_deletion(request, instances)


@hooks.register("before_bulk_action")
def keep_used_files(
    request: HttpRequest, action_type: str, objects: Sequence[Model], _action: Any
) -> HttpResponse | None:
    return refuse_deletion(request, objects) if action_type == "delete" else None


@hooks.register("register_admin_urls", order=BEFORE_WAGTAIL)
def guard_deletion_of_files() -> list[URLPattern]:
    return [path("documents/delete/<int:document_id>/", DocumentDeleteView.as_view(), name="delete_document")]
