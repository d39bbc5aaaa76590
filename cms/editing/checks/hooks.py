from django.urls import URLPattern, path
from wagtail import hooks

from cms.editing.checks.gate import stop_approval, stop_publishing, tell_of_stopped_approval
from cms.editing.checks.views import checks

hooks.register("before_publish_page", stop_publishing)
hooks.register("before_edit_page", stop_approval)
hooks.register("after_edit_page", tell_of_stopped_approval)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("checks/<int:page_id>/", checks, name="editing_checks")]
