from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

FILES = ("add_image", "choose_image", "add_document", "choose_document")
FILES_OF_OTHERS = ("change_image", "change_document")


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What a group may do: with pages and files below a place, and with models anywhere."""

    # Wagtail's words: who may add may also edit what they own, and hand it in for review.
    pages: tuple[str, ...]
    files: tuple[str, ...] = FILES
    # Of snippets such as topics and organisations, which belong to no place.
    snippets: tuple[str, ...] = ()
    # Of the plan and the ledger of what goes out.
    plan: tuple[str, ...] = ()
    # Any others, as "app.codename".
    others: tuple[str, ...] = ()


def grant(group: Group, *, rights: Rights, pages: Iterable[Page], collection: Collection) -> None:
    """Give a group its rights below the pages and the collection. Others it has stay."""
    group.permissions.add(*_model_permissions(rights))
    for page in pages:
        for kind in rights.pages:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{kind}_page")
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    for codename in rights.files:
        permission = _file_permission(codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _model_permissions(rights: Rights) -> list[Permission]:
    names = {"wagtailadmin.access_admin", *rights.others}
    for model in get_snippet_models():
        names |= {f"{model._meta.app_label}.{action}_{model._meta.model_name}" for action in rights.snippets}
    names |= {f"pages.{action}_post" for action in rights.plan}
    names |= {f"delivery.{action}_delivery" for action in rights.plan}
    known = Permission.objects.select_related("content_type")
    return [found for found in known if f"{found.content_type.app_label}.{found.codename}" in names]


def _file_permission(codename: str) -> Permission:
    # The image model is our own, yet Wagtail keeps the rights of collections at its own model.
    app = "wagtailimages" if codename.endswith("_image") else "wagtaildocs"
    return Permission.objects.get(content_type__app_label=app, codename=codename)
