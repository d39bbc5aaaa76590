from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from cms.images.models import CustomImage


def make_image(**fields: Any) -> CustomImage:
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    values = {"title": "Fahnen", "alt_de": "Rote Fahnen", "alt_en": "Red flags"} | fields
    return CustomImage.objects.create(file=ImageFile(content, name="fahnen.png"), **values)


def make_document(title: str = "Heft", **fields: Any) -> AbstractDocument:
    return get_document_model().objects.create(title=title, file=ContentFile(b"%PDF-1.4", name="heft.pdf"), **fields)
