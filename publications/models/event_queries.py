from datetime import datetime
from typing import Self

from django.db.models import F
from wagtail.query import PageQuerySet

from publications.models.occurrences import is_next_left, last_start, next_start


class EventPageQuerySet(PageQuerySet):
    def ending_after(self, moment: datetime) -> Self:
        """Keep events of which a date is left, and remember that date for soonest_first."""
        dates = {"next_date": "occurrences", "next_end": "occurrences__end", "next_status": "occurrences__status"}
        found = self.alias(**{name: F(path) for name, path in dates.items()})
        return found.annotate(next_start=F("occurrences__start")).filter(is_next_left(moment))

    def over_by(self, moment: datetime) -> Self:
        """Keep events of which no date is left."""
        return self.annotate(next_start=next_start(moment)).filter(next_start__isnull=True)

    def soonest_first(self) -> Self:
        """Order by the date that is left, or by the first one where none was asked for."""
        return self.order_by("next_start" if "next_start" in self.query.annotations else "start", "pk")

    def latest_first(self) -> Self:
        """Order by the last date, backwards."""
        return self.annotate(last_start=last_start()).order_by("-last_start", "-pk")
