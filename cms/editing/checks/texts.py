from collections.abc import Iterator

from django.utils.translation import gettext

from cms.editing.checks.content import field_anchor
from cms.editing.checks.findings import Finding, warning
from cms.pages.models import ContentPage

# What search engines show of a description before they cut it.
SEARCH_DESCRIPTION = 160


def texts(page: ContentPage) -> Iterator[Finding]:
    """Find what is missing around the text: lists, mails and posts would have nothing to say about the page."""
    if not page.summary:
        message = gettext("There is no summary. Lists, mails and posts show nothing but the title.")
        yield warning(message, anchor=field_anchor("summary"))
    described = page.search_description or page.summary
    if len(described) > SEARCH_DESCRIPTION:
        message = gettext(
            "Search engines cut descriptions after about %(limit)s characters; this one has %(length)s. "
            "Give a shorter one under Settings."
        )
        values = {"limit": SEARCH_DESCRIPTION, "length": len(described)}
        yield warning(message % values, anchor=field_anchor("summary"))
