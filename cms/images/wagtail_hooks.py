from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static


# Images are also uploaded from within other pages, so these go everywhere.
@hooks.register("insert_global_admin_css")
def image_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("images/images.css"))


@hooks.register("insert_global_admin_js")
def image_scripts() -> SafeString:
    scripts = (versioned_static(f"images/{name}.js") for name in ("alt_texts", "tags"))
    return format_html_join("\n", '<script src="{}"></script>', ((script,) for script in scripts))
