from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import F, Field, Func, JSONField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.reverse_related import ForeignObjectRel, OneToOneRel
from django.db.models.sql.compiler import SQLCompiler
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from cms.api.caching.keys import key_kind
from cms.api.plans.bound import SQL
from cms.api.plans.records import Record, Related, reader, record_type
from cms.api.plans.streams import Stream
from cms.api.visibility import Visibility

Read = Callable[[Any], Any]
# What of a page leads to more that has to be looked up (cms/api/plans/references.py).
LEADING = {"depth", "frozen_sections", "key_of_versions", "posts", "related_links"}


@dataclass(kw_only=True)
class Seen:
    """What reading came across that refers to more."""

    pages: list[Record] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    # What caches call what was read, such as "page:12".
    keys: set[str] = field(default_factory=set)

    def add(self, other: "Seen") -> None:
        self.pages += other.pages
        self.streams += other.streams
        self.keys |= other.keys


ReadRow = Callable[[list[Any] | None, Seen], Any]


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """By whom and when something is seen; the moment is named here and given when SQL runs."""

    visibility: Visibility
    locales: Mapping[int, Locale]

    @property
    def now(self) -> datetime:
        return self.visibility.now


class JSONRow(Func):
    """The columns of a row as one JSON array."""

    function = "json_array"
    output_field = JSONField()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, function="json_build_array")


class Embedded(Func):
    """JSON within JSON. SQLite would write it as a text."""

    template = "json(%(expressions)s)"
    output_field = JSONField()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002  Django's.
        return compiler.compile(self.source_expressions[0])


ROW = {"sqlite": "json((%(subquery)s))", "postgresql": "(%(subquery)s)"}
ROWS = {
    "sqlite": "json((SELECT json_group_array(json(listed._row)) FROM (%(subquery)s) listed))",
    "postgresql": "(SELECT COALESCE(json_agg(listed._row), '[]'::json) FROM (%(subquery)s) listed)",
}


class Nested(Subquery):
    """The one row of a query or null, or all its rows in their order: as JSON within the row around them."""

    output_field = JSONField()

    def __init__(self, queryset: QuerySet[Any], *, templates: Mapping[str, str]) -> None:
        super().__init__(queryset)
        self.templates = templates

    def as_sql(self, compiler: SQLCompiler, connection: Any, **options: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]  # Django's parameters.
        return super().as_sql(compiler, connection, template=self.templates[connection.vendor], **options)


