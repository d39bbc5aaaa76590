from http.client import HTTPConnection, HTTPException
from io import BytesIO
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from PIL import Image, UnidentifiedImageError

from tests.stand_ins.instagram.replies import Refused

AGENT = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
MAXIMUM_BYTES = 8 * 1024 * 1024
NARROWEST, WIDEST = 0.8 - 0.0005, 1.91 + 0.0005


def fetch(url: str, *, seconds: float, any_ratio: bool) -> None:
    """Load a picture as Meta's crawler does. Raises what Instagram would answer."""
    if not url.isascii():
        raise Refused(9004, 2207052, "The media URI doesn't meet our requirements: only ASCII.")
    address = urlsplit(url)
    robots = RobotFileParser()
    status, _, content = _get(address.netloc, "/robots.txt", seconds=seconds)
    robots.parse(content.decode().splitlines() if status == 200 else [])
    if not robots.can_fetch("facebookexternalhit", url):
        raise Refused(9004, 2207052, "Only photo or video can be accepted: Restricted by robots.txt")
    for verb, headers in (("HEAD", {}), ("GET", {"Range": "bytes=0-99"}), ("GET", {})):
        status, media_type, content = _get(address.netloc, address.path, verb=verb, headers=headers, seconds=seconds)
        if status not in {200, 206}:
            raise Refused(9004, 2207052, f"The media could not be fetched from this URI: HTTP {status}")
    if not media_type.startswith("image/"):
        raise Refused(9004, 2207052, "Only photo or video can be accepted as media type.")
    _check(content, any_ratio=any_ratio)


def _get(
    host: str, path: str, *, verb: str = "GET", headers: dict[str, str] | None = None, seconds: float
) -> tuple[int, str, bytes]:
    connection = HTTPConnection(host, timeout=seconds)
    try:
        connection.request(verb, path, headers={"User-Agent": AGENT, **(headers or {})})
        response = connection.getresponse()
        return response.status, response.getheader("Content-Type", ""), response.read()
    except TimeoutError as error:
        raise Refused(-2, 2207003, "Timeout: it takes too long to download the media.") from error
    except (OSError, HTTPException) as error:
        raise Refused(9004, 2207052, "The media could not be fetched from this URI.") from error
    finally:
        connection.close()


def _check(content: bytes, *, any_ratio: bool) -> None:
    if len(content) > MAXIMUM_BYTES:
        raise Refused(36000, 2207004, "The image is too large to download. It should be less than 8 MiB.")
    try:
        with Image.open(BytesIO(content)) as image:
            kind, ratio = image.format, image.width / image.height
    except (UnidentifiedImageError, OSError) as error:
        raise Refused(36001, 2207005, "The image format is not supported.") from error
    if kind != "JPEG":
        raise Refused(36001, 2207005, f"The image format is not supported: {kind}.")
    # Widths below 320 and above 1440 are scaled.
    if not any_ratio and not NARROWEST <= ratio <= WIDEST:
        raise Refused(36003, 2207009, "The submitted image with aspect ratio cannot be published.")
