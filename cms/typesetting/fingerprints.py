from functools import cache
from hashlib import sha256
from pathlib import Path

import PIL
from PIL import features

from cms.typesetting.content import Brand, Content
from cms.typesetting.fonts import Face
from cms.typesetting.palette import Style
from cms.typesetting.shapes import Shape

FOLDER = Path(__file__).parent


def fingerprint(content: Content, *, brand: Brand, language: str, style: Style, shape: Shape) -> str:
    """Return what tells a slide from any that looks different: all of its content, and what draws it."""
    said = [content, brand, language, style.value, shape, getattr(content, "photo", b"")]
    return sha256("\n".join([typesetting_version(), *map(_written, said)]).encode()).hexdigest()


@cache
def typesetting_version() -> str:
    """Return a hash of our designs, our fonts and the libraries that draw with them."""
    digest = sha256(f"{PIL.__version__} {[features.version(name) for name in ('raqm', 'freetype2', 'jpg')]}".encode())
    for path in (*sorted(FOLDER.rglob("*.py")), *(face.path for face in Face)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _written(value: object) -> str:
    return sha256(value).hexdigest() if isinstance(value, bytes) else repr(value)
