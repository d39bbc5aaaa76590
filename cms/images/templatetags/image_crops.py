from typing import Any

from django import template
from wagtail.images.models import AbstractImage

from cms.images.crops import crops

register = template.Library()


@register.inclusion_tag("images/crops.html")
def image_crops(image: AbstractImage) -> dict[str, Any]:
    return {"image": image, "crops": list(crops(image))}
