from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.images.manifests import read
from cms.images.models import CustomImage
from cms.images.pictures import PictureError
from cms.images.renditions import outdated
from cms.images.tasks import create_renditions, create_variants


class Command(BaseCommand):
    help = (
        "Make the sizes and formats that images lack, e.g. after a preset has changed, or give their files other names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Look at images that seem complete too.")

    def handle(self, *, all: bool, **_options: Any) -> None:  # noqa: A002  The option is called so.
        renamed = {image.pk for image in outdated(CustomImage.objects.all())}
        found = CustomImage.objects.order_by("pk")
        images = [image for image in found if all or image.pk in renamed or not _is_complete(image)]
        failures = [failure for image in images if (failure := _make(image))]
        self.stdout.write(f"Completed: {len(images) - len(failures)}")
        if failures:
            raise CommandError("\n".join(failures))


def _is_complete(image: CustomImage) -> bool:
    return bool(image.placeholder and image.dominant_color) and read(image) is not None


def _make(image: CustomImage) -> str | None:
    """Return what stood in the way, if anything did; the other images are made all the same."""
    try:
        create_renditions.call(image.pk)
        create_variants.call(image.pk)
    except (PictureError, OSError) as error:
        return f"{image.pk}: {error}"
    return None
