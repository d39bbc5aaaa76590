from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.models import Page

from cms.api.plans.answers import Planned
from cms.api.plans.bound import BoundSet
from cms.api.plans.layout import Layout, ReadRow, Seen
from cms.api.plans.lookups import Lookup
from cms.api.plans.planner import page_models
from cms.api.plans.roots import ListRoot, Steps


@dataclass(kw_only=True)
class PagesRoot(ListRoot):
    """A list of pages of every type: it is found first which they are, then each is read with the fields of its type.

    What is asked of a page differs from type to type, so that each type has a look-up of its own in one statement.
    """

    @cached_property
    def _lookups(self) -> list[Lookup]:
        columns = {order.column for order in self.collection.orders}
        visible = self.planner.seen_by.visibility.pages
        return [
            Lookup.of(
                self.planner.alone(model, *self.selections, also=("locale_id", *sorted(columns))),
                visible(model.objects.filter(id__one_of=BoundSet("found"))),
            )
            for model in page_models()
        ]

    def _layout(self, _model: type[Page]) -> Layout:
        # What is asked for is compiled now, as it is too late to refuse it once something was read.
        self._lookups  # noqa: B018  It is made when it is first looked at.
        return Layout(model=Page, seen_by=self.planner.seen_by)

    def _read(self, rows: list[Any], read_row: ReadRow, context: Planned, read: Seen) -> Steps:
        keys = [read_row(row, Seen()).pk for row in rows]
        values = {"found": keys, "now": context.now}
        answers = yield [(lookup.sql, values) for lookup in self._lookups]
        found = {
            page.pk: page
            for lookup, answer in zip(self._lookups, answers, strict=True)
            for page in lookup.rows(answer, read)
        }
        return [found[key] for key in keys if key in found]
