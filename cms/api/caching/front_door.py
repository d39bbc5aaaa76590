from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware

from cms.api.caching.asked import Asked, Environ, deciding, is_for_endpoint
from cms.api.caching.conditional import entity_tag, is_known
from cms.api.caching.consistency import one_state
from cms.api.caching.entries import Entry
from cms.api.caching.flights import Flights
from cms.api.caching.freshness import cache_control, next_change
from cms.api.caching.keys import header_value
from cms.api.caching.marks import Mark, mark_of
from cms.api.caching.questions import Known, Questions
from cms.api.caching.readings import EpochReader
from cms.api.caching.shared import SharedStore
from cms.api.caching.store import Store
from cms.api.http.charsets import with_readable_charset
from cms.api.http.hosts import of_allowed_hosts
from cms.api.limits import limit
from cms.database import database

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Respond = Callable[[HttpRequest], HttpResponse]

# How often an answer is made anew because the content changed meanwhile, before it is read from one state.
ATTEMPTS = 3


class FrontDoor:
    """Answers requests to the endpoint in front of Django's middleware, and leaves all others to Django.

    Of the middleware, an answer without a session, a form or a cookie needs the check of the host, the redirect to
    HTTPS and the headers of security alone.
    """

    def __init__(self, django: Application, *, respond: Respond) -> None:
        self._django = django
        self._respond = convert_exception_to_response(of_allowed_hosts(cast("Respond", SecurityMiddleware(respond))))
        self._deciding = deciding()
        self._reader = EpochReader()
        self._questions = Questions()
        self._store = Store(settings.GRAPHQL_CACHE_BYTES)
        self._shared = SharedStore()
        self._flights: Flights[Entry] = Flights()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ = with_readable_charset(environ)
        if not is_for_endpoint(environ):
            return self._django(environ, start_response)
        asked = Asked.of(environ, deciding=self._deciding)
        found = self._made(asked)[0] if asked.key is None else self._answer(asked, asked.key)
        status, headers, content = _of_entry(found, asked) if isinstance(found, Entry) else _of_response(found, asked)
        start_response(status, headers)
        return [content]

    @property
    def kept_bytes(self) -> int:
        return self._store.bytes

    def close(self) -> None:
        self._reader.close()

    def _answer(self, asked: Asked, key: bytes) -> Entry | HttpResponse:
        epoch = self._reader.read()
        if entry := self._known(key, epoch=epoch):
            return entry
        own: list[HttpResponse] = []

        def make() -> Entry | None:
            if known := self._from_others(key, epoch=epoch) or self._again(key, asked):
                return known
            response, entry = self._made(asked, epoch=epoch)
            own.append(response)
            return entry

        entry = self._flights.share((key, epoch), make, seconds=limit("seconds"))
        if entry is not None and entry.holds(_now()):
            return entry
        return own[0] if own else self._made(asked)[0]

    def _known(self, key: bytes, *, epoch: int) -> Entry | None:
        entry = self._store.get(key, epoch=epoch)
        return entry if entry is not None and entry.holds(_now()) else None

    def _from_others(self, key: bytes, *, epoch: int) -> Entry | None:
        entry = self._shared.get(key, epoch=epoch)
        if entry is None or not entry.holds(_now()):
            return None
        self._store.put(key, entry, epoch=epoch)
        return entry

    def _again(self, key: bytes, asked: Asked) -> Entry | None:
        """Answer a request that is known; None where it has to be read once more to say what is wrong with it."""
        known = self._questions.get(key)
        if known is None or database().in_atomic_block:
            return None
        try:
            found, context = known.answered(asked.environ)
        except Exception:  # noqa: BLE001  It is raised again where it is answered as the error that it is.
            self._questions.forget(key)
            return None
        finally:
            if database().connection is not None:
                close_old_connections()
        if found.epoch is None or found.errors:
            self._questions.forget(key)
            return None
        mark = Mark(now=context.now, keys=frozenset(context.keys), is_public=True, epoch=found.epoch, question=None)
        return self._kept(found.as_bytes(), known.headers, mark, key=key, epoch=found.epoch)

    def _made(self, asked: Asked, *, epoch: int | None = None) -> tuple[HttpResponse, Entry | None]:
        """Answer, and keep the answer where others may have it. Django's connections end with this."""
        if database().in_atomic_block:
            # Whoever opened the block needs the connection.
            return self._of_one_state(asked, epoch=epoch)
        request_started.send(sender=self.__class__, environ=asked.environ)
        response, entry = self._of_one_state(asked, epoch=epoch)
        response.close()
        return response, entry

    def _of_one_state(self, asked: Asked, *, epoch: int | None) -> tuple[HttpResponse, Entry | None]:
        """Answer a query anew when the content changed meanwhile, as its parts may be of before and after."""
        for _attempt in range(ATTEMPTS):
            before = self._reader.read() if epoch is None else epoch
            response = self._run(asked)
            found = mark_of(response)
            if found is None:
                return response, None
            if found.epoch is not None:
                return response, self._kept_response(response, found, asked=asked, epoch=found.epoch)
            if before == (epoch := self._reader.read()):
                return response, self._kept_response(response, found, asked=asked, epoch=epoch)
            if asked.body is None:
                return response, None
        with one_state():
            return self._run(asked), None

    def _kept_response(self, response: HttpResponse, found: Mark, *, asked: Asked, epoch: int) -> Entry | None:
        if asked.key is None or not found.is_public:
            return None
        headers = dict(response.headers)
        if found.question is not None and found.epoch is not None:
            self._questions.put(asked.key, Known(question=found.question, headers=headers))
        return self._kept(response.content, headers, found, key=asked.key, epoch=epoch)

    def _kept(self, content: bytes, headers: Mapping[str, str], found: Mark, *, key: bytes, epoch: int) -> Entry:
        entry = _entry(content, headers, found, until=next_change(found.now, epoch=epoch))
        self._store.put(key, entry, epoch=epoch)
        self._shared.put(key, entry, epoch=epoch, now=_now())
        return entry

    def _run(self, asked: Asked) -> HttpResponse:
        return cast("HttpResponse", self._respond(WSGIRequest(asked.again())))


