from cms.api.execution import executed, run
from cms.api.parsing import parsed
from publications.models import Authorship
from tests.cms.api.plans.conftest import context
from tests.factories.files import make_image
from tests.factories.register import make_person
from tests.factories.site import Site, make_statement, make_topic

QUERY = """
{
  statements {
    nodes { title heroImage { alt } topics { name } authors { name } body { ... on ImageBlock { image { alt } } } }
  }
}
"""


def test_the_executor_notes_what_it_shows_as_plans_do(site: Site) -> None:
    hero, shown, person, topic = make_image(), make_image(), make_person(), make_topic()
    page = make_statement(site.statements, hero_image=hero, body=[("image", {"image": shown, "caption": ""})])
    page.topics = [topic]
    page.authorships = [Authorship(person=person)]
    page.save()
    by_plan, by_executor, document = context(), context(), parsed(QUERY).document
    assert document is not None

    run(QUERY, variables=None, context=by_plan)
    executed(document, by_executor, variables=None, operation_name=None)

    expected = {f"page:{page.pk}", f"image:{hero.pk}", f"image:{shown.pk}", f"person:{person.pk}", f"topic:{topic.pk}"}
    assert by_executor.keys == by_plan.keys == {"list:statements", *expected}


def test_what_comes_only_with_others_has_no_key(site: Site) -> None:
    make_statement(site.statements, hero_image=make_image())
    found, document = (
        context(),
        parsed("{ statements { nodes { heroImage { rendition(preset: CARD) { url } } } } }").document,
    )
    assert document is not None

    executed(document, found, variables=None, operation_name=None)

    assert {key.partition(":")[0] for key in found.keys} == {"list", "page", "image"}
