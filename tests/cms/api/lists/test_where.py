from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from cms.api.context import Context
from cms.api.execution import run
from cms.api.global_ids import GlobalID
from cms.api.lists.checks import MAXIMUM_CONDITIONS
from publications.models import Series, StatementPage, Topic
from tests.factories.site import NOW, Site, make_statement, make_topic

WHERE = """query ($where: StatementPageWhere) {
  statements(where: $where, first: 100) { totalCount nodes { title } }
}"""
TITLES = ["Ä", "ä", "a", "A%", "a_", "\\", "ab", "Über"]
MOMENTS = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2)]
DAYS = [date(2026, 11, day) for day in (1, 2, 3)]
SLUGS = ["frieden", "arbeit"]
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, asked: value == asked,
    "neq": lambda value, asked: value != asked,
    "in": lambda value, asked: value in asked,
    "notIn": lambda value, asked: value not in asked,
    "lt": lambda value, asked: value is not None and value < asked,
    "lte": lambda value, asked: value is not None and value <= asked,
    "gt": lambda value, asked: value is not None and value > asked,
    "gte": lambda value, asked: value is not None and value >= asked,
    "contains": lambda value, asked: asked.lower() in value.lower(),
    "startsWith": lambda value, asked: value.lower().startswith(asked.lower()),
    "isNull": lambda value, asked: (value is None) == asked,
}

