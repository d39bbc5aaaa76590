from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from cms.pages.models import Channel, Post, Timing
from cms.pages.posts import Hour
from tests.factories.site import Site, make_statement


def planned(text: str, **fields: object) -> Post:
    return Post(channel=Channel.TELEGRAM, timing=Timing.AT, scheduled_local=text, **fields)


@pytest.mark.parametrize(
    ("hour", "utc"), [(Hour.FIRST, 0), (Hour.SECOND, 1)], ids=["first, summer time", "second, winter time"]
)
def test_an_hour_that_comes_twice_is_planned_as_chosen(hour: Hour, utc: int) -> None:
    post = planned("2026-10-25T02:30", scheduled_hour=hour)

    post.clean()

    assert post.scheduled_at == datetime(2026, 10, 25, utc, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2027-03-28T02:30", "", "tomorrow"])
def test_a_time_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        planned(text).clean()

    assert list(refused.value.message_dict) == ["scheduled_local"]


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_refused(text: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        planned(text).clean()

    assert refusal.value.message_dict == {"scheduled_local": ["Give a year from 1900 to 2100."]}


@pytest.mark.parametrize("hour", [0, 1])
def test_a_moved_post_tells_the_moment_in_its_own_zone(hour: int) -> None:
    moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    post = Post(channel=Channel.TELEGRAM)

    post.move(moment)
    post.clean()

    assert (post.scheduled_local, post.scheduled_hour, post.scheduled_at) == ("2026-10-25T02:30", hour, moment)


def test_a_post_that_goes_with_the_page_forgets_its_time() -> None:
    post = planned("2026-10-25T02:30")
    post.timing = Timing.WITH_PAGE

    post.clean()

    assert (post.scheduled_local, post.scheduled_at) == ("", None)


def test_a_page_has_one_post_a_channel(site: Site) -> None:
    page = make_statement(site.statements)
    Post.objects.create(page=page, channel=Channel.FEEDS)

    with pytest.raises(IntegrityError):
        Post.objects.create(page=page, channel=Channel.FEEDS)


def test_copies_and_translations_are_planned_anew(site: Site) -> None:
    page = make_statement(site.statements)
    page.posts.add(Post(channel=Channel.TELEGRAM, is_enabled=True, text="Kommt!"))
    page.save()
    page.save_revision().publish()
    site.statements.copy_for_translation(site.english.locale)

    copy = page.copy(update_attrs={"slug": "kopie"})
    translation = page.copy_for_translation(site.english.locale)

    assert [list(other.get_latest_revision_as_object().posts.all()) for other in (copy, translation)] == [[], []]
    assert list(Post.objects.values_list("page", flat=True)) == [page.pk]
