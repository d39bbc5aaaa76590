import pytest

from cms.api.global_ids import GlobalID
from tests.cms.api.plans.conftest import Compare
from tests.factories.site import Site, make_statement

IDS = "query ($ids: [ID!]) {{ statements(where: {where}, orderBy: TITLE_ASC) {{ totalCount nodes {{ title }} }} }}"


@pytest.mark.parametrize("number", [0, 1, 2, 100])
@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("{id: {in: $ids}}", "listed"),
        ("{id: {notIn: $ids}}", "others"),
        ("{not: {id: {in: $ids}}}", "others"),
        ('{or: [{id: {in: $ids}}, {title: {eq: "Z"}}]}', "listed"),
    ],
)
def test_lists_of_ids_are_planned_whatever_their_length(
    compare: Compare, site: Site, where: str, kept: str, number: int
) -> None:
    pages = [make_statement(site.statements, title) for title in "ABC"]
    absent = [str(GlobalID(type_name="StatementPage", key=10**9 + each)) for each in range(number)]
    ids = [*(str(GlobalID.of(page)) for page in pages), *absent][:number]

    answer = compare(IDS.format(where=where), ids=ids)

    expected = [title for place, title in enumerate("ABC") if (place < number) == (kept == "listed")]
    assert answer.data is not None
    assert [each["title"] for each in answer.data["statements"]["nodes"]] == expected
