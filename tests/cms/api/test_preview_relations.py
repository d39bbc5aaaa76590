import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.api.preview import store_draft
from cms.api.source import InProcessSource
from cms.api.tokens.models import Token
from cms.pages.models import RelatedPage
from publications.models import StudySession
from publications.models.relations import Authorship
from tests.factories.files import make_image
from tests.factories.home import make_group, make_groups
from tests.factories.register import make_module, make_person
from tests.factories.site import NOW, Site, make_event, make_page, make_statement

Ask = Callable[..., Any]
PAGE = """query ($path: String!, $locale: Locale) { route(path: $path, locale: $locale) { ... on PageRoute { page {
  title relatedPages { title } breadcrumbs { title } translations { title path } heroImage { alt }
  body { ... on LinkedPageBlock { page { title } } ... on CallToActionBlock { href } ... on ParagraphBlock { html }
         ... on ImageBlock { image { alt } } }
  ... on EventPage { hostGroup { title } } ... on StudyModulePage { sessions { event { title } } }
  ... on StatementPage { authors { name portrait { alt } } }
} } } }"""


def previewed(page: Page, path: str, locale: str | None = None) -> Any:
    source = InProcessSource(preview_token=store_draft(page, editor_id=None).token)
    route = source.execute(PAGE, variables={"path": path, "locale": locale})["route"]
    return route and route["page"]


def edited(page: Page) -> Any:
    """Return an unpublished page that was changed after it was first saved."""
    page.unpublish()
    draft = Page.objects.get(pk=page.pk).specific
    draft.title = f"{page.title}, neu"
    draft.save_revision()
    return Page.objects.get(pk=page.pk).specific


def test_a_draft_shows_the_drafts_it_points_to(site: Site, ask: Ask) -> None:
    target = edited(make_page(site.german, "Ziel"))
    page = make_page(site.german, "Offen")
    link = f'<p><a linktype="page" id="{target.pk}">dort</a></p>'
    page.body = [
        ("linked_page", {"page": target}),
        ("call_to_action", {"text": "Lesen", "page": target, "address": ""}),
        ("paragraph", {"text": link}),
    ]
    page.related_links = [RelatedPage(related_page=target)]

    found = previewed(page, "/offen/")

    assert found["body"] == [
        {"page": {"title": "Ziel, neu"}},
        {"href": "/ziel/"},
        {"html": '<p><a href="/ziel/">dort</a></p>'},
    ]
    assert found["relatedPages"] == [{"title": "Ziel, neu"}]
    assert ask(PAGE, path="/ziel/") == {"route": None}


def test_the_same_relations_stay_hidden_once_the_page_is_published(site: Site, ask: Ask) -> None:
    target = edited(make_page(site.german, "Ziel"))
    page = make_page(site.german, "Offen", body=[("linked_page", {"page": target})])
    previewed(page, "/offen/")

    assert ask(PAGE, path="/offen/")["route"]["page"]["body"] == [{"page": None}]


def test_a_preview_opens_no_draft_that_it_does_not_lead_to(site: Site) -> None:
    make_page(site.german, "Anderes", live=False)
    below = make_page(site.german, "Offen")
    make_page(below, "Darunter", live=False)

    assert [previewed(below, path) for path in ("/anderes/", "/offen/darunter/")] == [None, None]


def test_a_page_that_readers_see_is_shown_as_they_see_it(site: Site) -> None:
    target = make_page(site.german, "Ziel")
    target.title = "Ziel, unveröffentlicht"
    target.save_revision()
    page = make_page(site.german, "Offen", body=[("linked_page", {"page": target})])

    assert previewed(page, "/offen/")["body"] == [{"page": {"title": "Ziel"}}]


def test_a_preview_does_not_open_what_is_closed(site: Site) -> None:
    collection = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    target, image = make_page(site.german, "Ziel"), make_image(collection=collection)
    PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN)
    body = [("linked_page", {"page": target}), ("image", {"image": image, "caption": ""})]
    page = make_page(site.german, "Offen", body=body)

    assert previewed(page, "/offen/")["body"] == [{"page": None}, {"image": None}]


