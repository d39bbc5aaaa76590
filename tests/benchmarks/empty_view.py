"""Two WSGI applications to compare with: a view that does nothing behind the site's middleware, and nothing at all."""

import os
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b'{"data":{}}', content_type="application/json")


urlpatterns = [path("graphql/", empty)]

settings.ROOT_URLCONF = __name__

from django.core.wsgi import get_wsgi_application  # noqa: E402  The settings stand before Django starts.

application = get_wsgi_application()


def constant(_environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "11")])
    return [b'{"data":{}}']
