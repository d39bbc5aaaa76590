import pytest
from django.db import connection, transaction
from django.db.models import F
from pytest_django import DjangoAssertNumQueries
from taggit.models import Tag
from wagtail.models import Page, Revision, Site

from cms.epoch import EpochMissingError, current
from cms.epoch.models import Epoch
from tests.factories.site import Site as ExampleSite

pytestmark = pytest.mark.django_db


def test_the_epoch_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        current()


def test_reading_leaves_the_epoch() -> None:
    before = current()

    list(Page.objects.all())

    assert current() == before


def test_a_missing_epoch_says_what_to_do() -> None:
    Epoch.objects.all().delete()

    with pytest.raises(EpochMissingError, match="migrate"):
        current()


def test_every_change_raises_the_epoch() -> None:
    numbers = [current()]

    tag = Tag.objects.create(name="Frieden", slug="frieden")
    numbers.append(current())
    Tag.objects.filter(pk=tag.pk).update(name="Abrüstung")
    numbers.append(current())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE taggit_tag SET name = 'Krieg' WHERE id = %s", [tag.pk])
    numbers.append(current())
    Tag.objects.all()._raw_delete(using="default")  # noqa: SLF001  Wagtail calls it too: it sends no signals.
    numbers.append(current())

    assert sorted(set(numbers)) == numbers


def test_the_epoch_of_what_was_rolled_back_does_not_return(site: ExampleSite) -> None:
    def renamed(title: str) -> int:
        Page.objects.filter(depth=2).update(title=title)
        return current()

    before = current()
    with transaction.atomic():
        first = renamed("Eins")
        transaction.set_rollback(True)
    after = current()

    assert before == after
    assert renamed("Zwei") not in {before, first}


def test_what_drafts_change_leaves_the_epoch(site: ExampleSite) -> None:
    page = Page.objects.filter(depth=2).first().specific
    before = current()

    page.title = "Entwurf"
    page.save_revision()
    Page.objects.update(title=F("title"))

    assert current() == before


def test_a_revision_that_waits_for_its_moment_raises_the_epoch(site: ExampleSite) -> None:
    page = Page.objects.filter(depth=2).first().specific
    revision = page.save_revision()
    before = current()

    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at="2030-01-01T00:00Z")
    scheduled = current()
    Revision.objects.filter(pk=revision.pk).delete()

    assert before < scheduled < current()


def test_publishing_raises_the_epoch(site: ExampleSite) -> None:
    page = Page.objects.filter(depth=2).first().specific
    page.title = "Neu"
    before = current()

    page.save_revision().publish()

    assert current() > before


def test_settings_of_a_site_raise_the_epoch(site: ExampleSite) -> None:
    before = current()

    Site.objects.update(hostname="www.example.com")

    assert current() > before
