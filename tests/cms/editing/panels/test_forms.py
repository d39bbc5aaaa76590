from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation

from cms.pages.models import Channel, ContentPage, Post
from home.models import StandardPage
from publications.models import EventPage, StatementPage
from tests.factories.desk import make_account
from tests.factories.site import Site, make_statement


def form_of(page: ContentPage, *, is_draft: bool = False, **sent: str) -> Any:
    """Return the page's form with what its browser would send of the Channels tab alone."""
    form_class = type(page).get_edit_handler().get_form_class()
    user = get_user_model().objects.get_or_create(username="redaktion", is_superuser=True)[0]
    form = form_class({f"posts-{name}": value for name, value in sent.items()}, instance=page, for_user=user)
    if is_draft:
        form.defer_required_fields()
    return form


def sent(channel: str, **values: str) -> dict[str, str]:
    defaults = {"id": "", "is_enabled": "on", "timing": "with_page", "slide_style": "brand", "text": ""}
    return {f"{channel}-{name}": value for name, value in (defaults | values).items()}


def errors(form: Any) -> list[dict[str, list[str]]]:
    with translation.override("en"):
        formset = form.formsets["posts"]
        return [dict(each) for each in formset.errors if each]


@pytest.mark.parametrize(
    ("model", "channels"),
    [
        (StandardPage, ["instagram", "telegram", "newsletter", "leaflet"]),
        (StatementPage, ["instagram", "telegram", "newsletter", "feeds", "leaflet"]),
        (EventPage, ["instagram", "telegram", "newsletter", "calendar", "leaflet"]),
    ],
)
def test_each_type_has_a_row_for_each_of_its_channels(db: None, model: type[ContentPage], channels: list[str]) -> None:
    form = model.get_edit_handler().get_form_class()(instance=model())

    assert [row.instance.channel for row in form.formsets["posts"].rows] == channels


def test_a_channel_with_an_account_has_a_row_and_one_without_keeps_its_plan(site: Site) -> None:
    make_account("bluesky")
    page = make_statement(site.statements)
    page.posts.add(Post(channel=Channel.MASTODON, is_enabled=True, text="Bleibt"))
    page.save()

    form = form_of(page, **sent("bluesky", text="x" * 301))

    rows = [row.instance.channel for row in form.formsets["posts"].rows]
    assert rows == ["instagram", "telegram", "mastodon", "bluesky", "newsletter", "feeds", "leaflet"]
    assert errors(form) == [{"text": ["The words take 301 of 300 characters. Leave out at least 1."]}]


def test_what_is_planned_without_an_account_is_not_lost(site: Site) -> None:
    page = make_statement(site.statements)
    page.posts.add(Post(channel=Channel.MASTODON, is_enabled=True, text="Bleibt"))
    page.save()
    form = form_of(StatementPage.objects.get(pk=page.pk), **sent("telegram", text="Neu"))

    assert errors(form) == []
    form.formsets["posts"].save(commit=True)

    kept = Post.objects.filter(page=page.pk, channel__in=["mastodon", "telegram"]).order_by("channel")
    assert [post.text for post in kept] == ["Bleibt", "Neu"]


@pytest.mark.parametrize("length", [475, 476])
def test_the_link_of_mastodon_takes_23_characters(site: Site, length: int) -> None:
    make_account("mastodon")

    form = form_of(make_statement(site.statements), **sent("mastodon", text="x" * length))

    assert (errors(form) == []) == (length <= 500 - 2 - 23)


@pytest.mark.parametrize("model", [StandardPage, StatementPage, EventPage])
def test_every_type_is_edited_in_three_tabs(model: type[ContentPage]) -> None:
    with translation.override("en"):
        tabs = [str(tab.heading) for tab in model.get_edit_handler().children]

    assert tabs == ["Content", "Channels", "Settings"]


def test_words_too_long_stop_publishing_but_not_a_draft(site: Site) -> None:
    page = make_statement(site.statements)
    values = sent("instagram", text="x" * 2201)

    published, draft = form_of(page, **values), form_of(page, is_draft=True, **values)

    message = "The words take 2201 of 2200 characters. Leave out at least 1."
    assert errors(published) == [{"text": [message]}]
    assert errors(draft) == []


def test_words_too_long_for_a_channel_that_is_off_stop_nothing(site: Site) -> None:
    values = sent("instagram", text="x" * 2201)
    del values["instagram-is_enabled"]

    assert errors(form_of(make_statement(site.statements), **values)) == []


