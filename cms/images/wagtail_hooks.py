from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static


# Images are also uploaded from within other pages, so these go everywhere.
@hooks.register("insert_global_admin_css")
def image_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("images/images.css"))


@hooks.register("insert_global_admin_js")
def alt_text_counter() -> SafeString:
    return format_html('<script src="{}"></script>', versioned_static("images/alt_texts.js"))
