from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from cms.images.manifests import names_in, storage
from cms.images.models import CustomImage
from cms.images.names import mark, private_paths
from cms.images.presets import ImagePreset
from cms.images.tasks import create_renditions, create_variants, rename_files
from tests.factories.files import make_image

THUMBNAIL = "max-165x165"


@pytest.fixture
def collection(db: None) -> Collection:
    return Collection.get_first_root_node().add_child(name="Archiv")


@pytest.fixture
def image(collection: Collection) -> CustomImage:
    image = make_image(collection=collection)
    create_renditions.call(image.pk)
    create_variants.call(image.pk)
    image.get_rendition(THUMBNAIL)
    image.refresh_from_db()
    return image


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def names(image: CustomImage) -> set[str]:
    found = CustomImage.objects.get(pk=image.pk)
    return names_in(found.manifest) | set(found.renditions.values_list("file", flat=True))


def restrict(collection: Collection) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


def assert_renamed(image: CustomImage, before: set[str]) -> None:
    after = names(image)
    assert len(after) > len(ImagePreset)
    assert not after & before
    assert all(storage().exists(name) for name in after)
    assert not any(storage().exists(name) for name in before)


def test_every_name_holds_what_only_the_key_gives(image: CustomImage, settings: Any) -> None:
    known = mark(image, private_paths())
    settings.SECRET_KEY = "another"  # noqa: S105  Made for this test.

    assert len(names(image)) > len(ImagePreset)
    assert all(f".{known}." in name for name in names(image))
    assert mark(image, private_paths()) != known


def test_images_have_names_of_their_own(image: CustomImage, collection: Collection) -> None:
    assert mark(image, ()) != mark(make_image(collection=collection), ())


def test_names_are_short_enough_to_be_stored_whole(image: CustomImage) -> None:
    with image.open_file() as file:
        name = storage().save(f"original_images/{'a' * 80}.png", file)
    CustomImage.objects.filter(pk=image.pk).update(file=name)

    create_renditions.call(image.pk)

    stored = CustomImage.objects.get(pk=image.pk).renditions.get(filter_spec=ImagePreset.PORTRAIT.value)
    assert stored.file.name.endswith(".fill-1080x1350.88.jpg")


def test_a_restriction_changes_all_names_and_so_does_its_end(
    image: CustomImage, collection: Collection, committed: Callable[[], Any]
) -> None:
    public = names(image)
    with committed():
        restriction = restrict(collection)
    private = names(image)
    assert_renamed(image, public)

    with committed():
        restriction.delete()

    assert_renamed(image, private)


def test_a_restriction_above_counts(image: CustomImage, committed: Callable[[], Any]) -> None:
    before = names(image)

    with committed():
        restrict(Collection.get_first_root_node())

    assert_renamed(image, before)


def test_an_image_that_moves_into_a_private_collection_has_other_names(
    image: CustomImage, committed: Callable[[], Any]
) -> None:
    closed, before = Collection.get_first_root_node().add_child(name="Privat"), names(image)
    restrict(closed)

    with committed():
        image.collection = closed
        image.save()

    assert_renamed(image, before)


def test_the_admin_moves_a_collection_and_several_images(
    image: CustomImage, collection: Collection, client: Client, committed: Callable[[], Any]
) -> None:
    client.force_login(User.objects.create_superuser("admin"))
    closed, public = Collection.get_first_root_node().add_child(name="Privat"), names(image)
    restrict(closed)

    with committed():
        client.post(
            reverse("wagtailadmin_collections:edit", args=[collection.pk]), {"name": "Archiv", "parent": closed.pk}
        )
    private = names(image)
    assert_renamed(image, public)

    with committed():
        address = reverse("wagtail_bulk_action", args=["images", "customimage", "add_to_collection"])
        client.post(f"{address}?id={image.pk}", {"collection": Collection.get_first_root_node().pk})
    assert_renamed(image, private)


def test_an_old_address_answers_404(
    image: CustomImage, collection: Collection, client: Client, committed: Callable[[], Any]
) -> None:
    address = image.renditions.get(filter_spec=ImagePreset.CARD.value).url
    assert client.get(address).status_code == 200

    with committed():
        restrict(collection)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_what_needs_no_other_names_is_found_in_few_statements(
    collection: Collection, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        create_renditions.call(make_image(collection=collection).pk)

    with django_assert_num_queries(4):
        rename_files.call(collection.pk)
