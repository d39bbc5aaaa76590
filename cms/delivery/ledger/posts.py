import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.append_only import AppendOnly
from cms.transports.posting import Card, Format, Payload, Picture


class SocialPost(AppendOnly):
    """What goes out, frozen when it was approved. A change makes another one that supersedes it."""

    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="posts")
    # The key of the page, which stays when the page is gone, and of its revision where it has any.
    source = models.PositiveBigIntegerField(db_index=True)
    revision = models.PositiveBigIntegerField(null=True)
    locale = models.CharField(verbose_name=_("language"), max_length=10)
    title = models.CharField(verbose_name=_("title"), max_length=255)
    format = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Format])
    text = models.TextField(verbose_name=_("text"), blank=True)
    # The same with the channel's markup, where it has any: its entities.
    markup = models.TextField(blank=True)
    link = models.CharField(verbose_name=_("link"), max_length=1000, blank=True)
    # What stands below it and leads to the link: title and description; nothing where the channel makes it itself.
    card: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    # Tells this post from any other when a list is searched.
    fingerprint = models.CharField(max_length=1000, blank=True)
    # In the order they are shown: url, sha256, alt_text, width and height of each.
    media: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    # What the channel could not carry as it was, for people.
    notes: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    publish_at = models.DateTimeField(verbose_name=_("due"))
    # What clocks show then, as "2026-11-23T18:00", which keeps its meaning when the rules of a zone change.
    local_time = models.CharField(max_length=16)
    local_hour = models.PositiveSmallIntegerField(default=0)
    time_zone = models.CharField(max_length=64)
    not_after = models.DateTimeField(verbose_name=_("not later than"))
    approved_at = models.DateTimeField(verbose_name=_("approved"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    payload_hash = models.CharField(max_length=64, db_index=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, related_name="superseded_by", null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("frozen post")
        verbose_name_plural = _("frozen posts")
        ordering: ClassVar[list[str]] = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.title} ({self.account})"

    @property
    def payload(self) -> Payload:
        """Return what a transport carries."""
        return Payload(
            format=Format(self.format),
            text=self.text,
            html=self.markup,
            pictures=tuple(Picture(**picture) for picture in self.media),
            link=self.link,
            card=Card(**self.card) if self.card else None,
            fingerprint=self.fingerprint,
            language=self.locale,
        )


def payload_fields(payload: Payload) -> dict[str, Any]:
    """Return a payload as the columns that hold it, with its hash."""
    media = [{key: value for key, value in asdict(each).items() if key != "content"} for each in payload.pictures]
    fields: dict[str, Any] = {
        "format": payload.format.value,
        "text": payload.text,
        "markup": payload.html,
        "link": payload.link,
        "card": asdict(payload.card) if payload.card else {},
        "fingerprint": payload.fingerprint,
        "media": media,
    }
    return {**fields, "payload_hash": hash_of(fields)}


def hash_of(fields: Mapping[str, Any]) -> str:
    """Name what readers would get. Where a picture lies is no part of it, as its content names it."""
    media = [{key: value for key, value in picture.items() if key != "url"} for picture in fields["media"]]
    # What was hashed before there were cards keeps its name.
    said = {name: value for name, value in fields.items() if name != "card" or value}
    whole = json.dumps({**said, "media": media}, sort_keys=True, ensure_ascii=False)
    return sha256(whole.encode()).hexdigest()
