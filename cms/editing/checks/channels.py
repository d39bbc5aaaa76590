from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from cms.api.source import DraftSource
from cms.channels.blocks import RenderError
from cms.channels.plan import SwitchedOffError
from cms.channels.registry import channel
from cms.delivery.accounts.offered import offered
from cms.editing.checks.findings import Finding, warning
from cms.pages.models import CHANNEL_LABELS, Channel, ContentPage
from cms.pages.posts import PUSH_CHANNELS
from cms.sources import SourceError

# Where a text may be too long, or hold what cannot be shown. The others take everything.
LIMITED = PUSH_CHANNELS | {Channel.LEAFLET}


def channel_findings(page: ContentPage) -> Iterator[Finding]:
    """Make every channel's message of the draft and pass on what the channel cannot carry whole."""
    source, language = DraftSource(page), page.locale.language_code
    known = offered(post.channel for post in page.posts.all())
    for name in (name for name in page.channels if name in LIMITED and name in known):
        try:
            notes = channel(name).message(source, path=source.path, locale=language, now=timezone.now()).notes
        except SwitchedOffError:
            continue
        except (RenderError, SourceError) as problem:
            notes = (gettext("There is nothing to show yet: %(problem)s") % {"problem": problem},)
        yield from (warning(f"{CHANNEL_LABELS[name]}: {note}") for note in notes)