def test_line_breaks_of_browsers_count_once(site: Site) -> None:
    form = form_of(make_statement(site.statements), **sent("instagram", text="\r\n".join(["x"] * 1100)))

    assert errors(form) == []
    assert form.formsets["posts"].forms[0].cleaned_data["text"].count("\r") == 0


def test_the_link_of_telegram_takes_room(site: Site) -> None:
    form = form_of(make_statement(site.statements), **sent("telegram", text="x" * 4096))

    assert [list(each) for each in errors(form)] == [["text"]]


def test_more_hashtags_than_instagram_takes_are_refused(site: Site) -> None:
    form = form_of(make_statement(site.statements), **sent("instagram", text="#a #b #c #d #e #f"))

    assert errors(form) == [{"text": ["Instagram takes 5 hashtags, and these are 6."]}]


def test_a_time_that_does_not_exist_is_refused_in_a_draft_too(site: Site) -> None:
    values = sent("telegram", timing="at", scheduled_local="2027-03-28T02:30")

    form = form_of(make_statement(site.statements), is_draft=True, **values)

    assert [list(each) for each in errors(form)] == [["scheduled_local"]]


def test_the_plan_is_stored_with_the_page_and_keeps_its_rows(site: Site, client: Client) -> None:
    page = make_statement(site.statements)
    for text in ("Erst", "Dann"):
        form = form_of(StatementPage.objects.get(pk=page.pk), **sent("telegram", text=text))
        assert errors(form) == []
        form.formsets["posts"].save(commit=True)

    stored = Post.objects.get(page=page, channel=Channel.TELEGRAM)

    assert (stored.text, stored.is_enabled) == ("Dann", True)
    assert Post.objects.filter(page=page).count() == 5


def test_a_request_that_says_nothing_of_channels_leaves_the_plan(site: Site) -> None:
    page = make_statement(site.statements)
    page.posts.add(Post(channel=Channel.TELEGRAM, is_enabled=True, text="Bleibt"))
    page.save()

    form = form_of(page)
    form.formsets["posts"].save(commit=True)

    assert Post.objects.get(page=page, channel=Channel.TELEGRAM).text == "Bleibt"


def test_the_generated_text_is_that_of_the_draft_without_own_words(site: Site, admin_client: Client) -> None:
    page = make_statement(site.statements)
    page.title, page.summary = "Neuer Titel", "Kurz gesagt."
    page.posts.add(Post(channel=Channel.TELEGRAM, is_enabled=True, text="Eigene Worte"))
    page.save_revision()

    texts = {
        name: admin_client.get(f"/admin/channels/{page.pk}/{name}/generated/").json()["text"]
        for name in ("instagram", "telegram", "newsletter")
    }

    assert texts["newsletter"] == "Kurz gesagt."
    assert texts["instagram"].startswith("Neuer Titel\n\nKurz gesagt.\n\nWeiterlesen: ")
    assert texts["telegram"].startswith("Neuer Titel\n\n20. November 2026\n\nKurz gesagt.")
    assert "Eigene Worte" not in texts["telegram"]


@pytest.mark.parametrize("name", ["feeds", "leaflet", "nowhere"])
def test_channels_without_words_generate_none(site: Site, admin_client: Client, name: str) -> None:
    page = make_statement(site.statements)

    assert admin_client.get(f"/admin/channels/{page.pk}/{name}/generated/").status_code == 404


def test_strangers_see_no_generated_text(site: Site, client: Client) -> None:
    page = make_statement(site.statements)

    assert client.get(f"/admin/channels/{page.pk}/telegram/generated/").status_code == 302


@pytest.mark.parametrize(("values", "shape"), [({"slide_shape": "square"}, "square"), ({}, "portrait")])
def test_the_slides_have_a_shape(site: Site, values: dict[str, str], shape: str) -> None:
    page = make_statement(site.statements)
    form = form_of(page, **sent("instagram", **values))

    assert errors(form) == []
    form.formsets["posts"].save(commit=True)

    assert Post.objects.get(page=page.pk, channel=Channel.INSTAGRAM).slide_shape == shape


def test_the_feed_of_instagram_takes_no_slides_as_high_as_a_story(site: Site) -> None:
    form = form_of(make_statement(site.statements), **sent("instagram", slide_shape="story"))

    assert [list(each) for each in errors(form)] == [["slide_shape"]]
