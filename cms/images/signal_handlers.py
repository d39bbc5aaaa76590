from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from cms.images.models import CustomImage
from cms.images.tasks import create_renditions


def enqueue_renditions(*, instance: CustomImage, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(partial(create_renditions.enqueue, instance.pk))


def connect() -> None:
    post_save.connect(enqueue_renditions, sender=CustomImage, dispatch_uid="create_renditions")
