from collections.abc import Callable
from typing import Any

from wagtail.models import Collection, CollectionViewRestriction

from cms.images.models import CustomImage
from publications.models import Authorship, Series, Signature
from tests.factories.register import make_organisation, make_person
from tests.factories.site import Site, make_statement

STATEMENTS = """
{ statements(first: 5) { nodes {
  authors { name personKind role portrait { alt } organisation { name } }
  coSigners { name shortName city website logo { alt } }
  series { name slug }
  corrections { date text }
} } }
"""


def test_statement_names_whoever_stands_behind_it(site: Site, ask: Callable[..., Any]) -> None:
    statement = make_statement(site.statements)
    ours = make_organisation("Wir", "wir")
    statement.authorships = [Authorship(person=make_person(role="Schreibt", organisation=ours))]
    statement.signatures = [Signature(organisation=make_organisation(city="Bremen"))]
    statement.series = Series.objects.create(name="Klärung", slug="klaerung", locale=statement.locale)
    statement.corrections = [{"type": "correction", "value": {"date": "2026-11-22", "text": "Es heißt: nein."}}]
    statement.save_revision().publish()

    found = ask(STATEMENTS)["statements"]["nodes"][0]

    author = {"name": "Redaktion", "personKind": "COLLECTIVE", "role": "Schreibt", "portrait": None}
    signer = {"name": "Bündnis", "shortName": "", "city": "Bremen", "website": "", "logo": None}
    assert found["authors"] == [author | {"organisation": {"name": "Wir"}}]
    assert found["coSigners"] == [signer]
    assert found["series"] == {"name": "Klärung", "slug": "klaerung"}
    assert found["corrections"] == [{"date": "2026-11-22", "text": "Es heißt: nein."}]


def test_images_of_closed_collections_are_not_shown(site: Site, ask: Callable[..., Any]) -> None:
    closed = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    fields = {"title": "Bild", "file": "bild.png", "width": 10, "height": 10}
    image = CustomImage.objects.create(collection=closed, **fields)
    statement = make_statement(site.statements)
    statement.authorships = [Authorship(person=make_person(portrait=image))]
    statement.signatures = [Signature(organisation=make_organisation(logo=image))]
    statement.save_revision().publish()

    found = ask(STATEMENTS)["statements"]["nodes"][0]

    assert (found["authors"][0]["portrait"], found["coSigners"][0]["logo"]) == (None, None)
