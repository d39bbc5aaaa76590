from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.models import Collection, CollectionViewRestriction

from cms.images.models import CustomImage
from cms.images.presets import ImagePreset
from tests.factories.site import Site

ALTS = """{ route(path: "/") { ... on PageRoute { page { heroImage {
  alt german: alt(locale: de) english: alt(locale: en) rendition(preset: CARD) { width height url }
} } } } }"""


def make_image(**fields: Any) -> CustomImage:
    content = BytesIO()
    PillowImage.new("RGB", (1200, 900), "#a8121a").save(content, "PNG")
    content.seek(0)
    values = {"title": "Rot", "alt_de": "Eine rote Fläche", "alt_en": "A red plane"} | fields
    return CustomImage.objects.create(file=ImageFile(content, name="rot.png"), **values)


def test_alt_text_follows_the_language(site: Site, ask: Callable[..., Any]) -> None:
    site.german.hero_image = make_image()
    site.german.save()

    image = ask(ALTS)["route"]["page"]["heroImage"]

    assert (image["alt"], image["german"], image["english"]) == ("Eine rote Fläche", "Eine rote Fläche", "A red plane")


def test_a_decorative_image_says_nothing(db: None) -> None:
    assert make_image(is_decorative=True).alt("de") == ""


@pytest.mark.parametrize("field", ["alt_de", "alt_en"])
def test_an_image_needs_alt_text_in_both_languages(db: None, field: str) -> None:
    image = make_image(**{field: ""})

    with pytest.raises(ValidationError) as refused:
        image.clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.django_db(transaction=True)
def test_presets_are_made_after_saving_and_read_without_making(site: Site, ask: Callable[..., Any]) -> None:
    image = make_image()
    site.german.hero_image = image
    site.german.save()
    assert image.renditions.count() == len(ImagePreset)

    rendition = ask(ALTS)["route"]["page"]["heroImage"]["rendition"]

    assert (rendition["width"], rendition["height"]) == (800, 450)
    assert rendition["url"].startswith("https://www.example.org/media/images/rot")


def test_a_read_makes_no_rendition(site: Site, ask: Callable[..., Any]) -> None:
    site.german.hero_image = make_image()
    site.german.save()

    assert ask(ALTS)["route"]["page"]["heroImage"]["rendition"] is None


def test_an_image_below_a_private_collection_is_not_there(site: Site, ask: Callable[..., Any]) -> None:
    private = Collection.get_first_root_node().add_child(name="Privat")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    site.german.hero_image = make_image(collection=private.add_child(name="Darunter"))
    site.german.save()

    assert ask(ALTS)["route"]["page"]["heroImage"] is None
