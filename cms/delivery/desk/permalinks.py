import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from cms.delivery.models import ChannelAccount
from cms.pages.models import CHANNEL_LABELS


@dataclass(frozen=True, kw_only=True)
class Permalink:
    """The address of a post, as people copy it from an app, without what apps add to follow them."""

    url: str
    # Empty where the address does not hold what the platform's interface calls the post.
    remote_id: str = ""


@dataclass(frozen=True, kw_only=True)
class _Shape:
    pattern: re.Pattern[str]
    example: StrOrPromise


_HOST = r"^https?://(?:www\.|m\.)?"
SHAPES = {
    "instagram": _Shape(
        pattern=re.compile(_HOST + r"(?P<rest>instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/[\w-]+)/?(?:[?#].*)?$"),
        example="https://www.instagram.com/p/…/",
    ),
    "telegram": _Shape(
        pattern=re.compile(
            _HOST
            + r"(?P<rest>(?:t|telegram)\.me/(?:s/)?(?P<chat>c/\d+|[A-Za-z]\w{3,31})/(?P<remote_id>\d+))/?(?:[?#].*)?$"
        ),
        example="https://t.me/…/123",
    ),
    "mastodon": _Shape(
        pattern=re.compile(_HOST + r"(?P<rest>[\w.-]+/@[\w.@-]+/(?P<remote_id>\d+))/?(?:[?#].*)?$"),
        example="https://…/@…/123",
    ),
    "bluesky": _Shape(
        pattern=re.compile(_HOST + r"(?P<rest>bsky\.app/profile/[\w.:-]+/post/\w+)/?(?:[?#].*)?$"),
        example="https://bsky.app/profile/…/post/…",
    ),
}
HOW_TO_FIND_IT = _("Open the post on the platform, choose “Copy link” there and paste it here.")


def permalink_of(text: str, *, account: ChannelAccount) -> Permalink:
    """Return the post that an address names. Raises ValidationError with what an address of the channel looks like."""
    shape = SHAPES[account.channel]
    found = shape.pattern.match(text.strip())
    if found is None:
        label = CHANNEL_LABELS.get(account.channel, account.channel)
        message = gettext("This is no address of a post on %(channel)s. It looks like this: %(example)s")
        raise ValidationError(message % {"channel": label, "example": shape.example})
    parts = found.groupdict()
    if not _is_of(parts.get("chat") or "", account):
        message = gettext("This is a post of another channel than %(account)s.")
        raise ValidationError(message % {"account": account.external_id})
    prefix = "www." if account.channel == "instagram" else ""
    return Permalink(url=f"https://{prefix}{parts['rest']}", remote_id=parts.get("remote_id") or "")


def _is_of(chat: str, account: ChannelAccount) -> bool:
    """Say whether an address can be of the account: names are compared with names, numbers with numbers."""
    known = account.external_id
    if chat.startswith("c/") and known.startswith("-100"):
        return known == f"-100{chat.removeprefix('c/')}"
    return not (chat and known.startswith("@")) or known.lower() == f"@{chat.lower()}"
