from dataclasses import dataclass
from datetime import datetime

from django_stubs_ext import StrOrPromise

from cms.editing.calendar.moments import local

MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that a person can see to."""

    text: StrOrPromise
    note: StrOrPromise
    url: str = ""
    moment: datetime | None = None

    @property
    def shown_at(self) -> datetime | None:
        """Return what clocks of the organization show, for a template that would change the zone of anything else."""
        return local(self.moment).replace(tzinfo=None) if self.moment else None
