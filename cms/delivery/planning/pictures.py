from hashlib import sha256
from io import BytesIO
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from cms.transports.posting import Picture

# Of the media, only what is below "images" has public addresses, and Instagram fetches from there.
FOLDER = "images/posts"


def stored(jpeg: bytes, *, alt_text: str) -> Picture:
    """Keep a slide under the name of its content, so that its address never shows anything else."""
    digest = sha256(jpeg).hexdigest()
    name = f"{FOLDER}/{digest}.jpg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(jpeg))
    with Image.open(BytesIO(jpeg)) as image:
        width, height = image.size
    url = urljoin(f"{settings.PUBLIC_URL}/", default_storage.url(name))
    return Picture(url=url, sha256=digest, alt_text=alt_text, width=width, height=height)
