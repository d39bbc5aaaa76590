from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from cms.channels.feeds.renderer import MEDIA_TYPES
from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from cms.transports.base import File


@require_safe
def feed(request: HttpRequest, locale: str, filename: str) -> HttpResponse:
    """Answer the newest statements of a language in the format that the file name tells."""
    if locale not in dict(settings.LANGUAGES) or filename not in MEDIA_TYPES:
        raise Http404
    feeds = channel("feeds")
    data = in_process_source().execute(feeds.document.text, variables={"locale": locale})
    message = feeds.render(data, now=timezone.now(), assets={})
    file = next(file for file in message.files if file.name == filename)
    updated = max((datetime.fromisoformat(page["updatedAt"]) for page in data["statements"]["nodes"]), default=None)
    response = _answer(request, file=file, updated=updated)
    # Set on every answer: a 304 keeps few headers, and LocaleMiddleware would name the language of the reader.
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = locale
    return response


def _answer(request: HttpRequest, *, file: File, updated: datetime | None) -> HttpResponse:
    """Answer the file, or 304 to readers who have it."""
    etag = f'"{sha256(file.content).hexdigest()[:32]}"'
    response = HttpResponse(file.content, content_type=f"{file.media_type}; charset=utf-8", headers={"ETag": etag})
    # Readers ask before they use a stored copy again, so that nothing withdrawn lives on in caches.
    response["Cache-Control"] = "public, no-cache"
    modified = int(updated.timestamp()) if updated else None
    if modified:
        response["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response
