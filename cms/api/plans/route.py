from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Field, Model, QuerySet, UUIDField
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
from cms.api.plans.planner import Planner, page_models
from cms.api.plans.records import Record, record_type
from cms.api.plans.roots import Result, Steps
from cms.api.posts import value_of
from cms.api.routes import MAXIMUM_PATH, PageRoute, candidates_of
from publications.models import ContributionPage, DebatePage

# What listings below a page ask of it.
OF_PAGE: Mapping[str, type[Field[Any, Any]]] = {
    "id": BigIntegerField,
    "path": CharField,
    "depth": BigIntegerField,
    "locale_id": BigIntegerField,
    "translation_key": UUIDField,
}


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
    read: ReadRow
    listings: tuple[CompiledListing, ...]
    debate: CompiledDebate | None = None


@dataclass(kw_only=True)
class RouteRoot:
    """What an address leads to, where that is a page. Everything else is left to the ordinary resolver."""

    planner: Planner
    selections: list[list[FieldNode]]
    _lookup: tuple[SQL, ReadRow] | None = None
    _compiled: dict[type[Model], CompiledPage] = field(default_factory=dict)

    def steps(self, context: Planned, sent: Mapping[str, Any], read: Seen) -> Steps:
        path, language = sent["path"], language_code(sent.get("locale"))
        if len(path) > MAXIMUM_PATH or not is_storable(path):
            raise UnplannedError(path)
        languages = chain(language, [value_of(each) for each in sent.get("fallback") or ()])
        wanted = candidates_of(context, path, language)
        sql, read_row = self._look_up()
        (rows,) = yield [(sql, {"candidates": wanted, "now": context.now})]
        found = _chosen([read_row(row, Seen()) for row in rows], wanted, languages)
        if found is None:
            raise UnplannedError(path)
        page = yield from self._read(found, context, read)
        mark([page], asked=language)
        is_fallback = language is not None and page.locale.language_code != language
        return Result(value=PageRoute(page=page, is_fallback=is_fallback), language=page.locale.language_code)

    def _read(self, found: Record, context: Planned, read: Seen) -> Steps:
        model: Any = ContentType.objects.get_for_id(found.content_type_id).model_class()
        compiled = self._compile(model)
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

    def _look_up(self) -> tuple[SQL, ReadRow]:
        if self._lookup is None:
            layout = Layout(model=Page, seen_by=self.planner.seen_by)
            layout.need("url_path", "content_type_id", *OF_PAGE)
            named = Page.objects.filter(url_path__one_of=BoundSet("candidates", CharField()))
            versions = Page.objects.filter(translation_key__in=named.values("translation_key"))
            visible = self.planner.seen_by.visibility.pages(versions).type(*page_models())
            self._lookup = layout.list_of(visible), layout.reader()
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
        compiled = [self._listing(model, listing, nodes) for listing, nodes in listings.items()]
        return CompiledPage(sql=layout.list_of(page), read=layout.reader(), listings=tuple(compiled), debate=debate)

    def _listing(self, model: type[Any], listing: Listing, nodes: list[FieldNode]) -> CompiledListing:
        queryset, limit = captured(model, listing, now=self.planner.seen_by.now)
        layout = self.planner.alone(queryset.model, nodes)
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


def _chosen(found: list[Any], wanted: list[str], languages: list[str]) -> Record | None:
    """Return the page at the first of the addresses, in the first of the languages in which it exists."""
    by_path = {page.url_path: page for page in found}
    page = next((by_path[each] for each in wanted if each in by_path), None)
    if page is None or not languages or page.locale.language_code == languages[0]:
        return page
    versions = {each.locale.language_code: each for each in found if each.translation_key == page.translation_key}
    return next((versions[each] for each in languages if each in versions), page)