Ask = Callable[..., Any]
Where = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a statement of the tests is like, as the conditions below see it."""

    title: str
    date: date
    first_published_at: datetime | None
    topics: tuple[str, ...]
    series: str | None


ROWS = [
    Row(
        title=title,
        date=DAYS[number % 3],
        first_published_at=[None, *MOMENTS][number % 3],
        topics=[(), ("frieden",), ("frieden", "arbeit")][number // 2 % 3],
        series=[None, "frieden", "arbeit"][number // 3 % 3],
    )
    for number, title in enumerate(TITLES)
]


def holds(row: Row, where: Where) -> bool:
    return all(_holds(row, name, asked) for name, asked in where.items())


def _holds(row: Row, name: str, asked: Any) -> bool:
    if name == "and":
        return all(holds(row, each) for each in asked)
    if name == "or":
        return any(holds(row, each) for each in asked)
    if name == "not":
        return not holds(row, asked)
    if name == "topics":
        return all(
            any(_slug_holds(slug, value) for slug in row.topics) == (key == "some") for key, value in asked.items()
        )
    if name == "series":
        return all(_series_holds(row.series, key, value) for key, value in asked.items())
    value = {"title": row.title, "date": row.date, "firstPublishedAt": row.first_published_at}[name]
    return all(OPERATORS[operator](value, _read(each)) for operator, each in asked.items())


def _slug_holds(slug: str, where: Where) -> bool:
    return all(OPERATORS[operator](slug, each) for operator, each in where.get("slug", {}).items())


def _series_holds(series: str | None, key: str, value: Any) -> bool:
    if key == "isNull":
        return (series is None) == value
    return series is not None and _slug_holds(series, value)


def _read(sent: Any) -> Any:
    if isinstance(sent, list):
        return [_read(each) for each in sent]
    if not isinstance(sent, str) or not sent.startswith("2026"):
        return sent
    return datetime.fromisoformat(sent) if "T" in sent else date.fromisoformat(sent)


def _leaf(values: st.SearchStrategy[Any], *operators: str) -> st.SearchStrategy[Where]:
    one = dict.fromkeys(operators, values)
    several = {name: st.lists(values, max_size=3) for name in ("in", "notIn")}
    return st.fixed_dictionaries({}, optional={**one, "eq": values, "neq": values, **several})


def _pairs(where: Any) -> int:
    """Count all names and entries: there are fewer conditions, of which a filter may not hold too many."""
    if isinstance(where, list):
        return sum(1 + _pairs(each) for each in where)
    return sum(1 + _pairs(each) for each in where.values()) if isinstance(where, dict) else 0


TEXTS = _leaf(st.sampled_from([*TITLES, "", "B", "%", "ü"]), "contains", "startsWith")
DATES = _leaf(st.sampled_from(DAYS).map(date.isoformat), "lt", "lte", "gt", "gte")
PUBLISHED = st.one_of(
    _leaf(st.sampled_from(MOMENTS).map(datetime.isoformat), "lt", "lte", "gt", "gte"),
    st.booleans().map(lambda value: {"isNull": value}),
)
OF_SLUG = st.fixed_dictionaries({}, optional={"slug": _leaf(st.sampled_from(SLUGS), "contains", "startsWith")})
LEAVES = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "date": DATES,
        "firstPublishedAt": PUBLISHED,
        "topics": st.fixed_dictionaries({}, optional={"some": OF_SLUG, "none": OF_SLUG}),
        "series": st.fixed_dictionaries({}, optional={"is": OF_SLUG, "isNull": st.booleans()}),
    },
)
FILTERS = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {}, optional={"and": st.lists(inner, max_size=2), "or": st.lists(inner, max_size=2), "not": inner}
    ),
    max_leaves=6,
).filter(lambda where: _pairs(where) <= MAXIMUM_CONDITIONS)


@pytest.fixture
def rows(site: Site) -> Iterator[list[Row]]:
    german = Locale.objects.get(language_code="de")
    topics = {slug: make_topic(name=slug.title(), slug=slug) for slug in SLUGS}
    series = {slug: Series.objects.create(name=slug.title(), slug=slug, locale=german) for slug in SLUGS}
    for number, row in enumerate(ROWS):
        statement = make_statement(
            site.statements,
            row.title,
            slug=f"nr-{number}",
            date=row.date,
            series=series.get(row.series or ""),
        )
        statement.topics = [topics[slug] for slug in row.topics]
        statement.save()
        StatementPage.objects.filter(pk=statement.pk).update(first_published_at=row.first_published_at)
    return ROWS


def titles(ask: Ask, where: Where) -> list[str]:
    return sorted(node["title"] for node in ask(WHERE, where=where)["statements"]["nodes"])


def refusals(where: Where) -> list[Any]:
    answer = run(WHERE, variables={"where": where}, context=Context(base_url="", now=NOW))
    return [(error.extensions or {}).get("code") for error in answer.errors]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=FILTERS)
def test_a_filter_keeps_what_its_words_say(rows: list[Row], ask: Ask, where: Where) -> None:
    found = ask(WHERE, where=where)["statements"]

    assert sorted(node["title"] for node in found["nodes"]) == sorted(row.title for row in rows if holds(row, where))
    assert found["totalCount"] == len(found["nodes"])


def test_a_filter_by_id_takes_ids_of_its_type(rows: list[Row], ask: Ask) -> None:
    statement = StatementPage.objects.get(title="Über")
    topic = Topic.objects.get(slug="arbeit")

    assert titles(ask, {"id": {"eq": str(GlobalID.of(statement))}}) == ["Über"]
    assert titles(ask, {"topics": {"some": {"id": {"in": [str(GlobalID.of(topic))]}}}}) == ["\\", "a_"]
    assert refusals({"id": {"eq": str(GlobalID.of(topic))}}) == ["BAD_ID"]
    assert refusals({"id": {"in": ["12"]}}) == ["BAD_ID"]
    assert titles(ask, {"id": {"eq": str(GlobalID(type_name="StatementPage", key=2**63 - 1))}}) == []


def test_filters_by_language(site: Site, ask: Ask) -> None:
    make_statement(site.statements, "Nur deutsch")

    assert titles(ask, {"locale": {"eq": "de"}}) == ["Nur deutsch"]
    assert titles(ask, {"locale": {"in": ["en"]}}) == []


@pytest.mark.parametrize("name", ["statements", "events"])
def test_a_filter_that_is_null_keeps_everything(site: Site, ask: Ask, name: str) -> None:
    assert ask(f"{{ {name}(where: null, orderBy: null, locale: null) {{ totalCount }} }}") == {name: {"totalCount": 0}}