def test_images_and_people_that_a_draft_names_first_are_shown(site: Site, ask: Ask) -> None:
    page = make_statement(site.statements, "Offen")
    image = make_image()
    page.hero_image, page.body = image, [("image", {"image": image, "caption": ""})]
    page.authorships = [Authorship(person=make_person(portrait=image))]

    found = previewed(page, "/stellungnahmen/offen/")

    shown = {"alt": "Rote Fahnen"}
    assert (found["heroImage"], found["body"]) == (shown, [{"image": shown}])
    assert found["authors"] == [{"name": "Redaktion", "portrait": shown}]
    published = ask(PAGE, path="/stellungnahmen/offen/")["route"]["page"]
    assert (published["heroImage"], published["authors"]) == (None, [])


def test_a_draft_shows_its_unpublished_host_and_parent(site: Site) -> None:
    group = make_group(make_groups(site.german))
    event = make_event(site.events, host_group=group)
    edited(group)
    site.events.unpublish()

    found = previewed(event, "/termine/offenes-treffen/")

    assert found["hostGroup"] == {"title": "Ortsgruppe Bremen, neu"}
    assert found["breadcrumbs"] == [{"title": "Start"}, {"title": "Termine"}]


def test_a_draft_shows_the_draft_of_the_event_of_a_session(site: Site, ask: Ask) -> None:
    event = edited(make_event(site.events))
    module = make_module(site.german)
    module.sessions = [StudySession(title="Sitzung", start=NOW, event=event)]
    module.save()

    path = module.url_path.removeprefix(site.german.url_path)

    assert previewed(module, f"/{path}")["sessions"] == [{"event": {"title": "Offenes Treffen, neu"}}]
    assert ask(PAGE, path=f"/{path}")["route"]["page"]["sessions"] == [{"event": None}]


def test_a_preview_shows_the_draft_of_the_other_language(site: Site, ask: Ask) -> None:
    german = make_page(site.german, "Deutsch")
    english = german.copy_for_translation(site.english.locale)
    english.title = "English"
    english.save_revision()

    assert previewed(german, "/deutsch/")["translations"] == [{"title": "English", "path": "/en/deutsch/"}]
    assert previewed(german, "/en/deutsch/", "en")["title"] == "English"
    assert ask(PAGE, path="/deutsch/")["route"]["page"]["translations"] == []


def test_an_answer_with_a_draft_is_stored_nowhere(site: Site, client: Client) -> None:
    token = store_draft(make_page(site.german, "Geheim", live=False), editor_id=None).token
    body = json.dumps({"query": '{ route(path: "/geheim/") { __typename } }'})

    response = client.post("/graphql/", body, "application/json", headers={"X-Preview-Token": token})

    assert response.json() == {"data": {"route": {"__typename": "PageRoute"}}}
    stored = {part.strip() for part in response.headers["Cache-Control"].split(",")}
    assert "no-store" in stored
    assert {"X-Preview-Token", "X-Perspective", "Authorization"} <= set(response.headers["Vary"].split(", "))
    assert "ETag" not in response.headers


@pytest.fixture
def drafts_key(db: None) -> str:
    return Token.issue(name="Bau", scopes=["content:read", "drafts:read"], expires_at=None)[1]


def test_a_token_for_drafts_sees_every_page_as_it_was_last_saved(site: Site, client: Client, drafts_key: str) -> None:
    edited(make_statement(site.statements, "Entwurf"))
    live = make_statement(site.statements, "Offen")
    live.title = "Offen, geändert"
    live.save_revision()
    body = json.dumps({"query": "{ statements(orderBy: TITLE_ASC) { totalCount nodes { title } } }"})

    def titles(**headers: str) -> Any:
        asked = {"Authorization": f"Bearer {drafts_key}", **headers}
        found = client.post("/graphql/", body, "application/json", headers=asked).json()["data"]["statements"]
        return found["totalCount"], [node["title"] for node in found["nodes"]]

    assert titles(**{"X-Perspective": "drafts"}) == (2, ["Entwurf, neu", "Offen, geändert"])
    assert titles() == (1, ["Offen"])


def test_a_token_for_drafts_does_not_open_what_is_closed(site: Site, client: Client, drafts_key: str) -> None:
    page = make_page(site.german, "Geheim", live=False)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    headers = {"Authorization": f"Bearer {drafts_key}", "X-Perspective": "drafts"}
    body = json.dumps({"query": '{ route(path: "/geheim/") { __typename } }'})

    answer = client.post("/graphql/", body, "application/json", headers=headers).json()

    assert answer["data"] == {"route": None}
