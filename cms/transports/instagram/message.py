from collections.abc import Mapping
from dataclasses import dataclass

from cms.transports.base import File


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A JPEG of a carousel. The alt text holds at most 1,000 characters."""

    jpeg: bytes
    alt_text: str


@dataclass(frozen=True, kw_only=True)
class InstagramMessage:
    """A carousel of 2 to 10 slides with one caption."""

    slides: tuple[Slide, ...]
    caption: str
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[File, ...]:
        pictures = [
            File(name=f"slide-{number:02}.jpg", media_type="image/jpeg", content=slide.jpeg)
            for number, slide in enumerate(self.slides, start=1)
        ]
        alt_texts = "\n\n".join(f"{number}. {slide.alt_text}" for number, slide in enumerate(self.slides, start=1))
        return (
            *pictures,
            File(name="caption.txt", media_type="text/plain", content=self.caption.encode()),
            File(name="alt-texts.txt", media_type="text/plain", content=alt_texts.encode()),
        )

    @property
    def counts(self) -> Mapping[str, int]:
        return {"slides": len(self.slides), "caption_utf16": len(self.caption.encode("utf-16-le")) // 2}
