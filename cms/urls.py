from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.api.views import graphql
from cms.channels.calendar.views import calendar
from cms.channels.feeds.views import feed
from cms.channels.views import preview
from cms.channels.website import views as website
from cms.editing.branding.views import brand as admin_brand

COLOR = "[0-9a-fA-F]{6}"

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("admin", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("graphql/", graphql, name="graphql"),
    path("graphql", graphql),
    path("preview/<slug:name>/", preview, name="channel_preview"),
    path("feeds/<str:locale>/<str:filename>", feed, name="feed"),
    path("calendar/<str:locale>.ics", calendar, name="calendar"),
    path("robots.txt", website.robots, name="robots"),
    re_path(rf"^brand/(?P<primary>{COLOR})-(?P<ink>{COLOR})-(?P<paper>{COLOR})\.css$", website.brand, name="brand"),
    re_path(rf"^brand/admin/(?P<primary>{COLOR})-(?P<ink>{COLOR})\.css$", admin_brand, name="admin_brand"),
]

if not settings.S3_BUCKET:
    # A small installation serves its pictures itself; a proxy may take this over.
    # Only renditions have addresses; originals and files may be private, and Wagtail asks who wants them.
    urlpatterns.append(re_path(r"^media/(?P<path>images/.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

# Wagtail asks for this name when it links from the admin to a page on the website.
urlpatterns.append(re_path(r"^(?P<path>.*)$", website.page, name="wagtail_serve"))
