from django.db import connection

from cms.search.indexes.base import SearchIndex
from cms.search.indexes.postgresql import PostgreSQLIndex
from cms.search.indexes.sqlite import SQLiteIndex

INDEXES: dict[str, SearchIndex] = {index.vendor: index for index in (SQLiteIndex(), PostgreSQLIndex())}


class SearchUnavailableError(Exception):
    """The database has no search index of ours."""

    def __init__(self, vendor: str) -> None:
        super().__init__(f"There is no search on {vendor}. Use one of: {', '.join(INDEXES)}.")


def current_index() -> SearchIndex:
    """Return the search index of the database in use. Raises SearchUnavailableError."""
    try:
        return INDEXES[connection.vendor]
    except KeyError as error:
        raise SearchUnavailableError(connection.vendor) from error
