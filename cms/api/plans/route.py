from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Field, Model, Q, QuerySet, UUIDField
from graphql import FieldNode
from wagtail.models import Page

from cms.api.arguments import is_storable
from cms.api.languages import chain, mark
from cms.api.locales import language_code
from cms.api.plans.answers import Planned
from cms.api.plans.bound import SQL, Bound, BoundSet
from cms.api.plans.debates import CompiledDebate
from cms.api.plans.errors import UnplannedError
from cms.api.plans.layout import Layout, ReadRow, Seen
from cms.api.plans.needs import Listing
from cms.api.plans.planner import Planner
from cms.api.plans.records import Record, record_type
from cms.api.plans.roots import Result, Steps
from cms.api.posts import value_of
from cms.api.routes import MAXIMUM_PATH, PageRoute, candidates_of, slug_of
from cms.api.search.page_types import models_by_key
from publications.models import ContributionPage, DebatePage

# What listings below a page ask of it.
OF_PAGE: Mapping[str, type[Field[Any, Any]]] = {
    "id": BigIntegerField,
    "path": CharField,
    "depth": BigIntegerField,
    "locale_id": BigIntegerField,
    "translation_key": UUIDField,
}


# Only slugs have an index, and the last part of an address is one.
NAMED = Q(slug__one_of=BoundSet("slugs", CharField()), url_path__one_of=BoundSet("candidates", CharField()))
# Pages that have others below them are few.
MAXIMUM_GUESSES = 64


@dataclass(frozen=True, kw_only=True)
class CompiledListing:
    method: str
    condition: str
    sql: SQL
    read: ReadRow


@dataclass(frozen=True, kw_only=True)
class CompiledPage:
    """How a page of one type is read, and the lists that it shows."""

    sql: SQL
    # The same by its address, whoever may see it.
    at_address: SQL
    read: ReadRow
    listings: tuple[CompiledListing, ...]
    debate: CompiledDebate | None = None

    @property
    def is_alone(self) -> bool:
        """Whether nothing has to be known of the page before all that it shows can be read."""
        return not self.listings and self.debate is None

    def page(self, found: Record, rows: list[Any], read: Seen) -> Any:
        """Return the page that was found if it is among these rows."""
        for row in rows:
            seen = Seen()
            page: Any = self.read(row, seen)
            if page.pk == found.pk:
                read.add(seen)
                page.locale = found.locale
                return page
        return None


class Guesses:
    """Guesses from its address of which type a page is, so that it can be read while it is looked up.

    Pages below one page are of one type, as a rule; where they are not, the page is read once it has been found.
    """

    def __init__(self) -> None:
        self._types: dict[str, CompiledPage] = {}

    def of(self, candidates: list[str]) -> CompiledPage | None:
        return next((found for each in candidates if (found := self._types.get(_above(each)))), None)

    def note(self, page: Record, compiled: CompiledPage) -> None:
        if compiled.is_alone:
            if len(self._types) >= MAXIMUM_GUESSES:
                self._types.clear()
            self._types[_above(page.url_path)] = compiled


