from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Length
from wagtail.models import Page

from cms.api.lists.leaves import Leaf
from cms.api.visibility import Visibility

# Narrows the objects of a type by a cleaned `where`.
Narrow = Callable[[QuerySet[Any], dict[str, Any]], QuerySet[Any]]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A field that is filtered by its value."""

    name: str
    column: str
    leaf: Leaf
    description: str


@dataclass(frozen=True, kw_only=True)
class Relation(ABC):
    """A field that is filtered by what it leads to. What readers cannot see is not there for filters either."""

    name: str
    target: Callable[[], type[Model]]
    description: str
    is_plural: bool = False
    # What to ask instead, where the field is kept for those who know it by an old name.
    deprecation_reason: str | None = None

    def matching(self, asked: dict[str, Any], narrow: Narrow, visibility: Visibility) -> list[Q]:
        """Return the conditions of a cleaned filter: `some` and `none`, or `is` and `is_null`."""
        everything = visibility.all(self.target())
        found = []
        for operator, value in asked.items():
            targets = everything if operator == "is_null" else narrow(everything, value)
            exists = self.leading_to(targets)
            is_denied = operator == "none" or (operator == "is_null" and value)
            found.append(~exists if is_denied else exists)
        return found

    @abstractmethod
    def leading_to(self, targets: QuerySet[Any]) -> Q:
        """Keep what the relation leads from to one of the targets."""


@dataclass(frozen=True, kw_only=True)
class Key(Relation):
    """A foreign key of the model."""

    column: str

    def leading_to(self, targets: QuerySet[Any]) -> Q:
        return Q(**{f"{self.column}__in": targets.values("pk")})


@dataclass(frozen=True, kw_only=True)
class Link(Relation):
    """Rows of another model that each join one object with one target."""

    rows: Callable[[], Any]
    source: str
    column: str
    is_plural: bool = True

    def leading_to(self, targets: QuerySet[Any]) -> Q:
        rows = self.rows()._meta.default_manager.order_by()
        return Q(Exists(rows.filter(**{self.source: OuterRef("pk"), f"{self.column}__in": targets.values("pk")})))


@dataclass(frozen=True, kw_only=True)
class Children(Relation):
    """Pages right below the page in the tree."""

    is_plural: bool = True

    def leading_to(self, targets: QuerySet[Any]) -> Q:
        return Q(Exists(targets.annotate(parent_path=_parent("path")).filter(parent_path=OuterRef("path"))))


@dataclass(frozen=True, kw_only=True)
class Parent(Relation):
    """The page right above the page in the tree."""

    def leading_to(self, targets: QuerySet[Any]) -> Q:
        return Q(Exists(targets.filter(path=_parent(OuterRef("path")))))


def _parent(path: str | OuterRef) -> Left:
    return Left(path, Length(path) - Page.steplen)
