from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.utils.text import slugify

from cms.delivery.desk.slides import slides_of
from cms.delivery.models import Delivery
from cms.delivery.planning.stories import story_of


class _Pipe:
    """Takes what is written and gives it on; a ZIP needs no more of a file."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []

    def write(self, chunk: bytes) -> int:
        self.chunks.append(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        chunk = b"".join(self.chunks)
        self.chunks.clear()
        return chunk


def archive_name(delivery: Delivery) -> str:
    """Return a name that says on a phone which post it is."""
    return f"{slugify(delivery.post.title)[:60] or 'post'}-{delivery.channel}-{delivery.locale}.zip"


def archive(delivery: Delivery) -> Iterator[bytes]:
    """Pack what is needed to post by hand, one file after the other: no more than one picture is in memory."""
    pipe = _Pipe()
    slides = slides_of(delivery.post)
    with ZipFile(pipe, "w") as packed:
        for slide in slides:
            packed.writestr(slide.name, slide.content(), compress_type=ZIP_STORED)
            yield pipe.taken()
        for name, content in story_of(delivery.post.payload_hash):
            packed.writestr(f"story/{name}", content, compress_type=ZIP_STORED)
            yield pipe.taken()
        packed.writestr("text.txt", delivery.post.text, compress_type=ZIP_DEFLATED)
        if slides:
            texts = "\n\n".join(f"{slide.name}\n{slide.alt_text}" for slide in slides)
            packed.writestr("alt-texts.txt", texts, compress_type=ZIP_DEFLATED)
    yield pipe.taken()
