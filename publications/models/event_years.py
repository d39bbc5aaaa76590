from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# Wide enough for every event that anybody will announce, and far from where calendars end and clocks overflow.
FIRST_YEAR, LAST_YEAR = 2000, 2100
WRONG_YEAR = format_lazy(_("The year must lie between {first} and {last}."), first=FIRST_YEAR, last=LAST_YEAR)


def is_plausible(day: date | None) -> bool:
    return day is None or FIRST_YEAR <= day.year <= LAST_YEAR