@dataclass(kw_only=True)
class RouteRoot:
    """What an address leads to, where that is a page. Everything else is left to the ordinary resolver."""

    planner: Planner
    selections: list[list[FieldNode]]
    _lookup: tuple[SQL, ReadRow, frozenset[int]] | None = None
    _compiled: dict[type[Model], CompiledPage] = field(default_factory=dict)
    _guesses: Guesses = field(default_factory=Guesses)

    def steps(self, context: Planned, sent: Mapping[str, Any], read: Seen) -> Steps:
        path, language = sent["path"], language_code(sent.get("locale"))
        if len(path) > MAXIMUM_PATH or not is_storable(path):
            raise UnplannedError(path)
        languages = chain(language, [value_of(each) for each in sent.get("fallback") or ()])
        wanted = candidates_of(context, path, language)
        sql, read_row, types = self._look_up()
        guessed = self._guesses.of(wanted)
        values = {"candidates": wanted, "slugs": [slug_of(each) for each in wanted], "now": context.now}
        rows, *beside = yield [(sql, values), *([(guessed.at_address, values)] if guessed else [])]
        pages = (read_row(row, Seen()) for row in rows)
        found = _chosen([each for each in pages if each.content_type_id in types], wanted, languages)
        if found is None:
            raise UnplannedError(path)
        page = guessed.page(found, beside[0], read) if guessed else None
        if page is None:
            page = yield from self._read(found, context, read)
        mark([page], asked=language)
        is_fallback = language is not None and page.locale.language_code != language
        return Result(value=PageRoute(page=page, is_fallback=is_fallback), language=page.locale.language_code)

    def _read(self, found: Record, context: Planned, read: Seen) -> Steps:
        model: Any = ContentType.objects.get_for_id(found.content_type_id).model_class()
        compiled = self._compile(model)
        self._guesses.note(found, compiled)
        values = {name: found.__dict__[name] for name in OF_PAGE} | {"now": context.now}
        beside = compiled.debate.parts(found, model, values) if compiled.debate else []
        answers = yield [(compiled.sql, values), *((each.sql, values) for each in compiled.listings), *beside]
        page = compiled.read(answers[0][0], read)
        page.locale = found.locale
        for listing, rows in zip(compiled.listings, answers[1:], strict=False):
            is_shown = not listing.condition or page.__dict__[listing.condition]
            page.__dict__[listing.method] = [listing.read(each, read) for each in rows] if is_shown else []
        if compiled.debate:
            compiled.debate.link(page, answers[-2:], read)
        return page

    def _look_up(self) -> tuple[SQL, ReadRow, frozenset[int]]:
        """Return how pages are looked up, and of which types they may be."""
        if self._lookup is None:
            layout = Layout(model=Page, seen_by=self.planner.seen_by)
            layout.need("url_path", "content_type_id", *OF_PAGE)
            named = Page.objects.filter(NAMED)
            versions = Page.objects.filter(translation_key__in=named.values("translation_key"))
            visible = self.planner.seen_by.visibility.pages(versions)
            # Were the database asked for these types, SQLite would go through every page there is of them.
            self._lookup = layout.list_of(visible), layout.reader(), frozenset(models_by_key())
        return self._lookup

    def _compile(self, model: type[Model] | None) -> CompiledPage:
        if model is None:
            raise UnplannedError(model)
        if model not in self._compiled:
            self._compiled[model] = self._compile_anew(model)
        return self._compiled[model]

    def _compile_anew(self, model: type[Any]) -> CompiledPage:
        layout, listings = self.planner.layout(model, *self.selections)
        debate = None
        if model in {DebatePage, ContributionPage} and self.planner.wanted.contributions | self.planner.wanted.debates:
            debate = CompiledDebate.of(model, self.selections, self.planner)
            layout = debate.page
        page = model.objects.filter(pk=Bound("id", BigIntegerField()))
        named = model.objects.filter(NAMED)
        compiled = [self._listing(model, listing, asked) for listing, asked in listings.items()]
        return CompiledPage(
            sql=layout.list_of(page),
            at_address=layout.list_of(named),
            read=layout.reader(),
            listings=tuple(compiled),
            debate=debate,
        )

    def _listing(self, model: type[Any], listing: Listing, asked: list[list[FieldNode]]) -> CompiledListing:
        queryset, limit = captured(model, listing, now=self.planner.seen_by.now)
        layout = self.planner.alone(queryset.model, *asked)
        rows = self.planner.seen_by.visibility.pages(queryset)[:limit]
        return CompiledListing(
            method=listing.method,
            condition=listing.condition,
            sql=layout.list_of(rows),
            read=layout.reader(),
        )


def captured(model: type[Any], listing: Listing, *, now: Any) -> tuple[QuerySet[Any], int]:
    """Return the query that a method of a page makes for one of its lists, for whatever page that will be."""
    page = cast("Any", record_type)(model)()
    page.__dict__ |= {name: Bound(name, kind()) for name, kind in OF_PAGE.items()}
    if listing.condition:
        page.__dict__[listing.condition] = True
    capture = _Capture(now=now)
    getattr(page, listing.method)(capture)
    if capture.queryset is None:
        raise UnplannedError(listing)
    return capture.queryset, capture.limit


class _Capture:
    """Stands for info and for its context, and keeps the query that is to be run."""

    def __init__(self, *, now: Any) -> None:
        self.now, self.limit = now, 0
        self.queryset: QuerySet[Any] | None = None

    @property
    def context(self) -> "_Capture":
        return self

    def pages(self, queryset: QuerySet[Any], *, limit: int) -> list[Any]:
        self.queryset, self.limit = queryset, limit
        return []


def _above(url_path: str) -> str:
    return url_path.rstrip("/").rpartition("/")[0]


def _chosen(found: list[Any], wanted: list[str], languages: list[str]) -> Record | None:
    """Return the page at the first of the addresses, in the first of the languages in which it exists."""
    by_path = {page.url_path: page for page in found}
    page = next((by_path[each] for each in wanted if each in by_path), None)
    if page is None or not languages or page.locale.language_code == languages[0]:
        return page
    versions = {each.locale.language_code: each for each in found if each.translation_key == page.translation_key}
    return next((versions[each] for each in languages if each in versions), page)
