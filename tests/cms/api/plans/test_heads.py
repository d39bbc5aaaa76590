import pytest
from wagtail.models import Page

from cms.channels import documents
from tests.cms.api.plans.conftest import Compare, context
from tests.factories.example import make_example
from tests.factories.register import make_contribution, make_debate, make_debate_index, make_module
from tests.factories.remembered import remembered
from tests.factories.site import Site, make_page, make_statement

EACH = ("title", "description", "canonical", "robots", "locale", "alternates { hreflang url }", "jsonLd")
OPEN_GRAPH = "openGraph { title description type url siteName locale alternateLocales image { url width height alt } }"


def route(seo: str, beside: str = "") -> str:
    page = f"{beside} seo {{ {seo} }}"
    return f"query ($path: String!) {{ route(path: $path) {{ ... on PageRoute {{ page {{ {page} }} }} }} }}"


@pytest.mark.parametrize("field", [*EACH, OPEN_GRAPH])
def test_each_part_of_a_head_is_planned_alone(site: Site, compare: Compare, field: str) -> None:
    make_statement(site.statements)

    for path in ("/", "/en/", "/stellungnahmen/", "/stellungnahmen/nein-zur-wehrpflicht/"):
        compare(route(field), path=path)


def test_lists_and_related_pages_are_planned_with_their_heads(site: Site, compare: Compare) -> None:
    make_statement(site.statements)
    head = f"seo {{ {' '.join(EACH)} {OPEN_GRAPH} }}"

    compare(f"{{ statements {{ nodes {{ {head} }} }} }}")
    compare(route("title", beside=f"relatedPages {{ {head} }}"), path="/")


def test_a_list_that_is_shown_and_named_in_the_head_is_read_once(site: Site, compare: Compare) -> None:
    make_module(site.german)
    debate = make_debate(make_debate_index(site.german), slug="debatte")
    make_contribution(debate, slug="beitrag")
    shown = """... on StudyProgrammePage { modules { summary } again: modules { title: path } }
               ... on DebatePage { contributions { title } }
               ... on ContributionPage { debate { title } answers { title } }"""

    for path in ("/studiengang/", "/studiengang/modul/", "/debatten/debatte/", "/debatten/debatte/beitrag/"):
        compare(route("jsonLd", beside=shown), path=path)


def test_a_title_of_a_draft_in_another_language_stays_inside(site: Site, compare: Compare) -> None:
    page = make_page(site.german)
    page.copy_for_translation(site.english.locale)

    answer = compare(route("alternates { url }"), path="/wer-wir-sind/")

    assert answer.data == {"route": {"page": {"seo": {"alternates": []}}}}


@pytest.mark.django_db
def test_plans_answer_the_website_for_every_page_of_the_example(compare: Compare) -> None:
    remembered(make_example)
    website = documents.load("website").text
    asked = context()
    paths = {asked.path(page) for page in asked.visibility.pages(Page.objects.all())} - {None}

    for path in sorted(str(path) for path in paths):
        compare(website, path=path, locale=None)
