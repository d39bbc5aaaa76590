from typing import Any

from django.utils.translation import gettext
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.forms import BaseImageForm

LONGEST_ALT_TEXT = 500
ALT_TEXTS = ("alt_de", "alt_en")


class ImageForm(BaseImageForm):
    """Asks for alt texts in fields that grow with them, and counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ALT_TEXTS:
            # Forms for a part of the fields exist too.
            if name in self.fields:
                self.fields[name].widget = AdminAutoHeightTextInput(attrs=self._attributes(name))

    @staticmethod
    def _attributes(name: str) -> dict[str, Any]:
        count = gettext("%(count)s of %(maximum)d characters; one or two sentences are enough.")
        return {
            "lang": name.removeprefix("alt_"),
            "maxlength": LONGEST_ALT_TEXT,
            "data-alt-count": count % {"count": "{count}", "maximum": LONGEST_ALT_TEXT},
        }
