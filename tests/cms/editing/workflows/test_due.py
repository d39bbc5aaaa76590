import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published

from cms.editing.workflows.due import do_what_is_due
from tests.factories.site import Site, make_page, make_site

HOUR = timedelta(hours=1)


def look() -> int:
    return do_what_is_due(timezone.now())


def schedule(page: Page) -> None:
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()


def let_the_time_come(page: Page) -> None:
    """Move the schedule into the past: Wagtail asks the real clock whether a time has come."""
    revision, past = page.get_latest_revision(), timezone.now() - HOUR
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()


@pytest.mark.django_db
def test_a_scheduled_page_goes_live_once_its_time_has_come(site: Site) -> None:
    page = make_page(site.german, live=False)
    schedule(page)

    early = look()
    let_the_time_come(page)
    due, again = look(), look()

    assert (early, due, again) == (0, 1, 0)
    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db
def test_an_expired_page_is_withdrawn(site: Site) -> None:
    page = make_page(site.german, expire_at=timezone.now() + HOUR)
    early = look()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)

    done = look()

    page.refresh_from_db()
    assert (early, done, page.live, page.expired) == (0, 1, False, True)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish.scheduled").count() == 1


@pytest.fixture
def trouble() -> Iterator[str]:
    """Make the publishing of pages of this title fail."""

    def fail(*, instance: Page, **_kwargs: object) -> None:
        if instance.live and instance.title == "Unglück":
            message = "A receiver of the signal failed."
            raise RuntimeError(message)

    page_published.connect(fail)
    yield "Unglück"
    page_published.disconnect(fail)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_published_holds_up_no_other(trouble: str) -> None:
    site = make_site()
    broken, sound = make_page(site.german, trouble, live=False), make_page(site.german, "Gut", live=False)
    for page in (broken, sound):
        schedule(page)
        let_the_time_come(page)

    done = look()

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (done, broken.live, sound.live) == (1, False, True)


@pytest.mark.django_db(transaction=True)
def test_several_clocks_publish_a_page_once() -> None:
    page = make_page(make_site().german, live=False)
    schedule(page)
    let_the_time_come(page)
    done: list[int] = []

    def look_beside_others() -> None:
        done.append(look())
        connection.close()

    threads = [threading.Thread(target=look_beside_others) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [0, 0, 0, 1]
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1
