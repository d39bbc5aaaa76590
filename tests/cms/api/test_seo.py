import json
from collections.abc import Callable
from typing import Any

from cms.api.context import Context
from cms.api.execution import run
from cms.images.tasks import create_renditions
from tests.cms.images.test_models import make_image
from tests.factories.site import NOW, Site, make_page, make_statement

Ask = Callable[..., Any]

SEO = """query ($path: String!) { route(path: $path) { ... on PageRoute { page { seo {
  title description canonical robots locale
  openGraph {
    title description type url siteName locale alternateLocales image { url width height alt }
  }
  alternates { hreflang url } jsonLd
} } } } }"""


def seo(ask: Ask, path: str) -> Any:
    return ask(SEO, path=path)["route"]["page"]["seo"]


def test_a_page_says_what_its_head_shall_say(site: Site, ask: Ask) -> None:
    make_page(site.german, summary="Wir <stellen> uns vor.")

    found = seo(ask, "/wer-wir-sind/")

    assert found["title"] == "Wer wir sind | KO"
    assert found["description"] == "Wir <stellen> uns vor."
    assert found["canonical"] == "https://www.example.org/wer-wir-sind/"
    assert (found["robots"], found["locale"]) == ("index, follow", "de")
    assert found["alternates"] == []
    assert found["openGraph"] == {
        "title": "Wer wir sind",
        "description": "Wir <stellen> uns vor.",
        "type": "website",
        "url": "https://www.example.org/wer-wir-sind/",
        "siteName": "Kommunistische Organisation",
        "locale": "de_DE",
        "alternateLocales": [],
        "image": None,
    }


def test_the_home_page_is_named_after_the_organization(site: Site, ask: Ask) -> None:
    assert seo(ask, "/")["title"] == "Start | Kommunistische Organisation"


def test_other_languages_are_told_with_one_for_everyone_else(site: Site, ask: Ask) -> None:
    found = seo(ask, "/en/")

    assert found["alternates"] == [
        {"hreflang": "de", "url": "https://www.example.org/"},
        {"hreflang": "en", "url": "https://www.example.org/en/"},
        {"hreflang": "x-default", "url": "https://www.example.org/"},
    ]
    assert (found["openGraph"]["locale"], found["openGraph"]["alternateLocales"]) == ("en_GB", ["de_DE"])


def test_the_picture_of_a_preview_has_its_size_and_says_what_it_shows(site: Site, ask: Ask) -> None:
    image = make_image()
    make_statement(site.statements, hero_image=image)
    path = "/stellungnahmen/nein-zur-wehrpflicht/"
    assert seo(ask, path)["openGraph"]["image"] is None

    create_renditions.call(image.pk)
    found = seo(ask, path)["openGraph"]

    assert found["type"] == "article"
    assert (found["image"]["width"], found["image"]["height"]) == (1200, 630)
    assert found["image"]["alt"] == "Eine rote Fläche"
    assert found["image"]["url"].startswith("https://www.example.org/media/")


def test_a_draft_is_not_for_search_engines(site: Site) -> None:
    page = make_page(site.german, live=False)
    context = Context(base_url="https://www.example.org", now=NOW, draft=page)

    answer = run(SEO, variables={"path": "/wer-wir-sind/"}, context=context)

    assert answer.errors == ()
    assert answer.data["route"]["page"]["seo"]["robots"] == "noindex"  # type: ignore[index]  # There is data.


def test_linked_data_cannot_end_the_script_around_it(site: Site, ask: Ask) -> None:
    make_page(site.german, title="</script><script>alert('&')</script>", slug="x")

    text = seo(ask, "/x/")["jsonLd"]

    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"][1]["name"] == "</script><script>alert('&')</script>"


def test_a_page_lies_below_others(site: Site, ask: Ask) -> None:
    make_statement(site.statements)

    (*_rest, trail) = json.loads(seo(ask, "/stellungnahmen/nein-zur-wehrpflicht/")["jsonLd"])["@graph"]

    assert trail["@type"] == "BreadcrumbList"
    assert [step["name"] for step in trail["itemListElement"]] == ["Start", "Stellungnahmen", "Nein zur Wehrpflicht"]
    assert trail["itemListElement"][1]["item"] == "https://www.example.org/stellungnahmen/"
