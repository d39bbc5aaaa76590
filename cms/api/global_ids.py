from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self

from django.conf import settings
from django.db.models import Model
from graphql import GraphQLError

MAXIMUM_KEY = 2**63 - 1
# Longer than the id of any type.
MAXIMUM_CHARACTERS = 200
MAXIMUM_REMEMBERED = 8192


class BadIDError(GraphQLError):
    def __init__(self, message: str) -> None:
        super().__init__(f"{message} Send an id as the API gave it.", extensions={"code": "BAD_ID"})


@dataclass(frozen=True, kw_only=True)
class GlobalID:
    """Names an object among all types: its GraphQL type and its key. A page never saved has the key 0."""

    type_name: str
    key: int

    def __str__(self) -> str:
        return urlsafe_b64encode(f"{self.type_name}:{self.key}".encode()).decode().rstrip("=")

    @classmethod
    def of(cls, item: Model) -> Self:
        """Return the id of a page, a snippet or an image."""
        return cls(type_name=type_name(type(item)), key=item.pk or 0)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what an id names, whether it is there or not. Raises BadIDError."""
        try:
            found = cls._decoded(text)
        except ValueError as error:
            message = f"'{text[:80]}' is not an id of this API."
            raise BadIDError(message) from error
        # One object has one id, so what encodes to anything else was made by somebody else.
        if str(found) != text or not 0 <= found.key <= MAXIMUM_KEY:
            message = f"'{text[:80]}' is not an id of this API."
            raise BadIDError(message)
        return found

    @classmethod
    def _decoded(cls, text: str) -> Self:
        if len(text) > MAXIMUM_CHARACTERS:
            message = "An id is short."
            raise ValueError(message)
        padding = "=" * (-len(text) % 4)
        name, _, key = urlsafe_b64decode((text + padding).encode("ascii")).decode().partition(":")
        if not name.isidentifier() or not key.isascii() or not key.isdigit():
            message = "An id names a type and a key."
            raise ValueError(message)
        return cls(type_name=name, key=int(key))


@lru_cache(maxsize=MAXIMUM_REMEMBERED)
def global_id(type_name: str, key: int) -> str:
    """Return the id of an object as the API gives it. Lists show the same ones again and again."""
    return str(GlobalID(type_name=type_name, key=key))


@cache
def type_name(model: type[Model]) -> str:
    """Return the name of the GraphQL type of a model."""
    is_image = model._meta.label == settings.WAGTAILIMAGES_IMAGE_MODEL
    return "Image" if is_image else str(model._meta.object_name)


def key_of(text: str, *, model: type[Model]) -> int:
    """Return the key in the id of an object of one type. Raises BadIDError."""
    found, wanted = GlobalID.parse(text), type_name(model)
    if found.type_name != wanted:
        message = f"'{text}' is the id of something else than {wanted}."
        raise BadIDError(message)
    return found.key
