"""Each leak that stock grapple was found to have, shown to be gone."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.api.context import Context
from cms.api.execution import run
from cms.api.global_ids import GlobalID
from cms.api.models import PreviewExpiredError
from cms.api.preview import store_draft
from cms.api.schema import schema
from cms.api.source import InProcessSource
from publications.models import Attachment
from tests.factories.files import make_document, make_image
from tests.factories.hidden import HIDINGS, draft, group, login, password, scheduled
from tests.factories.register import make_organisation, make_person, make_publication, make_publication_index
from tests.factories.site import NOW, Site, make_page, make_statement

Ask = Callable[..., Any]
Hide = Callable[[Page], None]
hidings = pytest.mark.parametrize("hide", HIDINGS, ids=lambda hide: hide.__name__)
SEARCH = "query ($words: String!) { search(query: $words, locale: de) { totalCount nodes { title summary } } }"
NOTHING_FOUND = {"search": {"totalCount": 0, "nodes": []}}
PAGE = """query ($path: String!) { route(path: $path) { __typename ... on PageRoute { page {
  title body { ... on LinkedPageBlock { page { title summary } } ... on ParagraphBlock { html }
               ... on ImageBlock { image { alt credit } } ... on FileBlock { title href fileName } }
  breadcrumbs { title path } translations { title path } heroImage { alt credit }
} } ... on RedirectRoute { location } } }"""


@pytest.fixture
def closed(site: Site) -> Collection:
    """A collection that is open itself, below one that is not."""
    above = Collection.get_first_root_node().add_child(name="Geschlossen")
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    return above.add_child(name="Darunter")


def fields_of(*types: str) -> set[str]:
    found = schema().graphql_schema.type_map
    return {name for kind in types for name in found[kind].fields}


def inputs_and_orders() -> str:
    return json.dumps(
        [
            [kind.name, list(kind.fields if hasattr(kind, "fields") else kind.values)]
            for kind in schema().graphql_schema.type_map.values()
            if kind.name.endswith(("Where", "Order"))
        ]
    ).lower()


@pytest.mark.parametrize("hide", [draft, login, password, group, scheduled], ids=lambda hide: hide.__name__)
def test_rows_1_to_3_search_finds_nothing_hidden(site: Site, ask: Ask, hide: Hide) -> None:
    statement = make_statement(site.statements, "Zqwort", summary="Geheimes")
    assert ask(SEARCH, words="Zqwort")["search"]["totalCount"] == 1

    hide(statement)

    assert [ask(SEARCH, words=words) for words in ("Zqwort", "Geheimes")] == [NOTHING_FOUND] * 2


def test_row_4_search_finds_no_media(site: Site, ask: Ask, closed: Collection) -> None:
    make_document("Zqheft", collection=closed)
    make_image(title="Zqbild", alt_de="Zqbild", collection=closed)

    assert [ask(SEARCH, words=words) for words in ("Zqheft", "Zqbild")] == [NOTHING_FOUND] * 2


def test_row_5_snippets_are_listed_by_type_with_a_page_size(site: Site, ask: Ask) -> None:
    for number in range(3):
        make_person(f"Person {number}", slug=f"person-{number}")

    found = ask("{ people(first: 2) { nodes { name } pageInfo { hasNextPage } } }")["people"]

    assert (len(found["nodes"]), found["pageInfo"]) == (2, {"hasNextPage": True})
    assert fields_of("Query") & {"snippets", "tag", "tags", "collections", "redirects", "settings"} == set()


def test_row_5_pages_are_listed_with_a_page_size(site: Site, ask: Ask) -> None:
    found = ask("{ pages(first: 2) { nodes { title } pageInfo { hasNextPage } } }")["pages"]

    assert (len(found["nodes"]), found["pageInfo"]) == (2, {"hasNextPage": True})


@hidings
def test_row_6_a_redirect_to_a_hidden_page_leads_nowhere(site: Site, ask: Ask, hide: Hide) -> None:
    target = make_page(site.german, "Geheim")
    Redirect.objects.create(old_path="/alt", redirect_page=target)
    assert ask(PAGE, path="/alt/")["route"] == {"__typename": "RedirectRoute", "location": "/geheim/"}

    hide(target)

    assert ask(PAGE, path="/alt/") == {"route": None}


@hidings
def test_row_7_a_page_chooser_shows_nothing_hidden(site: Site, ask: Ask, hide: Hide) -> None:
    target = make_page(site.german, "Geheim", summary="Geheimes")
    page = make_page(site.german, "Offen", body=[("linked_page", {"page": target})])

    hide(target)

    assert ask(PAGE, path=f"/{page.slug}/")["route"]["page"]["body"] == [{"page": None}]


@hidings
def test_row_8_a_parent_that_is_hidden_is_not_in_the_breadcrumbs(site: Site, ask: Ask, hide: Hide) -> None:
    section = make_page(site.german, "Geheim")
    make_page(section, "Kind")

    hide(section)

    route = ask(PAGE, path="/geheim/kind/")["route"]
    crumbs = [] if route is None else [crumb["title"] for crumb in route["page"]["breadcrumbs"]]
    assert crumbs in ([], ["Start"])


def test_row_9_nothing_of_an_edit_schedule_or_lock_is_in_the_schema(site: Site, ask: Ask) -> None:
    page = make_page(site.german, "Offen")
    page.title, page.go_live_at = "Geheim", NOW + timedelta(days=1)
    page.save_revision()

    unwanted = {"draftTitle", "hasUnpublishedChanges", "goLiveAt", "expireAt", "latestRevisionCreatedAt", "lockedAt"}
    unwanted |= {"live", "locked", "owner", "treePath", "depth", "numchild", "showInMenus", "contentType"}
    assert fields_of("PageInterface", "StandardPage", "StatementPage", "EventPage") & unwanted == set()
    assert ask(PAGE, path="/offen/")["route"]["page"]["title"] == "Offen"


def test_row_10_media_below_a_closed_collection_are_not_there(site: Site, ask: Ask, closed: Collection) -> None:
    image = make_image(collection=closed)
    query = "query ($id: ID!) { node(id: $id) { id ... on Image { alt } } }"

    assert ask(query, id=str(GlobalID.of(image))) == {"node": None}
    assert fields_of("Query") & {"image", "images", "document", "documents"} == set()


def test_row_11_no_relation_shows_media_of_closed_collections(site: Site, ask: Ask, closed: Collection) -> None:
    image, file = make_image(collection=closed), make_document(collection=closed)
    link = f'<p><a linktype="document" id="{file.pk}">Heft</a></p>'
    body = [("image", {"image": image, "caption": ""}), ("file", {"file": file, "title": ""})]
    make_page(site.german, "Offen", hero_image=image, body=[*body, ("paragraph", {"text": link})])
    make_person(portrait=image, organisation=make_organisation(logo=image))
    publication = make_publication(make_publication_index(site.german))
    publication.attachments = [Attachment(document=file)]
    publication.save()

    page = ask(PAGE, path="/offen/")["route"]["page"]
    people = ask("{ people { nodes { portrait { alt } organisation { logo { alt } } } } }")["people"]["nodes"]
    files = ask("{ publications { nodes { files { title } } } }")["publications"]["nodes"]

    assert (page["heroImage"], page["body"]) == (
        None,
        [{"image": None}, {"title": "", "href": None, "fileName": ""}, {"html": "<p><a>Heft</a></p>"}],
    )
    assert people == [{"portrait": None, "organisation": {"logo": None}}]
    assert files == [{"files": []}]


def test_row_12_collections_are_not_in_the_schema() -> None:
    assert [name for name in schema().graphql_schema.type_map if "Collection" in name] == []
    assert fields_of("Image", "File") & {"collection", "fileHash", "file", "tags", "uploadedByUser"} == set()


def test_row_13_aliases_do_not_tell_of_each_other(site: Site, ask: Ask) -> None:
    source = make_page(site.german, "Offen")
    section = make_page(site.german, "Geheim")
    source.create_alias(parent=section, update_slug="zweitname")
    login(section)

    assert fields_of("PageInterface", "StandardPage") & {"aliases", "aliasOf"} == set()
    assert ask(PAGE, path="/geheim/zweitname/") == {"route": None}


@hidings
def test_row_14_rich_text_does_not_tell_the_address_of_a_hidden_page(site: Site, ask: Ask, hide: Hide) -> None:
    target = make_page(site.german, "Geheim")
    text = f'<p><a linktype="page" id="{target.pk}">dort</a></p>'
    make_page(site.german, "Offen", body=[("paragraph", {"text": text})])

    hide(target)

    assert ask(PAGE, path="/offen/")["route"]["page"]["body"] == [{"html": "<p><a>dort</a></p>"}]


def test_row_15_lists_are_ordered_by_nothing_that_is_not_shown() -> None:
    found = inputs_and_orders()

    assert [word for word in ("password", "email", "owner", "user", "hash", "live", "revision") if word in found] == []


@pytest.mark.parametrize(
    "query",
    [
        "{ statements(orderBy: NOPE) { totalCount } }",
        '{ statements(where: { nope: { eq: "x" } }) { totalCount } }',
        '{ statements(after: "nope") { totalCount } }',
        "{ statements(first: -5) { totalCount } }",
        '{ node(id: "nope") { id } }',
        '{ node(id: "a\\u0000b") { id } }',
        '{ search(query: "a\\u0000b") { totalCount } }',
        '{ route(path: "\\u0000") { __typename } }',
    ],
)
def test_row_16_and_b3_errors_tell_nothing_of_tables_or_python(site: Site, query: str) -> None:
    answer = run(query, variables=None, context=Context(base_url="https://www.example.org", now=NOW))

    told = json.dumps(answer.as_json())
    inside = (
        "wagtail",
        "django",
        "Traceback",
        "FieldError",
        "NUL (0x00)",
        "keyword",
        "<locals>",
        "Choices are",
        "INTERNAL",
    )
    assert [word for word in inside if word in told] == []


def test_row_17_a_preview_token_opens_one_page_for_an_hour(site: Site, settings: Any) -> None:
    settings.PREVIEW_MAX_AGE = 10**9
    page = make_page(site.german, "Geheim", live=False)
    other = make_page(page, "Auch geheim", live=False)
    stored = store_draft(page, editor_id=None)

    def title(path: str, token: str) -> Any:
        source = InProcessSource(preview_token=token)
        return (source.execute(PAGE, variables={"path": path})["route"] or {}).get("page", {}).get("title")

    assert [title(path, stored.token) for path in ("/geheim/", "/geheim/auch-geheim/")] == ["Geheim", None]
    assert other.pk
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TimestampSigner, "timestamp", lambda _self: "1abcde")
        old = stored.token
    with pytest.raises(PreviewExpiredError):
        title("/geheim/", old)
    token = stored.token
    stored.delete()
    with pytest.raises(PreviewExpiredError):
        title("/geheim/", token)


def test_row_18_a_wrong_preview_token_says_nothing_about_what_exists(site: Site, client: Client) -> None:
    stored = store_draft(make_page(site.german, "Geheim", live=False), editor_id=None)
    body = json.dumps({"query": "{ __typename }"})

    answers = {
        client.post("/graphql/", body, "application/json", headers={"X-Preview-Token": token}).content
        for token in (f"{stored.pk}:x:y", f"{stored.pk}", "id=1:x:y", "nonsense", "00000000:x:y", stored.token[:-1])
    }

    assert len(answers) == 1


def test_row_19_an_expired_page_is_gone_before_anybody_unpublishes_it(site: Site, ask: Ask) -> None:
    page = make_statement(site.statements, "Vorbei")
    Page.objects.filter(pk=page.pk).update(expire_at=NOW)

    assert ask("{ statements { totalCount } }") == {"statements": {"totalCount": 0}}
    assert ask(PAGE, path="/stellungnahmen/vorbei/") == {"route": None}


def test_a_session_opens_nothing_that_an_anonymous_reader_cannot_see(
    site: Site, client: Client, admin_user: Any
) -> None:
    page = make_page(site.german, "Geheim")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(admin_user)
    body = json.dumps({"query": '{ route(path: "/geheim/") { __typename } }'})

    response = client.post("/graphql/", body, "application/json")

    assert (response.json(), response.cookies) == ({"data": {"route": None}}, {})
