from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.delivery.models import WebhookDelivery, WebhookEvent
from cms.editing.workflows.due import do_what_is_due
from tests.factories.site import Site, make_page, make_statement
from tests.factories.webhooks import make_endpoint, told

STATEMENT = "/stellungnahmen/nein-zur-wehrpflicht/"


def stored(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def test_publishing_a_draft_is_told_once(site: Site) -> None:
    page = make_statement(site.statements, live=False)
    make_endpoint()

    page.save_revision().publish()

    assert told() == [("page.published", STATEMENT)]
    assert WebhookDelivery.objects.count() == 1


def test_payload_names_the_page_and_no_more(site: Site) -> None:
    make_endpoint()

    page = make_statement(site.statements)

    data = WebhookEvent.objects.get().data
    assert data == {
        "id": data["id"],
        "type": "StatementPage",
        "locale": "de",
        "path": STATEMENT,
        "url": f"https://www.example.org{STATEMENT}",
        "title": "Nein zur Wehrpflicht",
        "surrogateKeys": data["surrogateKeys"],
    }
    assert {f"page:{page.pk}", "list:statements"} <= set(data["surrogateKeys"])


def test_saving_a_draft_is_not_told(site: Site) -> None:
    page = make_statement(site.statements)
    make_endpoint()

    page.title = "Noch nicht öffentlich"
    page.save_revision()

    assert told() == []


def test_locking_is_not_told(site: Site) -> None:
    page = make_statement(site.statements)
    make_endpoint()

    page.locked = True
    page.save()

    assert told() == []


def test_publishing_a_change_is_an_update(site: Site) -> None:
    page = make_statement(site.statements)
    make_endpoint()

    page.title = "Nein zur Aufrüstung"
    page.save_revision().publish()

    assert told() == [("page.updated", STATEMENT)]
    assert WebhookEvent.objects.get().data["title"] == "Nein zur Aufrüstung"


def test_a_change_that_is_rolled_back_is_not_told(site: Site) -> None:
    page = make_statement(site.statements, live=False)
    make_endpoint()

    with transaction.atomic():
        page.save_revision().publish()
        transaction.set_rollback(True)

    assert told() == []


def test_unpublishing_tells_where_the_page_was_and_not_what_it_said(site: Site) -> None:
    page = make_statement(site.statements)
    make_endpoint()

    page.unpublish()

    data = WebhookEvent.objects.get().data
    assert told() == [("page.unpublished", STATEMENT)]
    assert set(data) == {"id", "type", "locale", "path", "surrogateKeys"}


def test_the_clock_unpublishes_as_people_do(site: Site) -> None:
    page = make_statement(site.statements)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=30))
    make_endpoint()

    do_what_is_due(timezone.now())

    assert told() == [("page.unpublished", STATEMENT)]


def test_deleting_tells_of_every_page_that_readers_could_see(site: Site) -> None:
    make_statement(site.statements)
    make_statement(site.statements, "Entwurf", live=False)
    make_endpoint()

    stored(site.statements).delete()

    assert sorted(told()) == [("page.deleted", "/stellungnahmen/"), ("page.deleted", STATEMENT)]


def test_a_new_slug_moves_the_page_and_all_below(site: Site) -> None:
    make_statement(site.statements)
    make_endpoint()

    index = stored(site.statements)
    index.slug = "texte"
    index.save()

    assert told() == [("page.moved", "/texte/"), ("page.moved", "/texte/nein-zur-wehrpflicht/")]
    moved = WebhookEvent.objects.order_by("pk")[1].data
    assert moved["previousPath"] == STATEMENT
    assert moved["url"] == "https://www.example.org/texte/nein-zur-wehrpflicht/"


def test_moving_moves_the_page_and_all_below(site: Site) -> None:
    make_statement(site.statements)
    parent = make_page(site.german, "Archiv")
    make_endpoint()

    stored(site.statements).move(stored(parent), pos="last-child")

    assert told() == [
        ("page.moved", "/archiv/stellungnahmen/"),
        ("page.moved", "/archiv/stellungnahmen/nein-zur-wehrpflicht/"),
    ]


def test_putting_in_another_order_is_not_told(site: Site) -> None:
    first, second = make_page(site.german, "Eins"), make_page(site.german, "Zwei")
    make_endpoint()

    stored(second).move(stored(first), pos="left")

    assert told() == []


