from collections.abc import Mapping
from typing import Any

from cms.channels.facts import credit
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def largest_rendition(image: Data | None) -> Data | None:
    """Return the best rendition that has been made already."""
    names = ("wide", "content", "card")
    return next((image[name] for name in names if image.get(name)), None) if image else None


def hero(image: Data | None, words: Wording) -> dict[str, Any] | None:
    """Return what a template needs to show the image that stands for a page, if it is ready."""
    shown = largest_rendition(image)
    if image is None or shown is None:
        return None
    # Only renditions of one shape may stand in for each other.
    sizes = [image[name] for name in ("card", "wide")] if image.get("card") and image.get("wide") else []
    return {"shown": shown, "sizes": sizes, "alt": image["alt"], "credit": credit(image, words=words)}
