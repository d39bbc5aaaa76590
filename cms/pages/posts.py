from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.pages import local_times
from cms.pages.time_zones import default_time_zone, validate_time_zone


class Channel(models.TextChoices):
    """The channels that can be planned; the website shows every published page."""

    INSTAGRAM = "instagram", _("Instagram")
    TELEGRAM = "telegram", _("Telegram")
    MASTODON = "mastodon", _("Mastodon")
    BLUESKY = "bluesky", _("Bluesky")
    NEWSLETTER = "newsletter", _("Newsletter")
    FEEDS = "feeds", _("Feeds")
    CALENDAR = "calendar", _("Calendar")
    LEAFLET = "leaflet", _("Leaflet")


# A pushed post goes out for good, so an editor switches it on; what others fetch is there until it is switched off.
PUSH_CHANNELS = frozenset({Channel.INSTAGRAM, Channel.TELEGRAM, Channel.MASTODON, Channel.BLUESKY, Channel.NEWSLETTER})


class Timing(models.TextChoices):
    WITH_PAGE = "with_page", _("With the page")
    AT = "at", _("At a time")


class Hour(models.IntegerChoices):
    """Which of the two hours is meant that clocks show twice when summer time ends."""

    FIRST = 0, _("The first time, still summer time")
    SECOND = 1, _("The second time, already winter time")


class SlideStyle(models.TextChoices):
    BRAND = "brand", _("Color")
    PAPER = "paper", _("Paper")
    INK = "ink", _("Ink")


class SlideShape(models.TextChoices):
    """The shapes that Instagram takes in its feed (docs/channels.md)."""

    PORTRAIT = "portrait", _("Portrait, 4:5")
    SQUARE = "square", _("Square, 1:1")


class PostQuerySet(models.QuerySet["Post"]):
    def enabled(self) -> Self:
        return self.filter(is_enabled=True)

    def scheduled(self) -> Self:
        return self.filter(timing=Timing.AT, scheduled_at__isnull=False)


class Post(models.Model):
    """The editorial plan: this page, in this channel, at this time, with these words."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="posts")
    channel = models.CharField(verbose_name=_("channel"), max_length=16, choices=Channel)
    is_enabled = models.BooleanField(verbose_name=_("on"), default=False)
    timing = models.CharField(verbose_name=_("when"), max_length=16, choices=Timing, default=Timing.WITH_PAGE)
    # What the editor wrote keeps its meaning when a government changes the rules; the moment is worked out from it.
    scheduled_local = models.CharField(verbose_name=_("date and time"), max_length=16, blank=True)
    scheduled_hour = models.PositiveSmallIntegerField(
        verbose_name=_("which of the two hours"), choices=Hour, default=Hour.FIRST
    )
    time_zone = models.CharField(
        verbose_name=_("time zone"), max_length=64, default=default_time_zone, validators=[validate_time_zone]
    )
    scheduled_at = models.DateTimeField(verbose_name=_("moment"), null=True, blank=True, editable=False, db_index=True)
    text = models.TextField(verbose_name=_("words"), blank=True)
    slide_style = models.CharField(
        verbose_name=_("slide style"), max_length=16, choices=SlideStyle, default=SlideStyle.BRAND
    )
    slide_shape = models.CharField(
        verbose_name=_("slide shape"), max_length=16, choices=SlideShape, default=SlideShape.PORTRAIT
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "channel"], name="one_post_a_channel")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.page}"

    @classmethod
    def by_default(cls, channel: str, **fields: Any) -> Self:
        """Return the plan of a page whose editor has planned nothing."""
        return cls(channel=channel, is_enabled=channel not in PUSH_CHANNELS, **fields)

    def clean(self) -> None:
        super().clean()
        if self.timing == Timing.AT and not self.scheduled_local:
            raise ValidationError({"scheduled_local": _("Give a date and a time, or let it go out with the page.")})
        try:
            self.settle()
        except (local_times.NoSuchTimeError, local_times.NoSuchYearError) as error:
            raise ValidationError({"scheduled_local": error}) from error
        except ValueError as error:
            raise ValidationError({"scheduled_local": _("Give a date and a time.")}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Rules may have changed since the plan was checked, and a page must be published all the same.
        with suppress(ValidationError, ValueError):
            self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """Work out the moment from what clocks will show, or that from a moment set alone."""
        if self.timing != Timing.AT:
            self.scheduled_local, self.scheduled_hour, self.scheduled_at = "", Hour.FIRST, None
        elif self.scheduled_local:
            second = self.scheduled_hour == Hour.SECOND
            self.scheduled_at = local_times.moment(self.wall, zone=self.time_zone, second=second)
        elif self.scheduled_at:
            self.move(self.scheduled_at)

    def move(self, moment: datetime) -> None:
        """Plan the post for a moment, told in its own time zone."""
        wall = local_times.wall_time(moment, zone=self.time_zone)
        found = local_times.moments(wall, zone=self.time_zone)
        self.timing, self.scheduled_at = Timing.AT, moment
        self.scheduled_local = local_times.write(wall)
        self.scheduled_hour = Hour.SECOND if len(found) > 1 and moment >= found[1] else Hour.FIRST

    def waits(self, *, now: datetime) -> bool:
        return self.timing == Timing.AT and self.scheduled_at is not None and self.scheduled_at > now

    @property
    def wall(self) -> datetime:
        return local_times.read(self.scheduled_local)

    @property
    def is_pushed(self) -> bool:
        return self.channel in PUSH_CHANNELS
