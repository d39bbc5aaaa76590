from pathlib import Path
from typing import Any

import pytest
from graphql import get_named_type, is_leaf_type, is_required_argument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api.global_ids import GlobalID
from cms.api.lists.declared import COLLECTIONS
from cms.api.schema import schema
from tests.cms.api.plans.conftest import Compare, both
from tests.cms.api.plans.drawing import VARIABLES, documents
from tests.factories.hidden import World, make_world
from tests.factories.remembered import remembered

LISTS = tuple(each.name for each in COLLECTIONS)
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(each.title() for each in rest)


@pytest.fixture(scope="module")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the files of the world for as long as it is remembered."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def world(db: None, settings: Any, media_folder: Path) -> World:
    settings.MEDIA_ROOT = media_folder
    settings.GRAPHQL_LIMITS = dict.fromkeys(settings.GRAPHQL_LIMITS, 10**9) | {"page_size": 100}
    return remembered(make_world)


def samples(world: World) -> dict[str, tuple[str, ...]]:
    """Return arguments that lead to pages of every type, hidden ones among them, to nothing, and to errors."""
    paths = sorted({*world.paths(), "/nirgends/"})
    ids = [str(GlobalID.of(page)) for page in (*world.public, *world.hidden)]
    return {
        "route": (*(f'(path: "{path}")' for path in paths), '(path: "/", locale: en, fallback: [de])'),
        "node": tuple(f'(id: "{each}")' for each in ids),
        "search": ('(query: "offen", locale: de)', '(query: "", locale: de)'),
    }


def sent(text: str) -> dict[str, bool]:
    return {name: value for name, value in VARIABLES.items() if f"${name}" in text}


@EXAMPLES
@given(data=st.data())
def test_plans_answer_as_the_executor_does(world: World, data: st.DataObject) -> None:
    roots = (*map(camel, LISTS), "route", "route", "route", "site")
    text = data.draw(documents(schema().graphql_schema, roots, samples(world)))

    both(text, sent(text))


@EXAMPLES
@given(data=st.data())
def test_root_fields_that_have_no_plan_are_answered_beside_those_that_have(world: World, data: st.DataObject) -> None:
    roots = ("node", "search", "route", "statements", "events", "site")
    text = data.draw(documents(schema().graphql_schema, roots, samples(world)))

    both(text, sent(text))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_a_plan(world: World, compare: Compare, name: str) -> None:
    """Without this, the comparisons would be of the executor with itself."""
    query: Any = schema().graphql_schema.query_type
    node: Any = get_named_type(get_named_type(query.fields[camel(name)].type).fields["nodes"].type)
    leaves = [
        key
        for key, each in node.fields.items()
        if is_leaf_type(get_named_type(each.type)) and not any(map(is_required_argument, each.args.values()))
    ]

    answer = compare(f"{{ {camel(name)} {{ totalCount nodes {{ {' '.join(leaves)} }} }} }}")

    assert answer.data is not None


def test_pages_of_every_type_have_a_plan(world: World, compare: Compare) -> None:
    paths = [page.url_path.removeprefix(world.site.german.url_path) for page in world.public]

    for path in paths:
        compare(f'{{ route(path: "/{path}") {{ ... on PageRoute {{ page {{ title body {{ __typename }} }} }} }} }}')
