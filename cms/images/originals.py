from typing import Any

from django.core.files.base import ContentFile, File
from wagtail.images.models import WagtailImageFieldFile

from cms.images.metadata import without_metadata


class OriginalFile(WagtailImageFieldFile):
    """A picture as it was uploaded, but for what its camera wrote into it: where it was taken, when and by whom."""

    def save(self, name: str, content: File[Any], save: bool = True) -> None:  # noqa: FBT001, FBT002  Django's signature.
        bare = without_metadata(b"".join(content.chunks()))
        self.instance.file_size = len(bare)
        super().save(name, ContentFile(bare, name=name), save=save)