def _now() -> datetime:
    return datetime.now(UTC)


def _entry(content: bytes, headers: Mapping[str, str], found: Mark, *, until: datetime) -> Entry:
    keys = header_value(found.keys, separator=" ")
    etag = entity_tag(content, media_type=headers["Content-Type"])
    # No key holds a space.
    of_content = {"ETag": etag, "Surrogate-Key": keys, "Cache-Tag": keys.replace(" ", ",")}
    return Entry.of(content, headers={**headers, **of_content}, etag=etag, since=found.now, until=until)


def _of_entry(entry: Entry, asked: Asked) -> tuple[str, list[tuple[str, str]], bytes]:
    length = ("Content-Length", str(len(entry.content)))
    if not asked.is_reading:
        return "200 OK", [*entry.headers, ("Cache-Control", "no-store"), length], entry.content
    age = ("Cache-Control", cache_control(_now(), until=entry.until))
    condition = asked.environ.get("HTTP_IF_NONE_MATCH")
    if condition is not None and is_known(condition, etag=entry.etag):
        return "304 Not Modified", [*(pair for pair in entry.headers if pair[0] != "Content-Type"), age], b""
    return "200 OK", [*entry.headers, age, length], b"" if asked.method == "HEAD" else entry.content


def _of_response(response: HttpResponse, asked: Asked) -> tuple[str, list[tuple[str, str]], bytes]:
    content = response.content
    response.headers.setdefault("Content-Length", str(len(content)))
    headers = [*response.items(), *(("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values())]
    status = f"{response.status_code} {response.reason_phrase}"
    return status, headers, b"" if asked.method == "HEAD" else content
