from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from cms.images.models import CustomImage
from tests.cms.images.test_metadata import SECRET, taken
from tests.factories.files import make_image


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def stored(image: CustomImage) -> bytes:
    with image.open_file() as file:
        content: bytes = file.read()
    return content


def test_what_was_written_into_an_upload_is_not_stored(db: None) -> None:
    file = ImageFile(BytesIO(taken("jpeg", orientation=6)), name="hof.jpg")
    image = CustomImage.objects.create(title="Hof", file=file, alt_de="Hof", alt_en="Yard")

    image.refresh_from_db()

    assert SECRET.encode() not in stored(image)
    assert image.file_size == len(stored(image))
    assert (image.width, image.height) == (64, 48)


def test_a_file_that_replaces_another_is_stored_without_it_too(db: None) -> None:
    image = make_image()

    image.file.save("hof.png", ImageFile(BytesIO(taken("png", orientation=1))))

    assert SECRET.encode() not in stored(image)
    assert Image.open(BytesIO(stored(image))).size == (64, 48)
