from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.pages.posts import PUSH_CHANNELS, Channel


class Scope(models.TextChoices):
    """What a token may do, besides delivering posts."""

    CONTENT_READ = "content:read", _("Read what is published")
    DRAFTS_READ = "drafts:read", _("Read drafts of all pages, too")
    POSTS_SETTLE = "posts:settle", _("Decide for people what became of posts in doubt")
    DOCUMENTS_ANY = "documents:any", _("Send GraphQL documents of its own where only known ones are answered")


def delivery_scope(channel: str) -> str:
    return f"posts:deliver:{channel}"


def scope_choices() -> list[tuple[str, str | Promise]]:
    """Return every scope with what it allows, those for each channel last."""
    pushed = [channel for channel in Channel if channel in PUSH_CHANNELS]
    label = _("Fetch and confirm posts for {channel}")
    return [
        *Scope.choices,
        *((delivery_scope(channel.value), format_lazy(label, channel=channel.label)) for channel in pushed),
    ]
