from publications.models.events import CalendarEntry, EventIndexPage, EventPage
from publications.models.statements import StatementIndexPage, StatementPage
from publications.models.topics import Topic

__all__ = ["CalendarEntry", "EventIndexPage", "EventPage", "StatementIndexPage", "StatementPage", "Topic"]
