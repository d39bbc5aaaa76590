from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F
from graphql import FieldNode
from wagtail.models import Page

from cms.api.plans.bound import SQL, Bound, Values
from cms.api.plans.layout import Layout, ReadRow, Seen
from cms.api.plans.planner import Planner
from cms.api.plans.records import Record
from cms.pages.declarations import MAXIMUM_LISTED
from publications.models import ContributionPage, DebatePage
from publications.models.contributions import MAXIMUM_ANSWERS
from publications.models.debates import Contributions

Selections = Sequence[list[FieldNode]]


@dataclass(frozen=True, kw_only=True)
class CompiledDebate:
    """How a debate is read with all its contributions, which answer each other."""

    page: Layout
    debate: SQL
    contributions: SQL
    read_debate: ReadRow
    read_contribution: ReadRow

    @classmethod
    def of(cls, model: type[Page], selections: Selections, planner: Planner) -> "CompiledDebate":
        """Compile for a page that is a debate or one of its contributions, and for what is asked of it."""
        debate, contributions = _layouts(planner)
        visible = planner.seen_by.visibility.pages
        path, depth = Bound("debate_path", CharField()), Bound("contribution_depth", BigIntegerField())
        below = ContributionPage.objects.filter(path__startswith=path, depth=depth).oldest_first()
        return cls(
            page=_page_layout(model, selections, planner),
            debate=debate.list_of(visible(DebatePage.objects.filter(path=path))),
            contributions=contributions.list_of(visible(below)),
            read_debate=debate.reader(),
            read_contribution=contributions.reader(),
        )

    def parts(self, found: Record, model: type[Page], values: Values) -> list[tuple[SQL, Values]]:
        is_debate = model is DebatePage
        of_debate = {
            "debate_path": found.path if is_debate else found.path[: -Page.steplen],
            "contribution_depth": found.depth + is_debate,
        }
        return [(self.debate, {**values, **of_debate}), (self.contributions, {**values, **of_debate})]

    def link(self, page: Any, answers: list[Any], read: Seen) -> None:
        """Let a debate and its contributions know each other; the page that was found is one of them."""
        debates, contributions = answers
        is_debate = page.model is DebatePage
        debate: Any = page if is_debate else next((self.read_debate(row, read) for row in debates), None)
        found = [self.read_contribution(row, read) for row in contributions]
        known = [page if each.pk == page.pk else each for each in found]
        Contributions(pages=known).linked(debate)
        for each in known:
            each._answering = each._answering[:MAXIMUM_ANSWERS]  # noqa: SLF001  Where the model keeps them.
        if debate is not None:
            debate.__dict__["contributions"] = known[:MAXIMUM_LISTED]


def _page_layout(model: type[Page], selections: Selections, planner: Planner) -> Layout:
    others = planner.wanted.debates if model is DebatePage else planner.wanted.contributions
    layout = planner.alone(model, *selections, *others.values())
    _add_links(layout)
    return layout


def _layouts(planner: Planner) -> tuple[Layout, Layout]:
    """Return how debates and contributions are read, with what is asked of either wherever they lead to each other."""
    wanted, known = planner.wanted, -1
    # What either is asked may lead to the other with further fields, until nothing new is asked of them.
    while known != (known := len(wanted.debates) + len(wanted.contributions)):
        debate = planner.alone(DebatePage, *wanted.debates.values())
        contributions = planner.alone(ContributionPage, *wanted.contributions.values())
    _add_links(debate)
    _add_links(contributions)
    return debate, contributions


def _add_links(layout: Layout) -> None:
    """Read what tells which contribution answers which, and which position it takes."""
    layout.need("translation_key")
    if layout.model is DebatePage:
        layout.need("positions")
    else:
        layout.add("answers", F("answers__translation_key"), _answered)


def _answered(key: str) -> SimpleNamespace:
    return SimpleNamespace(translation_key=UUID(key))
