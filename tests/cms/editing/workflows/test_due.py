import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published

from cms.editing.workflows.due import do_what_is_due
from tests.factories.site import Site, make_page, make_site

# Wagtail asks the real clock whether a time has come, so the tests wait for it.
SOON = timedelta(seconds=0.5)


def look_later() -> int:
    time.sleep(SOON.total_seconds() + 0.1)
    return do_what_is_due(timezone.now())


def schedule(page: Page) -> None:
    page.go_live_at = timezone.now() + SOON
    page.save_revision().publish()


@pytest.mark.django_db
def test_a_scheduled_page_goes_live_once_its_time_has_come(site: Site) -> None:
    page = make_page(site.german, live=False)
    schedule(page)

    early, due, again = do_what_is_due(timezone.now()), look_later(), look_later()

    assert (early, due, again) == (0, 1, 0)
    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db
def test_an_expired_page_is_withdrawn(site: Site) -> None:
    page = make_page(site.german, expire_at=timezone.now() + SOON)

    done = look_later()

    page.refresh_from_db()
    assert (done, page.live, page.expired) == (1, False, True)
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
    schedule(broken)
    schedule(sound)

    done = look_later()

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (done, broken.live, sound.live) == (1, False, True)


@pytest.mark.django_db(transaction=True)
def test_several_clocks_publish_a_page_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("The database of the tests lies in memory, where threads cannot wait for each other.")
    page = make_page(make_site().german, live=False)
    schedule(page)
    done: list[int] = []

    def look() -> None:
        done.append(look_later())
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [0, 0, 0, 1]
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1