@dataclass(kw_only=True)
class Layout:
    """Which columns and relations of a model are read, in which order, and how a record is made of them."""

    model: type[Model]
    seen_by: Viewer
    _expressions: dict[str, Any] = field(default_factory=dict)
    _columns: dict[str, Read | None] = field(default_factory=dict)
    _children: dict[str, "Layout"] = field(default_factory=dict)
    # Of relations of which only some rows are asked for, which; all where this says nothing.
    _only: dict[str, Q] = field(default_factory=dict)

    def need(self, *paths: str) -> None:
        """Read what the paths name, written as Django writes them; of a relation at the end of one, every column."""
        for path in paths:
            head, _, rest = path.partition("__")
            if self._relation(head) is None:
                self._add_column(head)
            elif rest:
                self.child(head).need(rest)
            else:
                self.child(head).need_all()

    def need_all(self) -> None:
        self.need(*(each.attname for each in self.model._meta.concrete_fields))

    def child(self, name: str) -> "Layout":
        """Return the layout of a relation, which is read with each row."""
        if name not in self._children:
            relation = self._relation(name)
            if relation is None:
                raise FieldDoesNotExist(name)
            child = self._children[name] = Layout(model=relation.related_model, seen_by=self.seen_by)
            if self.seen_by.visibility.restricted_collection_paths and "collection" in _field_names(child.model):
                child.need("collection__path")
        return self._children[name]

    def add(self, name: str, expression: Any, read: Read | None = None) -> None:
        """Read an expression under a name."""
        self._expressions[name], self._columns[name] = expression, read

    def only(self, name: str, condition: Q) -> None:
        """Read also these rows of a relation, and none that nothing asks for."""
        self._only[name] = self._only[name] | condition if name in self._only else condition

    def list_of(self, queryset: QuerySet[Any]) -> SQL:
        """Compile the rows of a query as one JSON array."""
        text, parameters = self.rows(queryset).query.get_compiler(connection=connection).as_sql()
        return SQL(text=ROWS[connection.vendor] % {"subquery": text}, parameters=parameters)

    def rows(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.annotate(_row=self._row()).values("_row")

    def reader(self) -> ReadRow:
        """Return the function that makes a record of a row. It is written out, as this is done for every row."""
        names: dict[str, Any] = {"new": object.__new__, "kind": record_type(self.model), "Related": Related}
        names["locales"] = self.seen_by.locales
        lines = ["def read_row(row, seen):", "if row is None: return None", "record = new(kind)"]
        lines.append(f"record.__dict__ = {{{', '.join(self._entries(names))}}}")
        if prefix := key_kind(self.model):
            lines.append(f"seen.keys.add(f'{prefix}:{{record.id}}')")
        if issubclass(self.model, Page):
            if not LEADING.isdisjoint((*self._columns, *self._children)):
                lines.append("seen.pages.append(record)")
            lines += [f"seen.streams.append(record.{name})" for name in _stream_names(self.model) & set(self._columns)]
        # It is made of names of columns and relations alone, which are ours.
        exec("\n    ".join([*lines, "return record"]), names)  # noqa: S102  Nothing of it comes from elsewhere.
        read_row: ReadRow = names["read_row"]
        return read_row

    def _entries(self, names: dict[str, Any]) -> Iterator[str]:
        """Write the attributes of a record, and put the functions that make them among the names."""
        for place, (name, read) in enumerate(self._columns.items()):
            names[f"read{place}"] = read
            value = f"row[{place}]"
            yield f"{name!r}: " + (f"None if {value} is None else read{place}({value})" if read else value)
            if name == "locale_id":
                yield f"'locale': locales[{value}]"
        for place, (name, child) in enumerate(self._children.items(), start=len(self._columns)):
            names[f"read{place}"] = child.reader()
            value = f"row[{place}]"
            is_many = _is_many(self._relation(name))
            read_value = (
                f"Related([read{place}(each, seen) for each in {value}])" if is_many else f"read{place}({value}, seen)"
            )
            yield f"{name!r}: {read_value}"

    def _row(self) -> JSONRow:
        self.need("id" if "id" in _attributes(self.model) else "pk")
        columns = list(self._expressions.values())
        return JSONRow(*columns, *(self._child_row(name, child) for name, child in self._children.items()))

    def _child_row(self, name: str, child: "Layout") -> Nested:
        relation = self._relation(name)
        related = _related(child.model, relation, visibility=self.seen_by.visibility)
        queryset = child.rows(related.filter(self._only.get(name, Q())))
        # One row needs no order, and sorting it takes time.
        return Nested(queryset, templates=ROWS) if _is_many(relation) else Nested(queryset.order_by(), templates=ROW)

    def _add_column(self, name: str) -> None:
        if name in self._columns:
            return
        column = self.model._meta.pk if name == "pk" else _attributes(self.model)[name]
        expression = F(column.attname)
        self.add(
            name, Embedded(expression) if column.get_internal_type() == "JSONField" else expression, reader(column)
        )

    def _relation(self, name: str) -> Any:
        found = self.model._meta.get_field(name) if name in _field_names(self.model) else None
        return found if found is not None and found.is_relation and found.name == name else None


def _related(model: type[Model], relation: Any, *, visibility: Visibility) -> QuerySet[Any]:
    """Return the related rows of the row around them, in the order of their manager, pages only where visible."""
    if isinstance(relation, ForeignObjectRel):
        condition = {relation.field.name: OuterRef("pk")}
    elif relation.many_to_many:
        condition = {relation.related_query_name(): OuterRef("pk")}
    else:
        condition = {"pk": OuterRef(relation.attname)}
    queryset = model._default_manager.filter(**condition)  # noqa: SLF001  Django's name for it.
    return visibility.pages(queryset) if issubclass(model, Page) else queryset


def _is_many(relation: Any) -> bool:
    return bool(relation.one_to_many or relation.many_to_many) and not isinstance(relation, OneToOneRel)


def _attributes(model: type[Model]) -> dict[str, Field[Any, Any]]:
    return {each.attname: each for each in model._meta.concrete_fields}


def _stream_names(model: type[Model]) -> set[str]:
    return {each.attname for each in model._meta.concrete_fields if isinstance(each, StreamField)}


def _field_names(model: type[Model]) -> set[str]:
    return {each.name for each in model._meta.get_fields()}
