from django_tasks import task

from cms.images.models import CustomImage
from cms.images.presets import ImagePreset


@task()
def create_renditions(image_id: int) -> None:
    """Make every preset of an image, so that reading never has to."""
    image = CustomImage.objects.filter(pk=image_id).first()
    if image is not None:
        image.get_renditions(*[preset.value for preset in ImagePreset])
