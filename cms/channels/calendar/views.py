from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from cms.channels.registry import channel
from cms.channels.sources import in_process_source


# Readers ask before they use a stored copy again, so that nothing withdrawn lives on in caches.
@require_safe
@cache_control(public=True, no_cache=True)
def calendar(request: HttpRequest, locale: str) -> HttpResponse:
    """Answer all events of a language as a calendar to subscribe to."""
    if locale not in dict(settings.LANGUAGES):
        raise Http404
    response = _answer(request, locale)
    # Set outside, as a 304 keeps few headers and LocaleMiddleware would name the language of the reader instead.
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Language"] = locale
    return response


@conditional_page
def _answer(_request: HttpRequest, locale: str) -> HttpResponse:
    events = channel("calendar")
    now = timezone.now()
    data = events.ask(in_process_source(), path="/", locale=locale, now=now)
    if data["site"] is None:
        raise Http404
    file = events.render(data, now=now, assets={}).files[0]
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = f'inline; filename="{file.name}"'
    return response
