from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static

from cms.images.models import CustomImage
from cms.images.tasks import rename_files


# Images are also uploaded from within other pages, so these go everywhere.
@hooks.register("insert_global_admin_css")
def image_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("images/images.css"))


@hooks.register("insert_global_admin_js")
def image_scripts() -> SafeString:
    scripts = (versioned_static(f"images/{name}.js") for name in ("alt_texts", "tags"))
    return format_html_join("\n", '<script src="{}"></script>', ((script,) for script in scripts))


@hooks.register("after_bulk_action")
def follow_images(_request: HttpRequest, action_type: str, _objects: list[Any], action: Any) -> None:
    """Moving several images into a collection at once saves none of them."""
    if action_type == "add_to_collection" and CustomImage in action.models:
        transaction.on_commit(partial(rename_files.enqueue, action.cleaned_form.cleaned_data["collection"].pk))
