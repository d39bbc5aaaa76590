from django_tasks import task
from wagtail.models import Collection

from cms.images.impressions import dominant_color, placeholder
from cms.images.manifests import make_manifest, names_in, storage
from cms.images.models import CustomImage
from cms.images.renditions import make_renditions, outdated, picture_of


@task(priority=10)
def create_renditions(image_id: int) -> None:
    """Make every preset of an image and its impressions, so that reading never has to. Channels wait for these."""
    image = CustomImage.objects.filter(pk=image_id).first()
    if image is None:
        return
    with picture_of(image) as picture:
        make_renditions(image, picture)
        color, small = dominant_color(picture.pixels), placeholder(picture.pixels)
    CustomImage.objects.filter(pk=image_id).update(dominant_color=color, placeholder=small)


@task()
def create_variants(image_id: int) -> None:
    """Make the presets in further widths and formats, which takes longer, and take away those of an earlier cut."""
    image = CustomImage.objects.filter(pk=image_id).first()
    if image is None:
        return
    before = names_in(image.manifest)
    with picture_of(image) as picture:
        manifest = make_manifest(image, picture)
    CustomImage.objects.filter(pk=image_id).update(manifest=manifest)
    for name in before - names_in(manifest):
        storage().delete(name)


@task(priority=10)
def rename_files(collection_id: int) -> None:
    """Make the files of images anew that have become private or public with a collection, under other names."""
    paths = Collection.objects.filter(pk=collection_id).values_list("path", flat=True)
    for path in paths:
        for image in outdated(CustomImage.objects.filter(collection__path__startswith=path)):
            create_renditions.enqueue(image.pk)
            create_variants.enqueue(image.pk)
