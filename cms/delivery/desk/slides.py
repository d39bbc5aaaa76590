from dataclasses import dataclass

from django.core.files.storage import default_storage

from cms.delivery.models import SocialPost
from cms.delivery.planning.pictures import FOLDER


class PictureMissingError(Exception):
    """A picture of a post is not in the storage any more."""

    def __init__(self, slide: "Slide") -> None:
        super().__init__(f"{slide.path} is missing. Publish the page again, which makes its pictures anew.")


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One picture of a post, as it was frozen."""

    number: int
    sha256: str
    alt_text: str
    width: int
    height: int

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.sha256}.jpg"

    @property
    def name(self) -> str:
        """Return the name under which it is saved on a phone, in the order of the post."""
        return f"{self.number:02}.jpg"

    @property
    def url(self) -> str:
        return default_storage.url(self.path)

    def content(self) -> bytes:
        with default_storage.open(self.path) as file:
            content: bytes = file.read()
        return content


def slides_of(post: SocialPost) -> list[Slide]:
    names = ("sha256", "alt_text", "width", "height")
    return [
        Slide(number=number, **{name: picture[name] for name in names})
        for number, picture in enumerate(post.media, start=1)
    ]


def require_pictures(slides: list[Slide]) -> None:
    """Raise PictureMissingError unless every picture can be handed out."""
    for slide in slides:
        if not default_storage.exists(slide.path):
            raise PictureMissingError(slide)
