from typing import Any

import pytest
from PIL import Image
from wagtail.images.models import Filter

from cms.images.manifests import names_in, read, storage
from cms.images.models import CustomImage
from cms.images.presets import ImagePreset
from cms.images.tasks import create_variants
from cms.images.variants import ImageFormat, variants
from tests.cms.images.test_models import make_image


@pytest.fixture
def image(db: None) -> CustomImage:
    return with_variants(make_image())


def with_variants(image: CustomImage) -> CustomImage:
    create_variants.call(image.pk)
    image.refresh_from_db()
    return image


def test_the_manifest_names_every_format_and_no_width_twice(image: CustomImage) -> None:
    presets = image.manifest["presets"]

    assert set(presets) == {preset.name for preset in ImagePreset}
    # The picture is 1200 pixels wide, so 1600 would only be 1200 again.
    widths = {form: [width for _name, width, _height in files] for form, files in presets["WIDE"].items()}
    assert widths == {"avif": [400, 800, 1200], "webp": [400, 800, 1200], "jpeg": [400, 800, 1200]}
    assert set(presets["LOGO"]) == {"avif", "webp", "png"}


def test_the_files_are_what_the_manifest_says(image: CustomImage) -> None:
    for form, files in image.manifest["presets"]["CARD"].items():
        for name, width, height in files:
            with storage().open(name) as file, Image.open(file) as picture:
                assert (picture.format, picture.size) == (form.upper(), (width, height))


def test_presets_of_one_shape_share_files(image: CustomImage) -> None:
    presets = image.manifest["presets"]

    assert presets["CARD"]["avif"] == presets["WIDE"]["avif"][:2]


def test_a_second_run_makes_nothing(image: CustomImage) -> None:
    before = image.manifest

    assert with_variants(image).manifest == before


def test_a_manifest_is_of_one_cut(image: CustomImage) -> None:
    assert read(image) is not None

    image.focal_point_x = 5
    assert read(image) is None

    image.focal_point_x = None
    image.file.name = "original_images/other.png"
    assert read(image) is None


def test_files_of_an_earlier_cut_are_taken_away(image: CustomImage) -> None:
    before = names_in(image.manifest)

    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 10
    image.save()
    after = names_in(with_variants(image).manifest)

    assert not any(storage().exists(name) for name in before)
    assert all(storage().exists(name) for name in after)


def test_files_go_with_the_image(image: CustomImage, django_capture_on_commit_callbacks: Any) -> None:
    names = names_in(image.manifest)

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert names
    assert not any(storage().exists(name) for name in names)


def test_each_variant_has_a_shape_that_wagtail_knows() -> None:
    found = [variant for preset in ImagePreset for variant in variants(preset)]

    assert all(Filter(spec=variant.shape).operations for variant in found)
    assert {variant.format for variant in found} == set(ImageFormat)
