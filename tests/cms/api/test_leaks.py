import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import override_settings
from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_abstract_type
from wagtail.models import Page

from cms.api import parsing
from cms.api.context import Context
from cms.api.execution import run
from cms.api.global_ids import GlobalID
from cms.api.perspectives import Perspective
from cms.api.schema import schema
from cms.api.visibility import Visibility
from cms.images.models import CustomImage
from cms.pages.models import GonePath
from publications.models import Organisation, Person, Series, Topic
from tests.cms.api.walking import Walk, plausible
from tests.factories.hidden import MARKER, World, make_world
from tests.factories.shown import GONE, MOVED
from tests.factories.site import NOW

UNLIMITED = dict.fromkeys(settings.GRAPHQL_LIMITS, 10**9) | {"page_size": 100}
# The world is made once, inside a transaction around those of the tests.
pytestmark = pytest.mark.django_db

WORD = re.compile(rf"{MARKER}\w+")
# What is base64 holds any short word by chance, and hides a long one: it is read before words are looked for.
ENCODED = re.compile(r'"a0_(?:id|cursor|startCursor|endCursor)": "([^"]+)"')
# They answer nobody without a token and are asked for alone, as their refusal would take the other answers with it.
GUARDED = {"delivery", "deliveryAccounts", "dueDeliveries"}
# How rare a word is, the database counts over all pages, so how well a page fits depends a little on those hidden.
FITTING = re.compile(r'"a0_(?:score|cursor|startCursor|endCursor)": [^,}]+')


class Everything(Visibility):
    """What shows all there is: the walk has to see the markers before their absence says anything."""

    def pages(self, queryset: Any) -> Any:
        return queryset.filter(depth__gt=1)

    def snippets(self, queryset: Any) -> Any:
        return queryset

    def allows_page(self, page: Page) -> bool:
        return page.depth > 1

    def allows_media(self, item: Any) -> bool:
        return item is not None


EVERYTHING = Everything(now=NOW, restricted_page_paths=(), restricted_collection_paths=())


class StoredRows(Perspective):
    """What shows pages as they are stored, by the executor of graphql-core, whose every resolver can be seen."""

    is_published = False

    def version(self, page: Page) -> Page:
        return page

    def is_version(self, page: Page) -> bool:
        return page is None


def ask(document: str, *, sees_all: bool = False) -> dict[str, Any]:
    context = Context(base_url="https://www.example.org", now=NOW)
    if sees_all:
        context.visibility, context.perspective = EVERYTHING, StoredRows()
    try:
        # An error must not take the world with it.
        with transaction.atomic():
            answer = run(document, variables=None, context=context)
    except DatabaseError as error:
        return {"failed": str(error)}
    assert answer.was_executed, (document, answer.errors)
    found: dict[str, Any] = json.loads(json.dumps(answer.as_json(), default=str))
    return found


def samples(world: World) -> dict[str, list[str]]:
    """Return arguments for root fields that ask for something in particular; the walk makes up all others."""
    items = [*Page.objects.filter(depth__gt=1).specific(), *CustomImage.objects.all()]
    items += [item for model in (Person, Organisation, Topic, Series) for item in model.objects.all()]
    ids = [str(GlobalID.of(item)) for item in items]
    moved = (f"/alt-{number}/" for number, _page in enumerate(world.hidden))
    paths = sorted({*world.paths(), *moved, f"/{MOVED}/", f"/{GONE}/"})
    return {
        "route": [f'(path: "{path}")' for path in paths] + [f'(path: "{path}", locale: en)' for path in paths[:10]],
        "node": [f'(id: "{one}")' for one in ids[::10]],
        "nodes": [f"(ids: {json.dumps(ids[::9])})"],
        "search": [f'(query: "{words}", locale: de)' for words in ("offen", MARKER, f"{MARKER}draftstatementpage", "")],
    }


