from datetime import datetime

from django.conf import settings

from cms.sources import Source


def path_of(url_path: str) -> str | None:
    """Return the address that readers know, or None when the page is not part of the site."""
    from cms.api.context import Context  # noqa: PLC0415  The schema may be made only once everything has started.

    return Context(base_url=settings.PUBLIC_URL).paths.path_of(url_path)


def source_at(now: datetime) -> Source:
    """Return what answers documents as the site did, or will, at a moment."""
    from cms.api.context import Context  # noqa: PLC0415  As above.
    from cms.api.source import InProcessSource  # noqa: PLC0415  As above.

    class SourceAt(InProcessSource):
        def context(self) -> Context:
            return Context(base_url=settings.PUBLIC_URL, now=now)

    return SourceAt()
