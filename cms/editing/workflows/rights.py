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
    # Of snippets such as topics and organizations, which belong to no place.
    snippets: tuple[str, ...] = ()
    # Of the plan of what goes out.
    plan: tuple[str, ...] = ()
    # Of what went out, at the desk: who may change decides what has to be decided.
    desk: tuple[str, ...] = ()
    # Of the accounts that it goes out from.
    accounts: tuple[str, ...] = ()
    # Any others, as "app.codename".
    others: tuple[str, ...] = ()


def grant(group: Group, *, rights: Rights, pages: Iterable[Page], collection: Collection) -> None:
    """Give a group its rights below the pages and the collection. Others it has stay."""
    group.permissions.add(*_model_permissions(rights))
    page_permissions = _permissions("wagtailcore", codenames=[f"{kind}_page" for kind in rights.pages])
    for page in pages:
        for permission in page_permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    # The image model is our own, yet Wagtail keeps the rights of collections at its own model.
    images = _permissions("wagtailimages", codenames=rights.files)
    for permission in (*images, *_permissions("wagtaildocs", codenames=rights.files)):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _model_permissions(rights: Rights) -> list[Permission]:
    names = {"wagtailadmin.access_admin", *rights.others}
    for model in get_snippet_models():
        names |= {f"{model._meta.app_label}.{action}_{model._meta.model_name}" for action in rights.snippets}
    names |= {f"pages.{action}_post" for action in rights.plan}
    names |= {f"delivery.{action}_delivery" for action in rights.desk}
    names |= {f"delivery.{action}_channelaccount" for action in rights.accounts}
    known = Permission.objects.select_related("content_type")
    return [found for found in known if f"{found.content_type.app_label}.{found.codename}" in names]


def _permissions(app: str, *, codenames: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=codenames))
