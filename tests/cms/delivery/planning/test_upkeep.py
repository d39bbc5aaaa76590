from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from wagtail.models import Page

from cms.delivery.models import ChannelAccount, Delivery, SocialPost
from cms.delivery.planning.upkeep import bring_up_to_date, follow_clocks
from cms.pages.posts import Post
from tests.cms.delivery.planning.conftest import changed
from tests.factories.desk import make_account, plan_post
from tests.factories.site import Site, make_event, make_statement


def states() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("operation", "state"))


def publish(delivery: Delivery, now: datetime) -> None:
    fields = {"state": "published", "publish_started_at": now, "published_at": now}
    Delivery.objects.filter(pk=delivery.pk).update(**fields)


def test_a_published_page_with_a_plan_gets_a_frozen_post(page: Page, account: ChannelAccount, now: datetime) -> None:
    bring_up_to_date(now=now)

    delivery, post = Delivery.objects.get(), SocialPost.objects.get()
    assert (delivery.page_id, delivery.account, delivery.post, delivery.state) == (page.pk, account, post, "waiting")
    assert (delivery.due_at, post.publish_at) == (page.last_published_at, page.last_published_at)
    assert (post.source, post.revision, post.locale) == (page.pk, page.live_revision_id, "de")
    assert (page.title in post.text, f"<b>{page.title}</b>" in post.markup, post.format) == (True, True, "text")
    assert post.not_after == post.publish_at + timedelta(hours=6)


def test_looking_again_plans_nothing_twice(page: Page, now: datetime) -> None:
    for _ in range(3):
        bring_up_to_date(now=now)

    assert states() == [("publish", "waiting")]


def test_pages_without_a_plan_or_an_account_get_none(site: Site, account: ChannelAccount, now: datetime) -> None:
    make_statement(site.statements, "Ohne Plan")
    plan_post(make_statement(site.statements, "Ohne Konto"), channel="instagram")

    bring_up_to_date(now=now)

    assert states() == []


def test_a_new_account_does_not_send_what_is_old(page: Page, now: datetime) -> None:
    ChannelAccount.objects.update(created_at=now + timedelta(days=1))

    bring_up_to_date(now=now)

    assert states() == []


