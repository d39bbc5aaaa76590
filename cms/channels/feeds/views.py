from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from cms.channels.feeds.renderer import MEDIA_TYPES
from cms.channels.registry import channel
from cms.channels.sources import in_process_source


# Readers ask before they use a stored copy again, so that nothing withdrawn lives on in caches.
@require_safe
@cache_control(public=True, no_cache=True)
def feed(request: HttpRequest, locale: str, filename: str) -> HttpResponse:
    """Answer the newest statements of a language in the format that the file name tells."""
    if locale not in dict(settings.LANGUAGES) or filename not in MEDIA_TYPES:
        raise Http404
    response = _answer(request, locale, filename)
    # Set outside, as a 304 keeps few headers and LocaleMiddleware would name the language of the reader instead.
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = locale
    return response


@conditional_page
def _answer(_request: HttpRequest, locale: str, filename: str) -> HttpResponse:
    feeds = channel("feeds")
    now = timezone.now()
    data = feeds.ask(in_process_source(), path="/", locale=locale, now=now)
    if data["site"] is None:
        raise Http404
    message = feeds.render(data, now=now, assets={})
    file = next(file for file in message.files if file.name == filename)
    # There is no Last-Modified: the newest change says nothing of a statement that was withdrawn. The ETag does.
    return HttpResponse(file.content, content_type=f"{file.media_type}; charset=utf-8")
