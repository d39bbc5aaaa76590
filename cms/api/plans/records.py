from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from functools import cache, cached_property, lru_cache, partial
from types import FunctionType, SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.core.files.storage import Storage
from django.db.models import Field, FileField, Model
from wagtail.fields import StreamField

from cms.api.plans.streams import Kinds, Stream, kinds_of

# What these declare is bound to their own machinery: descriptors, managers, tree operations.
FRAMEWORKS = ("django.", "modelcluster.", "treebeard.", "taggit.", "wagtail.models", "wagtail.search", "wagtail.core")
# Working out an address costs as much as reading a row.
MAXIMUM_ADDRESSES = 4096
MAXIMUM_MOMENTS = 8192
BEHAVIOR = (property, cached_property, FunctionType, classmethod, staticmethod)


class StoredFile:
    """A file by its name, with its address."""

    __slots__ = ("_address", "name", "storage")

    def __init__(self, storage: Storage, address: Callable[[str], str], name: str) -> None:
        self.storage, self._address, self.name = storage, address, name

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return self._address(self.name)


@cache
def _addresses(storage: Storage) -> Callable[[str], str]:
    """Return what knows the addresses of files, which stay as they are as long as their names do."""
    return lru_cache(maxsize=MAXIMUM_ADDRESSES)(lambda name: str(storage.url(name)))


class RecordType(type):
    """The type of the records of a model. Registries that are asked for it answer as they would for the model."""

    model: type[Model]

    def __hash__(cls) -> int:
        return hash(cls.model)

    def __eq__(cls, other: object) -> bool:
        return other is cls or other is cls.model


class Record:
    """What was read of one row, with the properties and methods of its model. It asks the database for nothing."""

    _state: ClassVar = SimpleNamespace(fields_cache={"locale": None})

    if TYPE_CHECKING:
        # Were it there when it runs, each attribute would be looked up the long way.
        def __getattr__(self, name: str) -> Any: ...

    @property
    def pk(self) -> Any:
        return self.id


def is_unread(error: Exception) -> bool:
    """Say whether something was asked of a record that the plan did not foresee, so that nobody has read it."""
    return isinstance(error, AttributeError) and isinstance(error.obj, Record)


class Related(list[Any]):
    """Rows that belong to a record, to be had as from a manager."""

    def all(self) -> "Related":
        return self


@cache
def record_type(model: type[Any]) -> type[Any]:
    """Return the class of the records of a model: what its own classes do, without what Django makes of them."""
    behavior: dict[str, Any] = {}
    for each in reversed(model.__mro__):
        if each is not object and not each.__module__.startswith(FRAMEWORKS):
            behavior |= {name: value for name, value in vars(each).items() if _is_behavior(name, value)}
    return RecordType(model.__name__, (Record,), {**behavior, "model": model, "_meta": model._meta})


def _is_behavior(name: str, value: Any) -> bool:
    if name.startswith("__"):
        return name == "__str__"
    return isinstance(value, BEHAVIOR) or (isinstance(value, Iterable) and not isinstance(value, type))


def reader(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Return the function that makes a column's value from JSON, or None where JSON has it as it is."""
    if isinstance(field, StreamField):
        return partial(Stream, _kinds(field))
    if isinstance(field, FileField):
        return partial(StoredFile, field.storage, _addresses(field.storage))
    return READERS.get(field.get_internal_type())


@cache
def _kinds(field: StreamField) -> Kinds:
    return kinds_of(field.stream_block)


@lru_cache(maxsize=MAXIMUM_MOMENTS)
def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    # SQLite keeps moments in UTC and does not say so.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


READERS: dict[str, Callable[[Any], Any]] = {
    "BooleanField": bool,
    "DateField": date.fromisoformat,
    "DateTimeField": _moment,
    "TimeField": time.fromisoformat,
    "UUIDField": UUID,
}
