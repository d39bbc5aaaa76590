from collections.abc import Iterable, Sequence

from django.db import connection

from cms.search.indexes.base import SQL, SearchIndex
from cms.search.indexes.entries import Entry
from cms.search.queries import Query, Term

# A word in the title weighs as much as ten in the body; the language only keeps pages apart.
WEIGHTS = {"title": 10.0, "summary": 4.0, "body": 1.0, "unstemmed": 0.5, "language": 0.0}
REMOVE = "DELETE FROM search_index WHERE rowid = %s"
INSERT = "INSERT INTO search_index (rowid, title, summary, body, unstemmed, language) VALUES (%s, %s, %s, %s, %s, %s)"
MATCH = (
    f"SELECT rowid AS page_id, -bm25(search_index, {', '.join(map(str, WEIGHTS.values()))}) AS score "  # noqa: S608  Numbers of our own.
    "FROM search_index WHERE search_index MATCH %s"
)


class SQLiteIndex(SearchIndex):
    """A virtual table of FTS5. Its tokenizer only parts our stems at spaces."""

    vendor = "sqlite"

    def write(self, entries: Iterable[Entry]) -> None:
        rows = [_row(entry) for entry in entries]
        with connection.cursor() as cursor:
            cursor.executemany(REMOVE, [(row[0],) for row in rows])
            cursor.executemany(INSERT, rows)

    def match(self, query: Query, *, language: str) -> SQL | None:
        required = query.required(language)
        if not required:
            return None
        wanted = " AND ".join(_expression(term, language) for term in required)
        expression = f'(language : "{language}" AND (({wanted}) OR title : "{query.as_title(language)}"))'
        if query.excluded:
            unwanted = " OR ".join(_expression(term, language) for term in query.excluded)
            expression += f" NOT ({unwanted})"
        return SQL(text=MATCH, params=(expression,))

    def rank(self, query: Query, *, languages: Sequence[str]) -> SQL:  # noqa: ARG002  bm25 has said all already.
        return SQL(text="SELECT page_id, type_id, score FROM found")


def _row(entry: Entry) -> tuple[int, str, str, str, str, str]:
    title, summary, body, unstemmed = map(" ".join, (entry.title, entry.summary, entry.body, entry.unstemmed))
    return entry.page_id, title, summary, body, unstemmed, entry.language


def _expression(term: Term, language: str) -> str:
    """Return the term in the language of FTS5. Stems are letters and digits, so nothing in them can end a string."""
    spellings = term.spellings(language)
    if len(spellings) > 1:
        # A phrase has one spelling of each word.
        return '"' + " ".join(each[0] for each in spellings) + '"'
    whole = [f'"{stem}"' for stem in spellings[0]]
    begun = [f'"{typed}" *' for typed in term.beginnings]
    return f"({' OR '.join([*whole, *begun])})"
