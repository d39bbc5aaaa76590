from django.urls import URLPattern, path
from wagtail import hooks

from cms.editing.panels.views import generated


@hooks.register("register_admin_urls")
def channel_urls() -> list[URLPattern]:
    return [path("channels/<int:page_id>/<slug:channel>/generated/", generated, name="editing_generated_text")]
