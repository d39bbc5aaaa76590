from pathlib import PurePath

from django.utils.crypto import salted_hmac
from wagtail.images.models import AbstractImage
from wagtail.models import CollectionViewRestriction

LENGTH = 16


def private_paths() -> tuple[str, ...]:
    """Return where the collections lie that are not for everybody. What lies below them is not either."""
    return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def mark(image: AbstractImage, private: tuple[str, ...]) -> str:
    """Return the part of the names of its files that nobody can guess, another one as long as the image is private.

    Files are answered to whoever knows their address, so an address must not follow from what can be known.
    """
    state = "private" if image.collection.path.startswith(private) else "public"
    value = f"{image.pk}|{image.file.name}|{state}"
    return salted_hmac("cms.images", value, algorithm="sha256").hexdigest()[:LENGTH]


def stem(image: AbstractImage) -> str:
    return PurePath(image.file.name).stem[:40]
