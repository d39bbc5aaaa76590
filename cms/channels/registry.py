from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext

from cms.channels import documents
from cms.channels.whole_lists import read_on
from cms.sources import Source
from cms.transports.base import Message

KEPT_IN_CALENDARS = timedelta(days=365)


class UnknownChannelError(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f"There is no channel '{name}'. The channels are: {', '.join(settings.CHANNELS)}.")


class PageNotFoundError(Exception):
    """No published page has the address."""

    def __init__(self, path: str) -> None:
        super().__init__(gettext("There is no published page at %(path)s.") % {"path": path})


class PageGoneError(PageNotFoundError):
    """A page had the address until it was withdrawn."""


class PageMovedError(Exception):
    """The address leads elsewhere."""

    def __init__(self, path: str, *, location: str, status: int) -> None:
        super().__init__(gettext("%(path)s has moved to %(location)s.") % {"path": path, "location": location})
        self.location = location
        self.status = status


class Renderer(Protocol):
    def __call__(self, data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> Message: ...


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A place content goes: a document that asks and a renderer that says."""

    name: str
    document: documents.Document
    render: Renderer

    def ask(self, source: Source, *, path: str, locale: str | None, now: datetime) -> dict[str, Any]:
        """Run the document. Raises PageNotFoundError, PageGoneError and PageMovedError when it asks for a page."""
        since = (now - KEPT_IN_CALENDARS).isoformat()
        offered = {"path": path, "locale": locale or language_in(path), "since": since}
        variables = {name: value for name, value in offered.items() if name in self.document.variables}
        data = source.execute(self.document.text, variables=variables)
        if "route" in data:
            _require_page(data["route"], path=path)
        if "after" in self.document.variables:
            read_on(source, self.document.text, data, variables=variables)
        return data

    def message(self, source: Source, *, path: str, locale: str | None, now: datetime) -> Message:
        """Ask the source and render the answer with the pictures it names. Raises as ask does."""
        data = self.ask(source, path=path, locale=locale, now=now)
        return self.render(data, now=now, assets=assets(data, source=source))


def assets(data: Mapping[str, Any], *, source: Source) -> dict[str, bytes]:
    """Fetch the pictures that an answer names under the alias `asset`."""
    return {url: source.fetch(url) for url in sorted(set(_asset_urls(data)))}


def channel(name: str) -> Channel:
    if name not in settings.CHANNELS:
        raise UnknownChannelError(name)
    renderer = import_module(f"cms.channels.{name}.renderer")
    return Channel(name=name, document=documents.load(name), render=renderer.render)


def language_in(path: str) -> str:
    """Return the language that the path's first part names; addresses without one are in the default language."""
    first = path.strip("/").split("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _require_page(route: Mapping[str, Any] | None, *, path: str) -> None:
    if route is None:
        raise PageNotFoundError(path)
    if route["__typename"] == "RedirectRoute":
        raise PageMovedError(path, location=route["location"], status=route["status"])
    if route["__typename"] == "GoneRoute":
        raise PageGoneError(path)


def _asset_urls(data: Any) -> Iterator[str]:
    """Find what a document asks for under the alias `asset`: renditions whose bytes the renderer draws or embeds."""
    if isinstance(data, Mapping):
        if isinstance(data.get("asset"), Mapping):
            yield data["asset"]["url"]
        for value in data.values():
            yield from _asset_urls(value)
    elif isinstance(data, list):
        for item in data:
            yield from _asset_urls(item)
