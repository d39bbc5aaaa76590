from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction

from cms.images.manifests import names_in, storage
from cms.images.models import CustomImage
from cms.images.tasks import create_renditions, create_variants, rename_files


def enqueue_renditions(*, instance: CustomImage, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(partial(create_renditions.enqueue, instance.pk))
        transaction.on_commit(partial(create_variants.enqueue, instance.pk))


def delete_variants(*, instance: CustomImage, **_kwargs: Any) -> None:
    """Take away the files that only the manifest names; Wagtail does so for the image and its renditions."""
    for name in names_in(instance.manifest):
        transaction.on_commit(partial(storage().delete, name))


def follow_restriction(*, instance: CollectionViewRestriction, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(partial(rename_files.enqueue, instance.collection_id))


def follow_collection(*, instance: Collection, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Moving sends no signal, but Wagtail saves a collection in the same transaction before it moves it."""
    if not (created or raw):
        transaction.on_commit(partial(rename_files.enqueue, instance.pk))


def connect() -> None:
    post_save.connect(enqueue_renditions, sender=CustomImage, dispatch_uid="create_renditions")
    post_delete.connect(delete_variants, sender=CustomImage, dispatch_uid="delete_variants")
    post_save.connect(follow_restriction, sender=CollectionViewRestriction, dispatch_uid="rename_files_restricted")
    post_delete.connect(follow_restriction, sender=CollectionViewRestriction, dispatch_uid="rename_files_opened")
    post_save.connect(follow_collection, sender=Collection, dispatch_uid="rename_files_moved")
