import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.channels.plan import with_address
from cms.measure import LIMITS, Limit, measure
from cms.pages.models import Channel

HASHTAG = re.compile(r"(?<![\w&])#\w+")
# The channels whose words an editor may write, and the limit that holds for them.
WORDED = {
    Channel.INSTAGRAM: "instagram.caption",
    Channel.TELEGRAM: "telegram.text",
    Channel.MASTODON: "mastodon.text",
    Channel.BLUESKY: "bluesky.text",
    Channel.NEWSLETTER: "newsletter.intro",
}
# Where the address of the page follows words that do not hold it. On Bluesky the card leads there.
ADDRESSED = frozenset({Channel.TELEGRAM, Channel.MASTODON})


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much an editor may write for a channel, which adds a link of its own where the words hold none."""

    limit: Limit
    link: str = ""

    def used(self, text: str) -> int:
        return measure(with_address(text, url=self.link), unit=self.limit.unit)


def room(channel: str, *, url: str | None) -> Room | None:
    """Return the room for words, or None for a channel that takes none."""
    if channel not in WORDED:
        return None
    link = (url or "") if channel in ADDRESSED else ""
    return Room(limit=LIMITS[WORDED[Channel(channel)]], link=link)


def problems(text: str, *, channel: str, url: str | None) -> list[str]:
    """Say in plain words why the channel would not take the words as they are."""
    found = room(channel, url=url)
    if found is None or not text:
        return []
    used, maximum = found.used(text), found.limit.maximum
    said = []
    if used > maximum:
        message = _("The words take %(used)s of %(maximum)s characters. Leave out at least %(excess)s.")
        said.append(message % {"used": used, "maximum": maximum, "excess": used - maximum})
    tags, most = len(HASHTAG.findall(text)), LIMITS["instagram.hashtags"].maximum
    if channel == Channel.INSTAGRAM and tags > most:
        said.append(_("Instagram takes %(most)s hashtags, and these are %(tags)s.") % {"most": most, "tags": tags})
    return said
