import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.api.context import Context
from cms.api.execution import run
from cms.api.visibility import Visibility
from cms.search.indexes.current import current_index
from cms.search.indexes.entries import Entry
from cms.search.models import Document
from cms.search.queries import Query
from cms.search.searching import Search, search
from publications.models import StatementPage
from tests.benchmarks.search_content import make_statements
from tests.factories.site import Site

PAGES = int(os.environ.get("BENCHMARK_PAGES", "10000"))
# Wagtail's ranking on SQLite grows faster than the pages, and took 1.5 s for so many.
PAGES_FOR_WAGTAIL = min(PAGES, 1_300)
ROUNDS = 10
GOAL = 50
NOW = datetime(2030, 1, 1, tzinfo=UTC)
# From what nearly every page holds to what none does.
QUERIES = [
    *("Krieg", "Aufrüstung", "aufruestung", "Arbeiterklasse", "Gewerkschaft Betrieb", "Klärung", "Frage", "Partei"),
    *("kommunistische Bewegung", '"kommunistische Bewegung"', "Krieg -Frieden", "Bewegung Staat Geschichte"),
    *("Ge", "Arb", "Gewerksch", "Wer bezahlt die Aufrüstung?", "wer wir sind", "Solidarität mit Palästina"),
    *("peace", "working class", "rearmament", "study program", '"working class"', "movement -war", "org", "clarif"),
    *("bakrado", "Wolkenkuckucksheim", "Krieg Wolkenkuckucksheim", "kraste"),
]
# Each of these takes so long that the others would take an hour.
FOR_WAGTAIL = ["Aufrüstung", "working class", "bakrado"]
DOCUMENT = """query ($query: String!) { search(query: $query, first: 10) {
  totalCount nodes { title path summary } edges { highlights { field html } } facets { types { type count } }
} }"""


@dataclass(frozen=True, kw_only=True)
class Times:
    """Milliseconds of every search; of each query in the round that was disturbed least; and of this process's CPU.

    SQLite works within the process, so there the CPU time is the whole cost whatever else the machine does.
    """

    every: list[float]
    undisturbed: dict[str, float]
    cpu: list[float]

    @classmethod
    def of(cls, ask: Callable[[str], object], *, queries: Sequence[str] = QUERIES, rounds: int = ROUNDS) -> "Times":
        times: dict[str, list[float]] = {query: [] for query in queries}
        cpu = []
        for _ in range(rounds):
            for query in queries:
                started, busy = time.perf_counter(), time.process_time()
                ask(query)
                times[query].append((time.perf_counter() - started) * 1000)
                cpu.append((time.process_time() - busy) * 1000)
        every = sorted(chain.from_iterable(times.values()))
        return cls(every=every, undisturbed={query: min(found) for query, found in times.items()}, cpu=sorted(cpu))

    def line(self, name: str) -> str:
        least = sorted(self.undisturbed.values())
        numbers = (part(times, share) for times in (self.every, least, self.cpu) for share in (0.5, 0.95))
        return f"{name:24}{''.join(f'{number:12.1f}' for number in numbers)}"


def part(times: Sequence[float], share: float) -> float:
    return times[int(len(times) * share)]


def ours(query: str) -> object:
    visible = Visibility.for_public(now=NOW).pages(Page.objects.all())
    return search(Search(query=Query.parse(query), visible=visible), languages=["de", "en"])


def through_graphql(query: str) -> object:
    answer = run(DOCUMENT, variables={"query": query}, context=Context(base_url="", now=NOW))
    assert answer.errors == ()
    return answer


def of_wagtail(query: str) -> object:
    found = Page.objects.live().search(query)
    return list(found[:20]), found.count()


def bench_search(site: Site) -> None:
    """Print how long a search takes among many pages, ours and Wagtail's own on the same database."""
    make_statements(site, PAGES)
    started = time.process_time()
    index_documents()
    print(f"\n{connection.vendor}: indexing took {time.process_time() - started:.0f} s CPU in this process")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(
        f"{'':24}{'p50 ms':>12}{'p95 ms':>12}{'least p50':>12}{'least p95':>12}{'CPU p50':>12}{'CPU p95':>12}",
        flush=True,
    )
    statement, whole = Times.of(ours), Times.of(through_graphql)
    print(statement.line("search"), whole.line("the same over GraphQL"), sep="\n")
    slowest = sorted(statement.undisturbed.items(), key=lambda each: -each[1])[:5]
    print("slowest:", ", ".join(f"{query} {number:.1f}" for query, number in slowest), flush=True)
    slow = part(sorted(statement.undisturbed.values()), 0.95)
    print(f"p95 of a search, undisturbed: {slow:.1f} ms, {slow / GOAL:.2f} of the goal of {GOAL} ms", flush=True)

    index_of_wagtail()
    theirs = Times.of(of_wagtail, queries=FOR_WAGTAIL, rounds=1)
    ratio = statistics.mean(number / statement.undisturbed[query] for query, number in theirs.undisturbed.items())
    print(theirs.line(f"Wagtail's, {PAGES_FOR_WAGTAIL} pages"), f"{ratio:.0f} times ours among {PAGES}", sep="\n")


def index_documents() -> None:
    """Index the texts as they are stored; making blocks of them is Wagtail's cost, and no part of a search."""
    statements = StatementPage.objects.annotate(stored=Cast("body", TextField()))
    rows = statements.values_list("pk", "locale__language_code", "title", "summary", "stored")
    documents = [
        Document(page_id=pk, language=language, title=title, summary=summary, body=strip_tags(text))
        for pk, language, title, summary, text in rows
    ]
    Document.objects.bulk_create(documents, batch_size=1000)
    current_index().write(map(Entry.of, documents))


def index_of_wagtail() -> None:
    index = get_search_backend().get_index_for_model(StatementPage)
    keys = list(StatementPage.objects.values_list("pk", flat=True)[:PAGES_FOR_WAGTAIL])
    for start in range(0, len(keys), 500):
        index.add_items(StatementPage, list(StatementPage.objects.filter(pk__in=keys[start : start + 500])))
