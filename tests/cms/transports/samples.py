from functools import cache
from hashlib import sha256
from io import BytesIO

from PIL import Image

from cms.transports.posting import Format, Payload, Picture
from cms.transports.wire import Timeouts
from tests.stand_ins.faults import Reply

KEY = "5b0f9a52-9d5c-4f2c-8a37-0c7f4f6f3f10"
FINGERPRINT = "verein.example/x7k2"
# Long enough for a loaded machine, short enough to wait for.
TIMEOUTS = Timeouts(connect=2, read=2, deadline=3)
BRIEF = Timeouts(connect=2, read=0.3, deadline=1)
# An answer without sense.
EMPTY = Reply(data={})


@cache
def jpeg(number: int = 0, *, width: int = 1080, height: int = 1350, kind: str = "JPEG") -> bytes:
    """Make a picture; each number gives another one."""
    output = BytesIO()
    Image.new("RGB", (width, height), (number * 20 % 256, 90, 60)).save(output, kind)
    return output.getvalue()


def mpo() -> bytes:
    """Make what telephones write for portraits: a JPEG with a second picture in it."""
    output = BytesIO()
    first, second = (Image.new("RGB", (1080, 1350), (red, 90, 60)) for red in (10, 20))
    first.save(output, "MPO", save_all=True, append_images=[second])
    return output.getvalue()


def picture(number: int = 0, *, url: str = "https://media.example/m/1.jpg", content: bytes | None = None) -> Picture:
    content = content or jpeg(number)
    return Picture(
        url=url,
        sha256=sha256(content).hexdigest(),
        alt_text=f"Slide {number}",
        width=1080,
        height=1350,
        content=content,
    )


def text_payload(
    text: str = f"Für alle. {FINGERPRINT}", *, html: str = "", link: str = "https://verein.example/x"
) -> Payload:
    return Payload(format=Format.TEXT, text=text, html=html, link=link, fingerprint=FINGERPRINT, language="de")


def album_payload(count: int = 3, *, text: str = f"Für alle. {FINGERPRINT}") -> Payload:
    pictures = tuple(picture(number) for number in range(count))
    return Payload(format=Format.PICTURES, text=text, pictures=pictures, fingerprint=FINGERPRINT, language="de")


def picture_payload(text: str = f"Für alle. {FINGERPRINT}") -> Payload:
    return Payload(format=Format.PICTURE, text=text, pictures=(picture(),), fingerprint=FINGERPRINT, language="de")
