from collections.abc import Iterator, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms.transports.instagram import Slide

# Nobody fetches stories from us, so they lie where nothing has a public address.
FOLDER = "stories"


def keep_story(payload_hash: str, slides: Sequence[Slide]) -> None:
    """Keep the slides of a frozen post as a story, under the name of what the post says."""
    for number, slide in enumerate(slides, start=1):
        name = f"{FOLDER}/{payload_hash}/{number:02}.jpg"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(slide.jpeg))


def story_of(payload_hash: str) -> Iterator[tuple[str, bytes]]:
    """Return the slides of a story with their names, one after the other; none where none was kept."""
    folder = f"{FOLDER}/{payload_hash}"
    # A storage of objects knows no folders, and one of files no folder without files.
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in sorted(names):
        with default_storage.open(f"{folder}/{name}") as file:
            yield name, file.read()
