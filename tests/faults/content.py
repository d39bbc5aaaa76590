from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.delivery.ledger.posts import payload_fields
from cms.delivery.models import ChannelAccount, Delivery, SocialPost
from cms.pages.posts import Post
from cms.transports.posting import Format, Payload, Picture

# Behind the number stands a letter, so that no fingerprint begins as another does.
FINGERPRINT = "verein.example/{source}x"


def fingerprint_of(source: int) -> str:
    return FINGERPRINT.format(source=source)


@dataclass(frozen=True, kw_only=True)
class Content:
    """Pages with a post each, written as rows: what is tried here is the ledger, not Wagtail."""

    parent: Page
    pictures: Sequence[Picture]

    def make(self, accounts: Sequence[ChannelAccount], count: int, *, within: timedelta) -> None:
        """Plan so many deliveries over a time, by turns for each account."""
        begin = timezone.now() + timedelta(minutes=1)
        pages = self._pages(count)
        plan = list(zip(pages, cycle(accounts)))
        dues = [begin + within * number / count for number in range(count)]
        Post.objects.bulk_create(Post(page=page, channel=account.channel, is_enabled=True) for page, account in plan)
        posts = [self._post(page, account, due) for (page, account), due in zip(plan, dues, strict=True)]
        SocialPost.objects.bulk_create(posts)
        sources = [page.pk for page in pages]
        stored = {post.source: post for post in SocialPost.objects.filter(source__in=sources)}
        Delivery.objects.bulk_create(self._deliveries(plan, dues, stored))

    def _pages(self, count: int) -> list[Page]:
        kind, locale, now = (
            ContentType.objects.get_for_model(Page),
            Locale.objects.get(language_code="de"),
            timezone.now(),
        )
        first = self.parent.numchild
        made = []
        for number in range(first, first + count):
            path = Page._get_path(self.parent.path, self.parent.depth + 1, number + 1)  # noqa: SLF001  As treebeard names children.
            made.append(
                Page(
                    path=path,
                    depth=self.parent.depth + 1,
                    title=f"Seite {number}",
                    draft_title=f"Seite {number}",
                    slug=f"seite-{number}",
                    url_path=f"{self.parent.url_path}seite-{number}/",
                    content_type=kind,
                    locale=locale,
                    first_published_at=now,
                    last_published_at=now,
                )
            )
        Page.objects.bulk_create(made)
        Page.objects.filter(pk=self.parent.pk).update(numchild=first + count)
        return list(Page.objects.filter(path__in=[page.path for page in made]).order_by("path"))

    def _post(self, page: Page, account: ChannelAccount, due: datetime) -> SocialPost:
        return SocialPost(
            account=account,
            source=page.pk,
            locale=account.locale,
            title=page.title,
            publish_at=due,
            local_time=due.strftime("%Y-%m-%dT%H:%M"),
            time_zone="UTC",
            not_after=due + timedelta(days=30),
            approved_at=due,
            **payload_fields(self._payload(page, account)),
        )

    def _payload(self, page: Page, account: ChannelAccount) -> Payload:
        """Mostly the smallest thing that the channel takes, and now and then several pictures."""
        words = fingerprint_of(page.pk)
        text = f"Für alle. {words}"
        fits = {
            "text": text,
            "html": text,
            "link": f"https://{words}",
            "fingerprint": words,
            "language": account.locale,
        }
        if account.channel == "telegram" and page.pk % 4:
            return Payload(format=Format.TEXT, **fits)
        if page.pk % 10:
            return Payload(format=Format.PICTURE, pictures=(self.pictures[0],), **fits)
        return Payload(format=Format.PICTURES, pictures=tuple(self.pictures[:2]), **fits)

    @staticmethod
    def _deliveries(
        plan: Iterable[tuple[Page, ChannelAccount]], dues: Iterable[datetime], posts: dict[int, SocialPost]
    ) -> Iterable[Delivery]:
        for (page, account), due in zip(plan, dues, strict=True):
            yield Delivery(
                page=page,
                source=page.pk,
                account=account,
                post=posts[page.pk],
                channel=account.channel,
                locale=account.locale,
                due_at=due,
                next_attempt_at=due,
            )