@dataclass(frozen=True, kw_only=True)
class Walked:
    """What was asked, and what came of it."""

    depths: dict[str, int]
    # The types of objects that the public was shown.
    kinds: set[str]
    seen_by_all_seeing: set[str]
    # What the public was shown, and with it once everything hidden was deleted.
    before: dict[str, str]
    after: dict[str, str]
    hidden: set[str]


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    loosened = override_settings(GRAPHQL_LIMITS=UNLIMITED, MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic(), loosened, every_document_remembered():
        yield _walked(make_world())
        transaction.set_rollback(True)


@contextmanager
def every_document_remembered() -> Iterator[None]:
    """Parse and plan each document once, though it is asked for three times."""
    remembering = lru_cache(maxsize=None)(parsing.parse_anew)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_remembered", "_just_parsed"):
            patch.setattr(parsing, name, remembering)
        yield


def _walked(world: World) -> Walked:
    answers: dict[str, str] = {}

    def ask_as_the_public(document: str) -> dict[str, Any]:
        answer = ask(document)
        answers[document] = json.dumps(answer)
        return answer.get("data") or {}

    # Two ways through: one to all there is, and one to whatever the public gets to, page by page.
    given = samples(world)
    everything, seen = _walk_everything(given)
    public = Walk(schema=schema().graphql_schema, ask=ask_as_the_public, marker=MARKER)
    public.below(_root_fields(given))
    _walk_beside(public, given)
    for document in everything.documents:
        if document not in answers:
            ask_as_the_public(document)
    hidden = {page.title.lower() for page in world.hidden if page.title.lower().startswith(MARKER)}
    before, after = dict(answers), _asked_again(answers, world)
    return Walked(
        depths=everything.depths,
        kinds=public.kinds,
        seen_by_all_seeing=seen,
        before=before,
        after=after,
        hidden=hidden,
    )


def _walk_everything(given: dict[str, list[str]]) -> tuple[Walk, set[str]]:
    """Return the walk of somebody who sees all there is, and the markers on the way."""
    seen: set[str] = set()

    def ask_all_seeing(document: str) -> dict[str, Any]:
        answer = ask(document, sees_all=True)
        seen.update(WORD.findall(json.dumps(answer).lower()))
        return answer.get("data") or {}

    walk = Walk(schema=schema().graphql_schema, ask=ask_all_seeing, marker=MARKER)
    walk.below(_root_fields(given))
    return walk, seen


def _asked_again(documents: Iterable[str], world: World) -> dict[str, str]:
    """Return what the public is shown once everything hidden has been deleted."""
    known = set(GonePath.objects.values_list("pk", flat=True))
    for page in Page.objects.filter(pk__in=[page.pk for page in world.hidden]).order_by("-depth"):
        page.specific.delete()
    GonePath.objects.exclude(pk__in=known).delete()
    return {document: json.dumps(ask(document)) for document in documents}


def _root_fields(given: dict[str, list[str]]) -> list[str]:
    found = []
    for name, declared in _public_fields().items():
        found += [f"{name}{arguments}" for arguments in given.get(name) or _required(declared)]
    return found


def _required(declared: GraphQLField) -> list[str]:
    return list(plausible(declared, marker=MARKER, only_required=True))


def _walk_beside(walk: Walk, given: dict[str, list[str]]) -> None:
    """Ask each list with each of the arguments that it may have."""
    for name, declared in _public_fields().items():
        kind = get_named_type(declared.type)
        if name not in given and isinstance(kind, GraphQLObjectType):
            walk.beside(name, plausible(declared, marker=MARKER), kind=kind)


def _public_fields() -> dict[str, GraphQLField]:
    query = schema().graphql_schema.query_type
    assert query is not None
    return {name: declared for name, declared in query.fields.items() if name not in GUARDED}


def _kinds_below(fields: Iterable[GraphQLField]) -> set[str]:
    """Return all types of objects that fields may lead to."""
    found: set[str] = set()
    waiting = [get_named_type(declared.type) for declared in fields]
    while waiting:
        kind = waiting.pop()
        if is_abstract_type(kind):
            waiting += schema().graphql_schema.get_possible_types(kind)
        elif isinstance(kind, GraphQLObjectType) and kind.name not in found:
            found.add(kind.name)
            waiting += [get_named_type(declared.type) for declared in kind.fields.values()]
    return found


def test_the_walk_gets_below_every_root_field(walked: Walked) -> None:
    """A root field that is new may need arguments in samples() for anything to be found."""
    assert {name for name in _public_fields() if walked.depths.get(name, 0) < 2} == set()


def test_the_walk_would_see_whatever_is_hidden(walked: Walked) -> None:
    expected = walked.hidden | {f"{MARKER}image", f"{MARKER}file"}

    assert expected - walked.seen_by_all_seeing == set()


def test_the_public_is_shown_every_type_of_object(walked: Walked) -> None:
    """A type that is new may need an object in tests/factories/shown.py for the walk to look at it."""
    assert _kinds_below(_public_fields().values()) - walked.kinds == set()


@pytest.mark.parametrize(
    "asked", ["delivery(id: 1) { state }", "deliveryAccounts { name }", "dueDeliveries(account: 1) { state }"]
)
def test_what_is_guarded_answers_nothing_to_the_public(asked: str) -> None:
    answer = ask(f"{{ {asked} }}")

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]
    assert not any((answer["data"] or {}).values())


def test_no_document_of_the_walk_fails(walked: Walked) -> None:
    assert [
        document for document, answer in walked.before.items() if '"failed"' in answer or "INTERNAL" in answer
    ] == []


def test_nothing_hidden_is_in_any_answer_to_the_public(walked: Walked) -> None:
    leaks = {document: _marked(answer) for document, answer in walked.before.items()}

    assert {document: words for document, words in leaks.items() if words} == {}


def test_no_answer_to_the_public_depends_on_what_is_hidden(walked: Walked) -> None:
    different = {
        document: (answer[:300], walked.after[document][:300])
        for document, answer in walked.before.items()
        if _comparable(document, answer) != _comparable(document, walked.after[document])
    }

    assert different == {}


def _marked(answer: str) -> set[str]:
    """Return the words of what is hidden that an answer holds, also inside of its ids and cursors."""
    return set(WORD.findall(ENCODED.sub(lambda found: _decoded(found[1]), answer).lower()))


def _decoded(encoded: str) -> str:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode(errors="replace")


def _comparable(document: str, answer: str) -> str:
    return FITTING.sub("", answer) if document.startswith("{ search(") else answer
