from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from cms.images.manifests import read, storage
from cms.images.models import CustomImage
from cms.images.presets import ImagePreset
from tests.cms.images.test_models import make_image


def test_what_images_lack_is_made(db: None) -> None:
    image, output = make_image(), StringIO()

    call_command("create_renditions", stdout=output)
    call_command("create_renditions", stdout=output)

    image.refresh_from_db()
    assert read(image) is not None
    assert output.getvalue() == "Completed: 1\nCompleted: 0\n"


def test_a_damaged_image_does_not_stop_the_others(db: None) -> None:
    broken, whole = make_image(), make_image()
    CustomImage.objects.filter(pk=broken.pk).update(
        file=broken.file.storage.save("original_images/broken.png", ContentFile(b"no picture"))
    )

    with pytest.raises(CommandError, match=rf"^{broken.pk}: The file original_images/broken.*\.png is damaged"):
        call_command("create_renditions", stdout=StringIO())

    whole.refresh_from_db()
    assert read(whole) is not None


def test_files_of_old_names_get_new_ones(db: None) -> None:
    image = make_image()
    call_command("create_renditions", stdout=StringIO())
    guessable = storage().save("images/rot.fill-800x450.jpg", ContentFile(b""))
    image.renditions.filter(filter_spec=ImagePreset.CARD.value).update(file=guessable)
    output = StringIO()

    call_command("create_renditions", stdout=output)

    assert output.getvalue() == "Completed: 1\n"
    assert image.renditions.get(filter_spec=ImagePreset.CARD.value).file.name != guessable