def test_a_change_before_sending_makes_another_post(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    changed(page, title="Neuer Titel")

    bring_up_to_date(now=now)

    old, new = SocialPost.objects.order_by("pk")
    assert states() == [("publish", "cancelled"), ("publish", "waiting")]
    assert (new.supersedes, new.title, old.title) == (old, "Neuer Titel", page.title)
    assert list(Delivery.objects.order_by("pk").values_list("sequence", "reason")) == [(1, "superseded"), (2, "")]


def test_a_change_that_readers_do_not_notice_changes_nothing(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    again = changed(page, search_description="Für Suchmaschinen.")

    bring_up_to_date(now=now)

    assert states() == [("publish", "published")]
    assert Delivery.objects.get().revision == again.live_revision_id


def test_a_change_after_sending_edits_what_stands(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    sent = Delivery.objects.get()
    publish(sent, now)
    changed(page, title="Neuer Titel")

    bring_up_to_date(now=now)
    bring_up_to_date(now=now)

    assert states() == [("publish", "published"), ("edit", "prepared")]
    edit = Delivery.objects.get(operation="edit")
    assert (edit.follows, edit.post.supersedes, edit.due_at) == (sent, sent.post, now)


def test_while_it_is_in_doubt_a_change_waits(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    Delivery.objects.update(state="unconfirmed", publish_started_at=now, doubted_at=now)
    changed(page, title="Neuer Titel")

    bring_up_to_date(now=now)
    assert states() == [("publish", "unconfirmed")]
    publish(Delivery.objects.get(), now)
    bring_up_to_date(now=now)

    assert states() == [("publish", "published"), ("edit", "prepared")]


def test_a_page_that_is_withdrawn_before_sending_is_called_off(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    page.unpublish()

    bring_up_to_date(now=now)

    assert states() == [("publish", "cancelled")]


def test_a_page_that_is_withdrawn_after_sending_is_deleted_there(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    page.delete()

    bring_up_to_date(now=now)
    bring_up_to_date(now=now)

    assert states() == [("publish", "published"), ("delete", "prepared")]


def test_where_posts_cannot_be_changed_they_can_still_be_deleted(site: Site, now: datetime) -> None:
    make_account("bluesky")
    ChannelAccount.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    page = plan_post(make_statement(site.statements), channel="bluesky")
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    changed(page, summary="Anders.")
    bring_up_to_date(now=now)
    told = Delivery.objects.get().reason
    Page.objects.get(pk=page.pk).delete()

    bring_up_to_date(now=now)

    assert (told, states()) == ("cannot_change", [("publish", "published"), ("delete", "prepared")])


def test_a_page_that_comes_back_goes_out_again(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    page.unpublish()
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(operation="delete"), now)
    page.get_latest_revision().publish()

    bring_up_to_date(now=now)

    assert states() == [("publish", "published"), ("delete", "published"), ("publish", "waiting")]


def test_a_channel_that_is_switched_off_calls_it_off(page: Page, now: datetime) -> None:
    bring_up_to_date(now=now)
    Post.objects.update(is_enabled=False)

    bring_up_to_date(now=now)

    assert states() == [("publish", "cancelled")]


def test_what_was_not_sent_during_downtime_is_missed_and_stays_so(page: Page, now: datetime) -> None:
    for hours in (7, 8, 9):
        bring_up_to_date(now=now + timedelta(hours=hours))

    assert states() == [("publish", "missed")]


def test_an_event_may_be_told_until_it_begins(site: Site, account: ChannelAccount, now: datetime) -> None:
    start = (now + timedelta(days=10)).replace(microsecond=0)
    plan_post(make_event(site.events, start=start))

    bring_up_to_date(now=now)

    assert SocialPost.objects.get().not_after == start


def test_a_plan_that_is_moved_moves_the_delivery(site: Site, account: ChannelAccount, now: datetime) -> None:
    first = (now + timedelta(days=2)).replace(second=0, microsecond=0)
    plan_post(make_statement(site.statements), at=first)
    bring_up_to_date(now=now)
    post = Post.objects.get()
    post.move(first + timedelta(days=1))
    post.save()

    bring_up_to_date(now=now)

    assert states() == [("publish", "cancelled"), ("publish", "waiting")]
    moved = Delivery.objects.order_by("pk").last()
    assert moved is not None
    assert (moved.due_at, moved.next_attempt_at) == (
        first + timedelta(days=1),
        first + timedelta(days=1) - timedelta(minutes=15),
    )


def test_what_clocks_will_show_stays_when_the_rules_change(site: Site, account: ChannelAccount, now: datetime) -> None:
    at = datetime(2027, 7, 1, 16, tzinfo=UTC)
    plan_post(make_statement(site.statements), at=at)
    bring_up_to_date(now=now)
    # As if the moment had been worked out when summer time was still to be abolished.
    Post.objects.update(scheduled_at=at + timedelta(hours=1))

    assert follow_clocks(now=now) == 1
    bring_up_to_date(now=now)

    post = SocialPost.objects.latest("pk")
    assert (post.local_time, post.time_zone, post.publish_at) == ("2027-07-01T18:00", "Europe/Berlin", at)
    assert Delivery.objects.latest("pk").due_at == at


def test_a_time_that_clocks_show_twice_is_the_one_that_was_meant(
    site: Site, account: ChannelAccount, now: datetime
) -> None:
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    plan_post(make_statement(site.statements), at=second)

    bring_up_to_date(now=now)

    post = SocialPost.objects.get()
    assert (post.local_time, post.local_hour, post.publish_at) == ("2027-10-31T02:30", 1, second)


def test_slides_are_kept_under_the_name_of_their_content(site: Site, account: ChannelAccount, now: datetime) -> None:
    instagram = make_account("instagram")
    ChannelAccount.objects.update(created_at=account.created_at)
    plan_post(make_statement(site.statements), channel="instagram")

    bring_up_to_date(now=now)

    post = SocialPost.objects.get(account=instagram)
    assert (post.format, len(post.media) >= 2) == ("pictures", True)
    for picture in post.media:
        assert default_storage.exists(f"images/posts/{picture['sha256']}.jpg")
        assert picture["url"].endswith(f"/posts/{picture['sha256']}.jpg")
        assert (picture["width"], picture["height"]) == (1080, 1350)
        assert picture["alt_text"]


def test_instagram_shows_what_can_no_longer_be_changed(site: Site, account: ChannelAccount, now: datetime) -> None:
    make_account("instagram")
    ChannelAccount.objects.update(created_at=account.created_at)
    page = plan_post(make_statement(site.statements), channel="instagram")
    bring_up_to_date(now=now)
    publish(Delivery.objects.get(), now)
    changed(page, title="Neuer Titel")

    bring_up_to_date(now=now)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == ("published", "cannot_change")
    page.unpublish()
    bring_up_to_date(now=now)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("published", "still_stands")


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_whatever_is_planned(
    site: Site, account: ChannelAccount, now: datetime, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        plan_post(make_statement(site.statements, f"Erklärung {number}"))
    bring_up_to_date(now=now)

    with django_assert_num_queries(10):  # type: ignore[operator]  A fixture of pytest-django.
        bring_up_to_date(now=now)
