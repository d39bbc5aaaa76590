from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import views as wagtail
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.api.http.views import graphql
from cms.channels.calendar.views import calendar
from cms.channels.feeds.views import feed
from cms.channels.views import preview
from cms.channels.website import views as website
from cms.channels.wording import WORDINGS
from cms.editing.branding.views import brand as admin_brand
from cms.images import views as images

LOGIN = RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)
COLOR = "[0-9a-fA-F]{6}"

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("admin", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    # Wagtail asks for these names when something is for those alone who log in or know a password.
    path("_util/login/", LOGIN, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("graphql/", graphql, name="graphql"),
    path("graphql", graphql),
    path("graphql/d/<slug:document>", graphql, name="graphql_document"),
    path("preview/<slug:name>/", preview, name="channel_preview"),
    path("feeds/<str:locale>/<str:filename>", feed, name="feed"),
    path("calendar/<str:locale>.ics", calendar, name="calendar"),
    path("robots.txt", website.robots, name="robots"),
    *(
        re_path(rf"^{words.search.path.strip('/')}/?$", website.search, {"locale": locale}, name=f"search_{locale}")
        for locale, words in WORDINGS.items()
    ),
    path("sitemap.xml", website.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", website.sitemap, name="sitemap_part"),
    re_path(rf"^brand/(?P<primary>{COLOR})-(?P<ink>{COLOR})-(?P<paper>{COLOR})\.css$", website.brand, name="brand"),
    re_path(rf"^brand/admin/(?P<primary>{COLOR})-(?P<ink>{COLOR})\.css$", admin_brand, name="admin_brand"),
]

if not settings.S3_BUCKET:
    # A small installation serves its pictures itself; a proxy may take this over.
    # Only renditions have addresses; originals and files may be private, and Wagtail asks who wants them.
    urlpatterns.append(re_path(r"^media/images/(?P<path>.*)$", images.file))

# Wagtail asks for this name when it links from the admin to a page on the website.
urlpatterns.append(re_path(r"^(?P<path>.*)$", website.page, name="wagtail_serve"))
