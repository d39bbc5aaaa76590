from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from cms.channels.blocks import RenderError
from cms.channels.players import player_sources
from cms.channels.preview import NothingToShowError, preview_html
from cms.channels.registry import PageMovedError, PageNotFoundError, UnknownChannelError
from cms.channels.sources import in_process_source
from cms.sources import SourceError

# Mails carry their styles inline and pictures from wherever the storage is; a frame may lead to the player of a video,
# as on the website. Nothing else has a place in a preview.
PREVIEW_POLICY = (
    "default-src 'self'; img-src * data:; style-src 'self' 'unsafe-inline'; frame-src {players}; script-src 'none'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)


@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """Show a draft as one channel would carry it. Whoever holds the token may look, until it expires."""
    path, locale, token = request.GET.get("path", "/"), request.GET.get("locale"), request.GET.get("token")
    if not token:
        raise Http404
    try:
        source = in_process_source(preview_token=token)
        response = HttpResponse(preview_html(name, source=source, path=path, locale=locale, now=timezone.now()))
    except (UnknownChannelError, NothingToShowError) as error:
        raise Http404(str(error)) from error
    except (PageNotFoundError, PageMovedError, RenderError, SourceError) as error:
        context = {"title": path, "channel": name, "problem": str(error)}
        response = HttpResponse(render_to_string("preview/problem.html", context), status=409)
    add_never_cache_headers(response)
    # The token stands in the address, so the address must not travel on to other places.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Security-Policy"] = PREVIEW_POLICY.format(players=player_sources())
    return response
