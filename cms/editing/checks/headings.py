from collections.abc import Iterator

from django.utils.translation import gettext

from cms.editing.checks.content import block_anchor
from cms.editing.checks.findings import Finding, warning
from cms.pages.models import ContentPage

LEVEL_OF_TITLE = 1


def headings(page: ContentPage) -> Iterator[Finding]:
    """Find headings that skip a level: whoever navigates by headings would look for what is missing."""
    above = LEVEL_OF_TITLE
    for child in page.body:
        if child.block_type != "heading":
            continue
        level = int(child.value["level"] or LEVEL_OF_TITLE + 1)
        if level > above + 1:
            message = gettext("The heading “%(text)s” skips a level. Make it one level higher.")
            yield warning(message % {"text": child.value["text"]}, anchor=block_anchor(child.id))
        above = level
