import pytest
from PIL import Image
from wagtail.images.models import Filter

from cms.images.presets import ImagePreset
from cms.images.renditions import make_renditions, picture_of
from cms.images.tasks import create_renditions, create_variants
from tests.cms.images.test_models import make_image


@pytest.mark.parametrize("preset", ImagePreset)
def test_the_cut_is_wagtails(db: None, preset: ImagePreset) -> None:
    image = make_image(focal_point_x=900, focal_point_y=300, focal_point_width=40, focal_point_height=40)
    with picture_of(image) as picture:
        make_renditions(image, picture)
    ours = image.renditions.get(filter_spec=preset.value)

    theirs = Image.open(image.generate_rendition_file(Filter(spec=preset.value)))

    assert (ours.width, ours.height) == theirs.size


def test_wagtail_finds_what_was_made(db: None) -> None:
    image = make_image()
    create_renditions.call(image.pk)
    made = set(image.renditions.values_list("pk", flat=True))

    found = image.get_renditions(*[preset.value for preset in ImagePreset])

    assert {rendition.pk for rendition in found.values()} == made


def test_what_has_been_made_is_not_made_again(db: None) -> None:
    image = make_image()
    create_renditions.call(image.pk)
    made = set(image.renditions.values_list("pk", flat=True))

    create_renditions.call(image.pk)

    assert set(image.renditions.values_list("pk", flat=True)) == made


def test_a_moved_focal_point_needs_other_cuts(db: None) -> None:
    image = make_image()
    create_renditions.call(image.pk)
    before = image.renditions.count()

    image.focal_point_x = image.focal_point_y = 10
    image.focal_point_width = image.focal_point_height = 20
    image.save()
    create_renditions.call(image.pk)

    cut_by_focus = [preset for preset in ImagePreset if preset.value.startswith("fill")]
    assert image.renditions.count() == before + len(cut_by_focus)


def test_the_task_takes_note_of_color_and_placeholder(db: None) -> None:
    image = make_image()

    create_renditions.call(image.pk)

    image.refresh_from_db()
    assert image.dominant_color == "#a8121a"
    assert image.placeholder.startswith("data:image/webp;base64,")


def test_an_image_that_is_gone_needs_nothing(db: None) -> None:
    create_renditions.call(99)
    create_variants.call(99)
