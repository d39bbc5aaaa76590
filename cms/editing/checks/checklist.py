from collections.abc import Callable, Iterable

from cms.editing.checks.alt_texts import alt_texts
from cms.editing.checks.events import past_events
from cms.editing.checks.findings import Finding
from cms.editing.checks.headings import headings
from cms.editing.checks.links import links
from cms.editing.checks.targets import targets
from cms.editing.checks.texts import texts
from cms.pages.models import ContentPage

Check = Callable[[ContentPage], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (alt_texts, targets, links, headings, texts, past_events)


def findings(page: ContentPage) -> list[Finding]:
    """Return what the checks find in a page as it stands, what stops publishing first."""
    found = [finding for check in CHECKS for finding in check(page)]
    return sorted(found, key=lambda finding: not finding.is_error)
