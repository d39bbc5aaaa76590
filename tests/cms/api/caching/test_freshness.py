from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Revision

from cms.api.caching.freshness import HORIZON, cache_control, next_change
from cms.epoch import current
from cms.pages.models import Post
from publications.models import EventOccurrence
from tests.factories.site import Site, make_event

# Before all that the example site has.
NOW = datetime(2001, 1, 1, 12, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)


def next_one(now: datetime = NOW) -> datetime:
    return next_change(now, epoch=current())


def test_what_lies_far_ahead_is_looked_up_later(site: Site) -> None:
    assert next_one() == NOW + HORIZON


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_the_dates_of_pages_count(field: str, site: Site) -> None:
    Page.objects.filter(depth=2).update(**{field: SOON})

    assert next_one() == SOON


def test_the_moment_of_a_scheduled_revision_counts(site: Site) -> None:
    revision = Page.objects.filter(depth=2).first().specific.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=SOON)

    assert next_one() == SOON


@pytest.mark.parametrize("field", ["start", "end"])
def test_the_dates_of_events_count(field: str, site: Site) -> None:
    make_event(site.events)
    occurrence = EventOccurrence.objects.get()
    EventOccurrence.objects.filter(pk=occurrence.pk).update(**{field: SOON})

    assert next_one() == SOON


def test_the_moments_of_planned_posts_count(site: Site) -> None:
    page = Page.objects.filter(depth=2).first()
    Post.objects.create(page=page, channel="telegram", timing="at")
    Post.objects.update(scheduled_at=SOON)

    assert next_one() == SOON


def test_the_next_change_is_looked_up_once_until_it_comes(
    site: Site, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    later = SOON + timedelta(minutes=5)
    first, second = Page.objects.filter(depth__gte=2)[:2]
    Page.objects.filter(pk=first.pk).update(expire_at=SOON)
    Page.objects.filter(pk=second.pk).update(expire_at=later)
    epoch = current()
    next_change(NOW, epoch=epoch)

    with django_assert_num_queries(1):
        found = [next_change(moment, epoch=epoch) for moment in (NOW, SOON - timedelta(seconds=1), SOON, SOON)]

    assert found == [SOON, SOON, later, later]


def test_an_earlier_moment_has_its_own_next_change(site: Site) -> None:
    Page.objects.filter(depth=2).update(expire_at=SOON)
    epoch = current()
    next_change(SOON, epoch=epoch)

    assert next_change(NOW, epoch=epoch) == SOON


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (1000, "public, max-age=20, s-maxage=60, stale-while-revalidate=30"),
        (70, "public, max-age=20, s-maxage=60, stale-while-revalidate=10"),
        (15, "public, max-age=15, s-maxage=15, stale-while-revalidate=0"),
        (0.5, "public, max-age=0, s-maxage=0, stale-while-revalidate=0"),
        (-3, "public, max-age=0, s-maxage=0, stale-while-revalidate=0"),
    ],
)
def test_nothing_is_kept_beyond_the_next_change(left: float, expected: str, settings: LazySettings) -> None:
    settings.GRAPHQL_MAX_AGE, settings.GRAPHQL_SHARED_MAX_AGE, settings.GRAPHQL_STALE_SECONDS = 20, 60, 30

    assert cache_control(NOW, until=NOW + timedelta(seconds=left)) == expected
