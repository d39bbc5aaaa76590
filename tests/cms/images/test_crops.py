from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage

from cms.images.crops import crops
from cms.images.presets import CROPS
from tests.cms.images.test_models import make_image

RED, BLUE = (168, 18, 26), (20, 40, 160)


def focus(x: int, y: int, size: int = 40) -> dict[str, int]:
    return {"focal_point_x": x, "focal_point_y": y, "focal_point_width": size, "focal_point_height": size}


def test_an_image_without_a_focal_point_is_cut_in_the_middle(db: None) -> None:
    found = {crop.name: (crop.x, crop.y) for crop in crops(make_image())}

    assert found == {"4:5": (50, 50), "1:1": (50, 50), "9:16": (50, 50), "16:9": (50, 50)}


def test_a_cut_follows_the_focal_point(db: None) -> None:
    found = {crop.name: (crop.x, crop.y) for crop in crops(make_image(**focus(1150, 860)))}

    assert found["1:1"] == (96, 50)
    assert found["16:9"] == (50, pytest.approx(95.6, abs=0.3))


def test_a_cut_is_where_the_rendition_is_cut(db: None) -> None:
    image = make_image(**focus(900, 300))
    with image.file.open("rb") as file:
        picture = PillowImage.open(file).convert("RGB")
    for crop, preset in zip(crops(image), CROPS, strict=True):
        width = min(image.width, image.height * crop.width / crop.height)
        left = round(crop.x / 100 * (image.width - width))
        picture.paste(RED, (0, 0, image.width, image.height))
        picture.paste(BLUE, (0, 0, left, image.height))
        changed = make_image(**focus(900, 300))
        picture.save(changed.file.path)

        with changed.get_rendition(preset.value).file.open("rb") as file:
            cut = PillowImage.open(file).convert("RGB")

        assert cut.getpixel((8, cut.height // 2))[0] > 100


def test_the_editor_sees_each_cut(admin_client: Client, db: None) -> None:
    image = make_image(**focus(1150, 450))

    html = admin_client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()

    for name in ("4:5", "1:1", "9:16", "16:9"):
        assert f'data-crop="{name}"' in html
    assert "object-position: 96.0% 50.0%" in html


def test_a_small_image_is_said_to_be_small(db: None) -> None:
    assert [crop.is_small for crop in crops(make_image())] == [True, True, True, True]


@pytest.mark.parametrize("url", ["wagtailimages:add", "wagtailimages:edit"])
def test_alt_texts_are_counted(admin_client: Client, db: None, url: str) -> None:
    arguments: list[Any] = [make_image().pk] if url.endswith("edit") else []

    html = admin_client.get(reverse(url, args=arguments)).content.decode()

    assert html.count("data-alt-count=") == 2
    assert 'lang="de"' in html


def test_a_missing_alt_text_is_asked_for_in_its_language(admin_client: Client, db: None) -> None:
    image = make_image()
    address = reverse("wagtailimages:edit", args=[image.pk])

    response = admin_client.post(address, {"title": "Rot", "alt_de": "DSC_01.JPG", "alt_en": " "})

    assert list(response.context["form"].errors) == ["alt_en"]
