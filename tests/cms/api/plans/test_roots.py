import pytest
from graphql import GraphQLSchema

from cms.api.schema import schema
from publications.models import Signature
from tests.cms.api.plans.conftest import Compare
from tests.factories.register import make_organisation, make_person, make_publication
from tests.factories.site import Site

LIST = """query ($after: String) {{ {name}(first: 1, after: $after) {{
  nodes {{ name }} totalCount pageInfo {{ endCursor hasNextPage }}
}} }}"""
WHERE = {
    "people": '{ NAME: { is: { slug: { eq: "wir" } } } }',
    "publications": '{ NAMEs: { some: { slug: { eq: "wir" } } } }',
}


@pytest.fixture
def graphql_schema() -> GraphQLSchema:
    return schema().graphql_schema


@pytest.mark.parametrize("name", ["organisations", "organizations"])
def test_a_list_goes_by_its_name_and_by_its_old_one(site: Site, compare: Compare, name: str) -> None:
    for each, slug in (("Bündnis", "buendnis"), ("Wir", "wir")):
        make_organisation(each, slug)

    first = (compare(LIST.format(name=name)).data or {})[name]
    second = (compare(LIST.format(name=name), after=first["pageInfo"]["endCursor"]).data or {})[name]

    assert [first["nodes"], second["nodes"]] == [[{"name": "Bündnis"}], [{"name": "Wir"}]]


@pytest.mark.parametrize("name", ["organisation", "organization"])
@pytest.mark.parametrize("of", WHERE)
def test_a_filter_goes_by_its_name_and_by_its_old_one(site: Site, compare: Compare, of: str, name: str) -> None:
    ours = make_organisation("Wir", "wir")
    make_person("Erika", "erika", organisation=ours)
    make_person("Rosa", "rosa")
    publication = make_publication(site.german)
    publication.signatures = [Signature(organisation=ours)]
    publication.save()

    found = compare(f"{{ {of}(where: {WHERE[of].replace('NAME', name)}) {{ nodes {{ __typename }} }} }}").data

    assert found is not None
    assert len(found[of]["nodes"]) == 1


def test_names_are_spelled_one_way_and_the_other_way_is_deprecated(graphql_schema: GraphQLSchema) -> None:
    """What clients know already goes on being understood."""
    kinds = [kind for kind in graphql_schema.type_map.values() if hasattr(kind, "fields")]
    fields = {f"{kind.name}.{name}": field for kind in kinds for name, field in kind.fields.items()}

    other = {path: field for path, field in fields.items() if "organization" in path.lower()}

    assert {path: field.deprecation_reason for path, field in other.items()} == {
        "Query.organizations": "Use organisations.",
        "Site.organizationName": "Use organisationName.",
        "PersonWhere.organization": "Use organisation.",
        "ContributionPageWhere.organizations": "Use organisations.",
        "PublicationPageWhere.organizations": "Use organisations.",
    }
    assert [path for path in other if path.replace("organization", "organisation") not in fields] == []
