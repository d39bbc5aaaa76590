from tests.cms.api.plans.conftest import Compare
from tests.factories.site import Site, make_event, make_statement

FIELDS = """__typename id title path locale updatedAt breadcrumbs { path } translations { path }
            seo { canonical robots alternates { hreflang url } }
            ... on StatementPage { date } ... on EventPage { start venue }"""


def test_plans_answer_pages_as_the_executor_does(site: Site, compare: Compare) -> None:
    make_statement(site.statements)
    make_event(site.events)
    page_info = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }"

    for arguments in (
        "",
        "(first: 2)",
        "(last: 2, orderBy: TITLE_DESC)",
        "(orderBy: UPDATED_AT_DESC)",
        "(locale: en, fallback: [de])",
        "(types: [STATEMENT_PAGE, EVENT_PAGE])",
    ):
        compare(f"{{ pages{arguments} {{ {page_info} nodes {{ {FIELDS} }} }} }}")
