from collections.abc import Mapping
from dataclasses import dataclass

from cms.transports.base import File
from cms.transports.posting import Card


@dataclass(frozen=True, kw_only=True)
class ShortPost:
    """A few words for networks of short posts, with a picture that stands for itself or in a card of the page."""

    text: str
    # How long the text is, in the unit that the network counts in.
    length: int
    link: str
    # The picture as JPEG, if there is one.
    jpeg: bytes = b""
    alt_text: str = ""
    card: Card | None = None
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[File, ...]:
        words = File(name="post.txt", media_type="text/plain", content=self.text.encode())
        pictures = (File(name="picture.jpg", media_type="image/jpeg", content=self.jpeg),) if self.jpeg else ()
        return (words, *pictures)

    @property
    def counts(self) -> Mapping[str, int]:
        return {"characters": self.length, "words": len(self.text.split())}
