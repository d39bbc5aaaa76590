from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.api.views import graphql
from cms.channels.views import preview

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("graphql/", graphql, name="graphql"),
    path("preview/<slug:name>/", preview, name="channel_preview"),
]

if settings.DEBUG:
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))
