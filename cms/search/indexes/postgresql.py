from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from cms.search.indexes.base import SQL, SearchIndex
from cms.search.indexes.entries import Entry
from cms.search.queries import Query, Term

# Of words that are only kept for what is typed, of the body, the summary and the title, as PostgreSQL orders them.
WEIGHTS_IN_SHORT = [0.0, 0.0, 0.4, 1.0]
WEIGHTS_AT_LENGTH = [0.05, 0.1, 0.0, 0.0]
# To look into a long text takes a while. Beyond those that say it in the title and the summary, and the newest of the
# others, nobody reads on in the order of results.
MAXIMUM_WEIGHED = 400
LAST_POSITION = 16_383
STORE = "UPDATE search_document SET vector = %s::tsvector WHERE page_id = %s"
# The function is made by a migration; it ranks by ts_rank, which takes half the time of ts_rank_cd, and by the vector
# of title and summary alone.
MATCH = "SELECT page_id, score FROM search_matches(%s::tsquery, %s::tsquery, %s::float4[], %s)"
RANK = """
SELECT found.page_id, found.type_id, found.score + COALESCE(weighed.score, 0) AS score FROM found LEFT JOIN (
    SELECT first.page_id, ts_rank(%s::float4[], document.vector, CASE document.language {asked} END, 1) AS score
    FROM (SELECT page_id FROM found ORDER BY score DESC, page_id DESC LIMIT %s) AS first
    JOIN search_document AS document ON document.page_id = first.page_id
) AS weighed ON weighed.page_id = found.page_id
"""


class PostgreSQLIndex(SearchIndex):
    """A column of the type tsvector. Vectors and queries are written out, so no parser of PostgreSQL is asked."""

    vendor = "postgresql"

    def write(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(STORE, [(_vector(entry), entry.page_id) for entry in entries])

    def match(self, query: Query, *, language: str) -> SQL | None:
        ranked = _ranked(query, language)
        if ranked is None:
            return None
        unwanted = [f"!{_expression(term, language)}" for term in query.excluded]
        return SQL(text=MATCH, params=(" & ".join([ranked, *unwanted]), ranked, WEIGHTS_IN_SHORT, language))

    def rank(self, query: Query, *, languages: Sequence[str]) -> SQL:
        asked = {language: ranked for language in languages if (ranked := _ranked(query, language))}
        cases = " ".join(["WHEN %s THEN %s::tsquery"] * len(asked))
        params = (WEIGHTS_AT_LENGTH, *(param for case in asked.items() for param in case), MAXIMUM_WEIGHED)
        return SQL(text=RANK.format(asked=cases), params=params)


def _ranked(query: Query, language: str) -> str | None:
    """Return what is looked for in a language: all the words, or a title that says just that."""
    required = query.required(language)
    if not required:
        return None
    wanted = " & ".join(_expression(term, language) for term in required)
    return f"({wanted} | '{query.as_title(language)}')"


def _vector(entry: Entry) -> str:
    places: defaultdict[str, list[str]] = defaultdict(list)
    position = 0
    for weight, text in (("A", entry.title), ("B", entry.summary), ("C", entry.body)):
        for stem in text:
            position += 1
            places[stem].append(f"{min(position, LAST_POSITION)}{weight}")
        # No phrase reaches from one field into the next.
        position += 1
    for word in entry.unstemmed:
        places[word].append(f"{LAST_POSITION}D")
    return " ".join(f"'{stem}':{','.join(found)}" for stem, found in places.items() if stem)


def _expression(term: Term, language: str) -> str:
    """Return the term in the language of tsquery. Stems are letters and digits, so nothing in them can end a string."""
    spellings = term.spellings(language)
    if len(spellings) > 1:
        # A phrase has one spelling of each word.
        return "(" + " <-> ".join(f"'{each[0]}'" for each in spellings) + ")"
    whole = [f"'{stem}'" for stem in spellings[0]]
    begun = [f"'{typed}':*" for typed in term.beginnings]
    return f"({' | '.join([*whole, *begun])})"
