from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.api.requests import Request

OURS = Path(__file__).parent / "documents"
STOCK = Path(__file__).parent / "stock" / "documents"
SLUG = "nummer-7"


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question of the benchmark, and the most CPU milliseconds that it may cost on PostgreSQL."""

    name: str
    goal: float
    document: str
    # How many titles the answer has, and as many images.
    items: int
    # Where by_hand/ answers the same.
    by_hand: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    # None when stock grapple has no such question.
    variables_of_stock: Mapping[str, Any] | None = None

    @property
    def anew(self) -> Request:
        return Request.post(text(self.document), variables=self.variables, items=self.items)

    @property
    def cached(self) -> Request:
        return Request.get(text(self.document), variables=self.variables, items=self.items)

    @property
    def written(self) -> Request:
        return Request(method="GET", path=self.by_hand, items=self.items)

    @property
    def stock(self) -> Request | None:
        if self.variables_of_stock is None:
            return None
        return Request.post(text(self.document, folder=STOCK), variables=self.variables_of_stock, items=self.items)


def text(document: str, *, folder: Path = OURS) -> str:
    return (folder / f"{document}.graphql").read_text()


QUERIES = (
    Query(
        name="list of 20 with authors, topics, image",
        goal=2.0,
        document="list",
        items=20,
        by_hand="/list?first=20&term=",
        variables={"first": 20},
        variables_of_stock={"limit": 20},
    ),
    Query(
        name="list of 100, the same",
        goal=6.5,
        document="list",
        items=100,
        by_hand="/list?first=100&term=",
        variables={"first": 100},
        variables_of_stock={"limit": 100},
    ),
    Query(
        name="one statement, nine blocks",
        goal=1.2,
        document="page",
        items=1,
        by_hand=f"/page?slug={SLUG}",
        variables={"path": f"/stellungnahmen/{SLUG}/"},
        variables_of_stock={"slug": SLUG},
    ),
    Query(
        name="20 upcoming events",
        goal=1.0,
        document="events",
        items=20,
        by_hand="/events",
        variables_of_stock={},
    ),
    Query(
        name="first 10 whose title contains a term",
        goal=2.2,
        document="term",
        items=10,
        by_hand="/list?first=10&term=Streik",
        variables={"term": "Streik"},
    ),
)
LIST = QUERIES[0]
