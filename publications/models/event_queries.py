from datetime import datetime
from typing import Self

from wagtail.query import PageQuerySet

from publications.models.occurrences import last_start, next_start, start_left, with_a_date_left


class EventPageQuerySet(PageQuerySet):
    def ending_after(self, moment: datetime) -> Self:
        """Keep events of which a date is left, and remember that date for soonest_first."""
        return self.annotate(next_start=start_left(moment)).filter(pk__in=with_a_date_left(moment))

    def over_by(self, moment: datetime) -> Self:
        """Keep events of which no date is left."""
        return self.annotate(next_start=next_start(moment)).filter(next_start__isnull=True)

    def soonest_first(self) -> Self:
        """Order by the date that is left, or by the first one where none was asked for."""
        return self.order_by("next_start" if "next_start" in self.query.annotations else "start", "pk")

    def latest_first(self) -> Self:
        """Order by the last date, backwards."""
        return self.annotate(last_start=last_start()).order_by("-last_start", "-pk")
