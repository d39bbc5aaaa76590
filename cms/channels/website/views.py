from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    UnreadablePostError,
)
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from cms.channels import documents, enquiries, registry
from cms.channels.players import player_sources
from cms.channels.registry import Channel, PageGoneError, PageMovedError, PageNotFoundError
from cms.channels.sources import in_process_source
from cms.channels.website.renderer import render_missing, render_search
from cms.channels.website.renderer import sitemap as sitemaps
from cms.channels.website.renderer.brand import stylesheet
from cms.channels.website.renderer.search import Asked
from cms.channels.whole_lists import ask_for_all
from cms.sources import Source, SourceError
from cms.transports.base import Message

ONE_YEAR = 365 * 24 * 60 * 60
READING = ("GET", "HEAD")
FORM = "application/x-www-form-urlencoded"
# What the parts of a search are called in its address.
SENT = {"query": "q", "group": "type", "after": "after"}
LONGEST_SENT = 200


# What was withdrawn must be gone at once, so caches ask each time; the ETag spares them the page itself.
# Readers carry no cookie, so a forged request gains nothing that its sender could not ask for in person.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods([*READING, "POST"])
@cache_control(public=True, no_cache=True)
def page(request: HttpRequest, path: str = "") -> HttpResponse:  # noqa: ARG001  The address says it, whatever was captured.
    """Answer the page at the address, the way there, or that there is none."""
    inner = request.path_info.strip("/")
    address = f"/{inner}/" if inner else "/"
    response = _response(request, address) if request.method in READING else _posted(request, address)
    # Set outside, as a 304 keeps few headers and LocaleMiddleware would name the language of the reader instead.
    response["Content-Language"] = registry.language_in(address)
    return response


@conditional_page
def _response(request: HttpRequest, address: str) -> HttpResponse:
    locale, source = registry.language_in(address), in_process_source()
    website, now = registry.channel("website"), timezone.now()
    query = request.META.get("QUERY_STRING", "")
    try:
        if query:
            _follow(website, source, address=f"{address}?{query}", locale=locale, now=now)
        data = website.ask(source, path=address, locale=locale, now=now)
    except PageMovedError as moved:
        return _redirect(moved.location, status=moved.status)
    except PageNotFoundError as missing:
        return _missing(source, path=address, locale=locale, is_gone=isinstance(missing, PageGoneError))
    if request.path_info != address:
        return _redirect(f"{address}?{query}" if query else address, status=301)
    if _has_form(page := data["route"]["page"]):
        page["form"] = enquiries.blank_form(page, is_sent="sent" in request.GET)
    return _answer(website.render(data, now=now, assets={}), status=200)


def _follow(website: Channel, source: Source, *, address: str, locale: str, now: datetime) -> None:
    """Raise PageMovedError where a query names a page, as /?p=12 did on many an older website."""
    with suppress(PageNotFoundError):
        website.ask(source, path=address, locale=locale, now=now)


def _posted(request: HttpRequest, address: str) -> HttpResponse:
    """Send what a form holds; where there is no form, there is nothing to send to."""
    locale, source = registry.language_in(address), in_process_source()
    website, now = registry.channel("website"), timezone.now()
    try:
        data = website.ask(source, path=address, locale=locale, now=now)
    except (PageMovedError, PageNotFoundError):
        return HttpResponseNotAllowed(READING)
    if not _has_form(page := data["route"]["page"]):
        return HttpResponseNotAllowed(READING)
    if status := _refusal(request):
        return HttpResponse(status=status)
    posted = request.POST.dict()
    problems = enquiries.send(page, posted=posted, source=source)
    if not problems:
        return HttpResponse(status=303, headers={"Location": f"{page['path']}?sent=1#form:sent"})
    page["form"] = enquiries.filled_form(page, posted=posted, problems=problems)
    answer = _answer(website.render(data, now=now, assets={}), status=422)
    answer["Cache-Control"] = "no-store"
    return answer


def _refusal(request: HttpRequest) -> HTTPStatus | None:
    """Return why the form cannot be read. Django would do so too, but with a trace in the log."""
    if request.content_type != FORM:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    try:
        request.POST  # noqa: B018  The form is read when it is first looked at.
    except RequestDataTooBig:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return HTTPStatus.BAD_REQUEST
    return None


def _has_form(page: Mapping[str, Any]) -> bool:
    return page["__typename"] == "ContactPage"


