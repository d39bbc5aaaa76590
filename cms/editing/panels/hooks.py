from django.urls import URLPattern, path
from wagtail import hooks

from cms.editing.panels.moments import tell_which_hour
from cms.editing.panels.views import generated

hooks.register("after_create_page", tell_which_hour)
hooks.register("after_edit_page", tell_which_hour)


@hooks.register("register_admin_urls")
def channel_urls() -> list[URLPattern]:
    return [path("channels/<int:page_id>/<slug:channel>/generated/", generated, name="editing_generated_text")]
