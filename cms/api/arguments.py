from datetime import UTC, datetime

from django.utils import timezone
from graphql import GraphQLError


class BadArgumentError(GraphQLError):
    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "BAD_ARGUMENT"})


def is_storable(text: str) -> bool:
    """Return whether a database can hold the text: PostgreSQL takes no NUL, and no database half a surrogate pair."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def moment(value: datetime, *, argument: str) -> datetime:
    """Return the value in UTC; without an offset it is meant in the time zone of the site."""
    try:
        return (timezone.make_aware(value) if timezone.is_naive(value) else value).astimezone(UTC)
    except OverflowError as error:
        message = f"'{argument}' lies outside the calendar. Send a moment between the years 2 and 9998."
        raise BadArgumentError(message) from error
