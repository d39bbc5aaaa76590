from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.delivery.ledger.states import WITHOUT_EFFECT, DeliveryState
from cms.delivery.models import Delivery
from tests.faults.vendors import Vendors

FOR_PEOPLE = {DeliveryState.NEEDS_DECISION, DeliveryState.FAILED}
OVER = {DeliveryState.PUBLISHED, DeliveryState.NEEDS_DECISION, *WITHOUT_EFFECT}


@dataclass(frozen=True, kw_only=True)
class Story:
    """A page on a channel: what the ledger says of its posts, and the ids of what was ever to be seen of them."""

    source: int
    posts: list[Delivery]
    seen: list[str]

    @property
    def is_lost(self) -> bool:
        """Whether something is called published and nowhere to be seen, or over without a reason."""
        claimed = sum(each.state == DeliveryState.PUBLISHED for each in self.posts)
        others = (each for each in self.posts if each.state in OVER and each.state != DeliveryState.PUBLISHED)
        return claimed > len(self.seen) or not all(each.reason for each in others)

    @property
    def is_going_on(self) -> bool:
        """Whether the ledger still means to do something by itself: nothing is lost by that, and nothing shown."""
        return any(each.state not in OVER for each in self.posts)

    @property
    def is_over(self) -> bool:
        return all(each.state in WITHOUT_EFFECT for each in self.posts)

    @property
    def names(self) -> set[str]:
        return {each.remote_id for each in self.posts if each.state == DeliveryState.PUBLISHED and each.remote_id}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the ledger says of posts, beside what readers have seen."""

    vendors: Vendors
    # See Happenings.
    withdrawn: Mapping[int, int]

    def as_data(self) -> dict[str, Any]:
        """Return counts, and for each thing that must not be which deliveries it befell."""
        deliveries = list(Delivery.objects.filter(operation="publish").select_related("post").order_by("pk"))
        stories = self._stories(deliveries)
        needing = sum(each.state in FOR_PEOPLE for each in deliveries)
        return {
            "deliveries": len(deliveries),
            "states": dict(Counter(str(each.state) for each in deliveries)),
            "reasons": dict(Counter(each.reason for each in deliveries if each.state != "published").most_common()),
            "evidence": dict(Counter(each.evidence for each in deliveries if each.state == "published")),
            "operations": dict(Counter(f"{each.operation} {each.state}" for each in Delivery.objects.all())),
            "share_for_people": round(needing / max(len(deliveries), 1), 4),
            "unfinished": [story.source for story in stories if story.is_going_on],
            "seen": sum(len(story.seen) for story in stories),
            "wrong": {
                "posted twice": [story.source for story in stories if len(story.seen) > 1],
                "lost": [story.source for story in stories if story.is_lost],
                "called over, but posted": [story.source for story in stories if story.seen and story.is_over],
                "taken for another": [story.source for story in stories if not story.names <= set(story.seen)],
                "sent after withdrawal": self._sent_after_withdrawal(),
                "left standing after withdrawal": self._left_standing(),
                "published unfinished": self.vendors.instagram.published_unfinished(),
            },
        }

    def _stories(self, deliveries: list[Delivery]) -> list[Story]:
        by_source: dict[int, list[Delivery]] = {}
        for each in deliveries:
            by_source.setdefault(each.source, []).append(each)
        return [Story(source=source, posts=posts, seen=self._seen(posts[0])) for source, posts in by_source.items()]

    def _seen(self, delivery: Delivery) -> list[str]:
        """Return the ids of what was ever to be seen of a delivery."""
        words = delivery.post.fingerprint
        if delivery.channel == "instagram":
            return [medium.id for medium in self.vendors.instagram.live(words)]
        return self.vendors.telegram_posts(words)

    def _sent_after_withdrawal(self) -> list[int]:
        tries = dict(Delivery.objects.filter(pk__in=self.withdrawn).values_list("pk", "publish_tries"))
        return [pk for pk, before in self.withdrawn.items() if tries[pk] != before]

    def _left_standing(self) -> list[int]:
        """Return withdrawn posts that readers still see though nobody is told so."""
        told = {"still_stands"}
        return [
            each.pk
            for each in Delivery.objects.filter(pk__in=self.withdrawn, state="published").select_related("post")
            if each.reason not in told and self._stands(each) and not each.followers.filter(state="failed").exists()
        ]

    def _stands(self, delivery: Delivery) -> bool:
        words = delivery.post.fingerprint
        chats = self.vendors.telegram.chats.values()
        messages = [message for chat in chats for message in chat.messages.values()]
        return delivery.channel == "instagram" or any(words in message.text for message in messages)
