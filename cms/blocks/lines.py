from typing import Any

from django_stubs_ext import StrOrPromise
from wagtail import blocks


class LineBlock(blocks.CharBlock):
    """A text that stands alone in a list. Wagtail gives the input of such a block no name; its own label is that."""

    def __init__(self, *, label: StrOrPromise, **options: Any) -> None:
        super().__init__(label=label, **options)
        self.field.widget.attrs["aria-label"] = label

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Give migrations Wagtail's block: what is stored is the same."""
        _path, arguments, options = super().deconstruct()
        return "wagtail.blocks.CharBlock", arguments, options
