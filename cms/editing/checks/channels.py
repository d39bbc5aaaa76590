from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from cms.api.preview import store_draft
from cms.channels.blocks import RenderError
from cms.channels.plan import SwitchedOffError
from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from cms.editing.checks.findings import Finding, warning
from cms.pages.models import CHANNEL_LABELS, ContentPage
from cms.sources import SourceError

# Where a text may be too long, or hold what cannot be shown. The others take everything.
LIMITED = ("instagram", "telegram", "newsletter", "leaflet")


def channel_findings(page: ContentPage, *, editor_id: int | None) -> Iterator[Finding]:
    """Make every channel's message of the draft and pass on what the channel cannot carry whole."""
    draft = store_draft(page, editor_id=editor_id)
    source, language = in_process_source(preview_token=draft.token), page.locale.language_code
    for name in (name for name in LIMITED if name in page.channels):
        try:
            notes = channel(name).message(source, path=draft.path, locale=language, now=timezone.now()).notes
        except SwitchedOffError:
            continue
        except (RenderError, SourceError) as problem:
            notes = (gettext("There is nothing to show yet: %(problem)s") % {"problem": problem},)
        yield from (warning(f"{CHANNEL_LABELS[name]}: {note}") for note in notes)
