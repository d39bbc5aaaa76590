import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.tasks import update_reference_index_task

from cms.images.models import CustomImage
from cms.importing.limits import MAXIMUM_SUMMARY, MAXIMUM_TITLE
from cms.importing.models import ImportRecord
from cms.importing.stored import texts_of_body
from cms.importing.wordpress import tree
from cms.importing.wordpress.account import Account
from cms.importing.wordpress.wxr import Item
from cms.importing.words import count_words, one_line, shortened
from cms.pages.models import ContentPage
from publications.models import Authorship, Person, StatementPage, Topic


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All that a page is to hold, before it is compared with what it held after the last import."""

    title: str
    summary: str
    account: Account
    moment: datetime | None
    topics: list[Topic]
    author: Person | None
    hero_image: CustomImage | None
    is_published: bool

    @property
    def fingerprint(self) -> str:
        facts = {
            "title": self.title,
            "summary": self.summary,
            "blocks": self.account.blocks,
            "moment": str(self.moment),
            "topics": [topic.pk for topic in self.topics],
            "author": self.author.pk if self.author else None,
            "hero_image": self.hero_image.pk if self.hero_image else None,
            "is_published": self.is_published,
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def plain(html: str) -> str:
    """Return the words of a title or an excerpt, which may hold HTML."""
    return one_line(tree.parse(html).root.text())


def title_of(item: Item, *, account: Account) -> str:
    words = plain(item.title)
    title = shortened(words, limit=MAXIMUM_TITLE)
    account.leave("rest of a long title", words[len(title) :])
    if not title:
        account.notes["posts without a title are called by their number"] += 1
        title = f"WordPress {item.identifier}"
        account.words_added += count_words([title])
    return title


def summary_of(item: Item, *, account: Account) -> str:
    words = plain(item.excerpt)
    summary = shortened(words, limit=MAXIMUM_SUMMARY)
    account.leave("rest of a long excerpt", words[len(summary) :])
    return summary


def moment_of(item: Item) -> datetime | None:
    try:
        moment = datetime.fromisoformat(item.date)
    except ValueError:
        # Drafts have 0000-00-00 00:00:00.
        return None
    return timezone.make_aware(moment) if moment.year > 1 and timezone.is_naive(moment) else moment


def store(draft: Draft, *, record: ImportRecord, model: type[ContentPage]) -> ContentPage | None:
    """Write a page and publish it if it is to be seen. Return None when nothing has changed since the last import."""
    fingerprint = draft.fingerprint
    if record.fingerprint == fingerprint:
        return None
    page: Any = model.objects.get(pk=record.page_id).get_latest_revision_as_object()
    _fill(page, draft)
    if draft.moment and draft.is_published and page.first_published_at is None:
        page.first_published_at = draft.moment
    # Publishing looks at every field once more.
    revision = page.save_revision(clean=not draft.is_published)
    if draft.is_published:
        revision.publish()
    # One task for each post, not one for each time it is saved.
    update_reference_index_task.enqueue(model._meta.app_label, model._meta.model_name, str(page.pk))
    record.fingerprint = fingerprint
    record.words_stored = count_words([page.title, page.summary, *texts_of_body(_data(page))])
    record.save(update_fields=["fingerprint", "words_stored"])
    return page


def body_of(draft: Draft, *, model: type[ContentPage]) -> StreamValue:
    blocks = [{"type": name, "value": value} for name, value in draft.account.blocks]
    body: StreamValue = model._meta.get_field("body").to_python(blocks)
    return body


def _fill(page: ContentPage, draft: Draft) -> None:
    page.title = page.draft_title = draft.title
    page.summary = draft.summary
    page.hero_image = draft.hero_image
    page.body = body_of(draft, model=type(page))
    if isinstance(page, StatementPage):
        page.date = _day(draft.moment) or page.date
        page.topics = draft.topics
        page.authorships = [Authorship(person=draft.author)] if draft.author else []


def _data(page: ContentPage) -> list[tuple[str, Any]]:
    """Return the body as the database keeps it."""
    return [(block["type"], block["value"]) for block in page.body.get_prep_value()]


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
