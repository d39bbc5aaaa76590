from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from cms.editing.checks.content import field_anchor
from cms.editing.checks.findings import Finding, warning
from cms.pages.models import ContentPage
from publications.models import EventPage


def past_events(page: ContentPage) -> Iterator[Finding]:
    """Find events that nobody can come to any more, which is usually a slip in the year."""
    if isinstance(page, EventPage) and page.end and page.end < timezone.now():
        yield warning(gettext("The event is already over."), anchor=field_anchor("start"))
