from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.api.preview import store_draft
from cms.api.source import InProcessSource
from cms.pages.models import Channel, Post, RelatedPage, SlideStyle
from cms.pages.posts import Timing
from tests.factories.site import NOW, Site, make_event, make_page, make_statement

Ask = Callable[..., Any]

POST = """query ($path: String!, $channel: Channel!) {
  route(path: $path) { ... on PageRoute { page { post(channel: $channel) { isEnabled text slideStyle slideShape } } } }
}"""
RELATED = """query ($path: String!) {
  route(path: $path) { ... on PageRoute { page { relatedPages { __typename title path } } } }
}"""


def post(ask: Ask, path: str, channel: str) -> Any:
    return ask(POST, path=path, channel=channel)["route"]["page"]["post"]


def related(ask: Ask, path: str) -> list[str]:
    return [page["title"] for page in ask(RELATED, path=path)["route"]["page"]["relatedPages"]]


def test_a_planned_post_is_answered(site: Site, ask: Ask) -> None:
    page = make_statement(site.statements)
    page.posts.add(
        Post(channel=Channel.INSTAGRAM, is_enabled=True, text="Kurz.", slide_style=SlideStyle.INK, slide_shape="square")
    )
    page.save()

    answer = post(ask, "/stellungnahmen/nein-zur-wehrpflicht/", "INSTAGRAM")

    assert answer == {"isEnabled": True, "text": "Kurz.", "slideStyle": "INK", "slideShape": "SQUARE"}


@pytest.mark.parametrize(("days", "text"), [(1, ""), (-1, "Bald.")])
def test_words_for_a_later_time_are_not_told_before(site: Site, ask: Ask, days: int, text: str) -> None:
    page = make_statement(site.statements)
    at = NOW + timedelta(days=days)
    page.posts.add(Post(channel=Channel.TELEGRAM, is_enabled=True, text="Bald.", timing=Timing.AT, scheduled_at=at))
    page.save()

    answer = post(ask, "/stellungnahmen/nein-zur-wehrpflicht/", "TELEGRAM")

    assert answer == {"isEnabled": True, "text": text, "slideStyle": "BRAND", "slideShape": "PORTRAIT"}


def test_words_for_a_later_time_show_in_the_preview_of_their_page_alone(site: Site) -> None:
    pages = make_page(site.german, "Eins"), make_page(site.german, "Zwei")
    at = timezone.now() + timedelta(days=1)
    for page in pages:
        page.posts.add(Post(channel=Channel.TELEGRAM, text="Bald.", timing=Timing.AT, scheduled_at=at))
        page.save()
    source = InProcessSource(preview_token=store_draft(pages[0], editor_id=None).token)

    answers = [source.execute(POST, variables={"path": path, "channel": "TELEGRAM"}) for path in ("/eins/", "/zwei/")]

    assert [answer["route"]["page"]["post"]["text"] for answer in answers] == ["Bald.", ""]


def test_a_page_without_a_plan_is_pulled_but_not_pushed(site: Site, ask: Ask) -> None:
    make_statement(site.statements)
    path = "/stellungnahmen/nein-zur-wehrpflicht/"

    enabled = {name: post(ask, path, name)["isEnabled"] for name in Channel.names}

    # A statement is in no calendar.
    assert enabled == {
        "INSTAGRAM": False,
        "TELEGRAM": False,
        "MASTODON": False,
        "BLUESKY": False,
        "NEWSLETTER": False,
        "FEEDS": True,
        "CALENDAR": False,
        "LEAFLET": True,
    }


def test_lists_leave_out_what_is_switched_off_for_a_channel(site: Site, ask: Ask) -> None:
    make_statement(site.statements, "Bleibt")
    hidden = make_statement(site.statements, "Fehlt")
    hidden.posts.add(Post(channel=Channel.FEEDS), Post(channel=Channel.LEAFLET, is_enabled=True))
    hidden.save()

    answer = ask("{ statements(channel: FEEDS) { totalCount nodes { title } } all: statements { totalCount } }")

    assert answer == {"statements": {"totalCount": 1, "nodes": [{"title": "Bleibt"}]}, "all": {"totalCount": 2}}


def test_lists_of_a_pushed_channel_hold_what_is_switched_on(site: Site, ask: Ask) -> None:
    make_event(site.events, "Nicht geplant")
    planned = make_event(site.events, "Geplant")
    planned.posts.add(Post(channel=Channel.TELEGRAM, is_enabled=True))
    planned.save()

    answer = ask("{ events(channel: TELEGRAM) { nodes { title } } }")

    assert answer == {"events": {"nodes": [{"title": "Geplant"}]}}


def test_related_pages_keep_their_order_and_hide_drafts(site: Site, ask: Ask) -> None:
    page = make_page(site.german)
    first, draft, last = (make_page(site.german, title) for title in ("Zuerst", "Entwurf", "Zuletzt"))
    draft.unpublish()
    page.related_links.set([RelatedPage(related_page=other) for other in (last, draft, first)])
    page.save()

    assert related(ask, "/wer-wir-sind/") == ["Zuletzt", "Zuerst"]


def test_related_pages_speak_the_language_of_the_page(site: Site, ask: Ask) -> None:
    page = make_page(site.german)
    target = make_page(site.german, "Mitmachen")
    translation = target.copy_for_translation(site.english.locale)
    translation.title = "Get involved"
    translation.save_revision().publish()
    page.related_links.add(RelatedPage(related_page=translation))
    page.save()

    assert related(ask, "/wer-wir-sind/") == ["Mitmachen"]