# What somebody looks for is nobody else's business, so no cache on the way keeps it.
@require_safe
@cache_control(private=True, no_cache=True)
def search(request: HttpRequest, locale: str) -> HttpResponse:
    """Answer what is found on the website."""
    asked = Asked(**{name: _sent(request, name=sent) for name, sent in SENT.items()})
    if not request.path_info.endswith("/"):
        return HttpResponsePermanentRedirect(asked.address(f"{request.path_info}/"))
    variables = {"query": asked.query, "locale": locale, "types": asked.types, "after": asked.after or None}
    try:
        data = in_process_source().execute(documents.load("website", "search").text, variables=variables)
    except SourceError:
        if not asked.after:
            raise
        # Who keeps an address for longer than its place among the results lasts begins anew.
        return HttpResponseRedirect(asked.address(request.path_info, after=""))
    if data["site"] is None:
        return HttpResponse(f"{HTTPStatus.NOT_FOUND}", status=HTTPStatus.NOT_FOUND, content_type="text/plain")
    response = _answer(render_search(data, asked=asked), status=HTTPStatus.OK)
    response["Content-Language"] = locale
    return response


@require_safe
@cache_control(public=True, max_age=ONE_YEAR, immutable=True)
def brand(request: HttpRequest, primary: str, ink: str, paper: str) -> HttpResponse:  # noqa: ARG001  Django passes it.
    """Answer the stylesheet of the colors that the address names."""
    content = stylesheet(primary=f"#{primary}", ink=f"#{ink}", paper=f"#{paper}")
    return HttpResponse(content, content_type="text/css; charset=utf-8", headers={"X-Content-Type-Options": "nosniff"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django passes it.
    closed = (reverse("wagtailadmin_home"), reverse("graphql"))
    content = "User-agent: *\n" + "".join(f"Disallow: {address}\n" for address in closed)
    content += f"\nSitemap: {settings.PUBLIC_URL}{reverse('sitemap')}\n"
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


# As with pages: what was withdrawn must be gone at once.
@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def sitemap(request: HttpRequest, part: int | None = None) -> HttpResponse:  # noqa: ARG001  Django passes it.
    """Answer all pages for search engines; where one file cannot hold them, the way to each of several."""
    document = (documents.CHANNELS_DIR / "sitemap.graphql").read_text()
    data = ask_for_all(in_process_source(), document, variables={})
    files = sitemaps.files(data["pages"]["nodes"])
    if part is None and len(files) > 1:
        parts = range(1, len(files) + 1)
        content = sitemaps.index([settings.PUBLIC_URL + reverse("sitemap_part", args=[each]) for each in parts])
    else:
        number = 1 if part is None else part
        if not 1 <= number <= len(files):
            raise Http404
        content = files[number - 1]
    return HttpResponse(content, content_type="application/xml", headers={"X-Content-Type-Options": "nosniff"})


def security_headers() -> dict[str, str]:
    """Return the headers that keep a page to itself: no script, no frame elsewhere, nothing loaded from others.

    A frame may lead to the player of a video, but the page leaves it to the reader to go there.
    """
    images = " ".join(["'self'", "data:", *sorted(_image_origins())])
    return {
        "Content-Security-Policy": (
            f"default-src 'self'; img-src {images}; frame-src {player_sources()}; script-src 'none'; "
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _image_origins() -> set[str]:
    """Return where images lie: the address that readers use, and the storage when it is another host."""
    addresses = (urlsplit(settings.PUBLIC_URL), urlsplit(default_storage.url("image")))
    return {f"{address.scheme}://{address.netloc}" for address in addresses if address.netloc}


def _missing(source: Source, *, path: str, locale: str, is_gone: bool) -> HttpResponse:
    """Ask once more for the frame alone: the document says whose site it is even where there is no page."""
    data = source.execute(documents.load("website").text, variables={"path": path, "locale": locale})
    status = HTTPStatus.GONE if is_gone else HTTPStatus.NOT_FOUND
    if data["site"] is None:
        return HttpResponse(f"{status}", status=status, content_type="text/plain; charset=utf-8")
    return _answer(render_missing(data["site"], path=path, is_gone=is_gone), status=status)


def _sent(request: HttpRequest, *, name: str) -> str:
    """Return a value of the address as a line of text that can be shown."""
    text = request.GET.get(name, "")
    return "".join(filter(str.isprintable, text)).strip()[:LONGEST_SENT]


def _redirect(location: str, *, status: int) -> HttpResponse:
    return (
        HttpResponsePermanentRedirect(location)
        if status == HTTPStatus.MOVED_PERMANENTLY
        else HttpResponseRedirect(location)
    )


def _answer(message: Message, *, status: int) -> HttpResponse:
    file = message.files[0]
    content_type = f"{file.media_type}; charset=utf-8"
    return HttpResponse(file.content, status=status, content_type=content_type, headers=security_headers())
