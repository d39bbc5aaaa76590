from PIL import Image
from wagtail.images.models import Filter

from cms.images.models import CustomImage
from cms.images.pictures import Picture


def cut(image: CustomImage, picture: Picture, *, shape: str) -> Image.Image:
    """Cut and resize a picture as Wagtail would: around the focal point, and never larger than it is."""
    # A large JPEG is opened at a fraction of its size, but the focal point speaks of the whole.
    transform = Filter(spec=shape).get_transform(image, (picture.width, picture.height))
    part, scale, pixels = transform.get_rect(), picture.scale, picture.pixels
    box = (
        max(part.left * scale, 0),
        max(part.top * scale, 0),
        min(part.right * scale, pixels.width),
        min(part.bottom * scale, pixels.height),
    )
    width, height = (max(round(side), 1) for side in transform.size)
    return pixels.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3)
