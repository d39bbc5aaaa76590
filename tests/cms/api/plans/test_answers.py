from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api.execution import run
from cms.api.parsing import parsed
from publications.models import Authorship, StatementPage
from tests.cms.api.plans.conftest import Compare, context
from tests.factories.files import make_document, make_image
from tests.factories.register import make_person
from tests.factories.site import Site, make_event, make_page, make_statement, make_topic

IMAGE = "heroImage { id alt credit ...Sizes }"
FRAGMENTS = "fragment Sizes on Image { card: rendition(preset: CARD) { url width } }"
# What may be asked of every page, and of statements alone.
OF_PAGES = (
    *("__typename", "id", "title", "path", "url", "locale", "summary", "seoTitle", "searchDescription"),
    *("firstPublishedAt", "updatedAt", "resolvedLocale", "isFallback", IMAGE),
    *("breadcrumbs { title path locale }", "translations { title path }", "relatedPages { title path }"),
    *("post(channel: TELEGRAM) { isEnabled text }", "body { __typename ... on ParagraphBlock { id html } }"),
    *("body { ... on LinkedPageBlock { linked: page { title path } } }", "another: title @skip(if: $no)"),
    *("summary @include(if: $yes)", "title @include(if: $no)"),
)
OF_STATEMENTS = ("date", "keyPoints", "topics { name slug id }", "authors { name role }", "series { name }")
OF_EVENTS = (
    "kind",
    "status",
    "start end timeZone",
    "venue",
    "nextOccurrence { start status }",
    "coordinates { latitude }",
)
ARGUMENTS = (
    "",
    "(first: 1)",
    "(locale: de)",
    "(orderBy: TITLE_ASC)",
    "(last: 2)",
    '(where: {title: {contains: "um"}})',
)


def selection(fields: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(fields), min_size=1, max_size=6).map(" ".join)


def narrow(name: str, fields: str) -> str:
    return f"... on {name} {{ {fields} }}"


def pages() -> st.SearchStrategy[str]:
    of_types = {"StatementPage": OF_STATEMENTS, "EventPage": OF_EVENTS}
    narrowed = [selection(fields).map(partial(narrow, name)) for name, fields in of_types.items()]
    return st.lists(st.one_of(selection(OF_PAGES), *narrowed), min_size=1, max_size=4).map(" ".join)


def documents() -> st.SearchStrategy[str]:
    routes = st.tuples(st.sampled_from(PATHS), pages()).map(
        lambda found: f'route(path: "{found[0]}") {{ ... on PageRoute {{ isFallback page {{ {found[1]} }} }} }}'
    )
    lists = st.tuples(st.sampled_from(ARGUMENTS), selection((*OF_PAGES, *OF_STATEMENTS))).map(
        lambda found: (
            f"statements{found[0]} {{ nodes {{ {found[1]} }} totalCount pageInfo {{ endCursor hasNextPage }} }}"
        )
    )
    roots = st.lists(st.one_of(routes, lists), min_size=1, max_size=2)
    return roots.map(lambda found: " ".join(f"r{number}: {root}" for number, root in enumerate(found)))


PATHS = ("/", "/stellungnahmen/", "/stellungnahmen/nummer-1/", "/termine/", "/termine/treffen/", "/ziel/", "/en/")


@pytest.fixture
def filled(site: Site) -> Site:
    target = make_page(site.german, "Ziel")
    make_event(site.events, "Treffen")
    link = f'<p><a linktype="page" id="{target.pk}">Ziel</a></p>'
    for number in range(3):
        body = [("paragraph", {"text": link}), ("linked_page", {"page": target}), ("image", {"image": make_image()})]
        made = make_statement(
            site.statements, f"Nummer {number}", date=date(2026, 11, number + 1), body=body, hero_image=make_image()
        )
        made.topics = [make_topic(f"Thema {number}", f"thema-{number}")]
        made.authorships = [Authorship(person=make_person(f"Person {number}", f"person-{number}"))]
        made.save()
    StatementPage.objects.filter(title="Nummer 2").update(live=False)
    return site


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roots=documents())
def test_plans_answer_as_the_executor_does(filled: Site, compare: Compare, roots: str) -> None:
    sizes = FRAGMENTS if "...Sizes" in roots else ""
    flags = "".join(f"${name}: Boolean!" for name in ("yes", "no") if f"${name}" in roots)
    text = f"query Q{f'({flags})' if flags else ''} {{ {roots} }} {sizes}"
    variables: dict[str, Any] = {"yes": True, "no": False}

    # Some of what is drawn conflicts, such as two selections of one list with different arguments.
    if not parsed(text).errors:
        compare(text, **{name: value for name, value in variables.items() if f"${name}" in text})


def test_the_generated_documents_are_valid_as_a_rule(filled: Site) -> None:
    fields = " ".join(field for field in OF_PAGES if "$" not in field)

    assert parsed(f"{{ statements {{ nodes {{ {fields} {' '.join(OF_STATEMENTS)} }} }} }} {FRAGMENTS}").errors == ()


@pytest.mark.parametrize(
    "text",
    [
        '{ statements(after: "no cursor") { nodes { title } } }',
        "{ statements(first: -1) { nodes { title } } }",
        "{ events(upcoming: true) { nodes { title start } edges { cursor } } }",
        '{ route(path: "/nirgends/") { __typename } }',
        "{ site { shortName menu { path } brand { primaryColor } } __typename }",
    ],
)
def test_what_no_plan_answers_is_answered_all_the_same(filled: Site, text: str) -> None:
    answer = run(text, variables={}, context=context())

    assert answer.was_executed


def test_a_file_in_a_body_has_its_address(site: Site, compare: Compare) -> None:
    make_statement(site.statements, "Heft", body=[("file", {"file": make_document("Heft 1"), "title": ""})])
    fields = "body { ... on FileBlock { title href fileName size } }"

    answer = compare(f"{{ statements {{ nodes {{ {fields} }} }} }}")

    assert answer.data is not None
    [block] = answer.data["statements"]["nodes"][0]["body"]
    assert block["title"] == "Heft 1"
    assert block["href"] is not None