def test_publishing_a_new_slug_is_a_move_and_an_update(site: Site) -> None:
    page = make_statement(site.statements)
    make_endpoint()

    page.slug = "nein"
    page.save_revision().publish()

    assert told() == [("page.moved", "/stellungnahmen/nein/"), ("page.updated", "/stellungnahmen/nein/")]


def test_a_private_page_is_never_told(site: Site) -> None:
    page = make_statement(site.statements)
    restrict(site.statements)
    make_endpoint()

    page.title = "Nur für uns"
    page.save_revision().publish()
    stored(page).unpublish()
    stored(page).delete()

    assert told() == []


def test_making_pages_private_withdraws_them(site: Site) -> None:
    make_statement(site.statements)
    make_endpoint()

    restrict(site.statements)

    assert told() == [("page.unpublished", "/stellungnahmen/"), ("page.unpublished", STATEMENT)]
    assert "Wehrpflicht" not in str([event.data.get("title") for event in WebhookEvent.objects.all()])


def test_making_pages_public_publishes_them(site: Site) -> None:
    make_statement(site.statements)
    restriction = restrict(site.statements)
    make_endpoint()

    restriction.delete()

    assert told() == [("page.published", "/stellungnahmen/"), ("page.published", STATEMENT)]


def test_a_restriction_that_goes_with_its_page_opens_nothing(site: Site) -> None:
    make_statement(site.statements)
    restrict(site.statements)
    make_endpoint()

    stored(site.statements).delete()

    assert told() == []


def test_moving_below_a_private_page_withdraws_all_that_moves(site: Site) -> None:
    make_statement(site.statements)
    parent = make_page(site.german, "Intern")
    restrict(parent)
    make_endpoint()

    stored(site.statements).move(stored(parent), pos="last-child")

    assert told() == [("page.unpublished", "/stellungnahmen/"), ("page.unpublished", STATEMENT)]


def test_moving_out_of_a_private_page_publishes_all_that_moves(site: Site) -> None:
    parent = make_page(site.german, "Intern")
    make_page(make_page(parent, "Eins"), "Zwei")
    restrict(parent)
    make_endpoint()

    stored(parent).get_children().get().specific.move(stored(site.german), pos="last-child")

    assert told() == [("page.published", "/eins/"), ("page.published", "/eins/zwei/")]


def test_renaming_the_home_page_moves_nothing(site: Site) -> None:
    make_endpoint()

    home = stored(site.german)
    home.slug = "anfang"
    home.save()

    assert told() == []


def test_translations_are_told_in_their_own_language(site: Site) -> None:
    page = make_page(site.german)
    make_endpoint(locales=["en"])

    translation = page.copy_for_translation(site.english.locale)
    translation.title = translation.draft_title = "Who we are"
    translation.save_revision().publish()
    page.save_revision().publish()

    assert told() == [("page.published", f"/en/{translation.slug}/")]


def test_filters_let_through_what_was_chosen(site: Site) -> None:
    make_endpoint("Alles")
    make_endpoint("Texte", types=["StatementPage"])
    make_endpoint("Neues", events=["page.published"])
    make_endpoint("Aus", is_active=False)

    page = make_statement(site.statements)
    make_page(site.german)
    page.save_revision().publish()

    deliveries = WebhookDelivery.objects.order_by("event__pk", "endpoint__name")
    assert list(deliveries.values_list("endpoint__name", "event__kind")) == [
        *(("Alles", "page.published"), ("Neues", "page.published"), ("Texte", "page.published")),
        *(("Alles", "page.published"), ("Neues", "page.published")),
        *(("Alles", "page.updated"), ("Texte", "page.updated")),
    ]


def test_sequences_of_a_page_rise(site: Site) -> None:
    page = make_statement(site.statements)
    make_endpoint()

    for title in ("Eins", "Zwei", "Drei"):
        page.title = title
        page.save_revision().publish()

    messages = [event.message for event in WebhookEvent.objects.order_by("occurred_at")]
    sequences = [message.data["sequence"] for message in messages]
    assert sequences == sorted(set(sequences))
    assert [message.data["title"] for message in messages] == ["Eins", "Zwei", "Drei"]


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")
